import PackageModel
import Payload

/// Writes the container of a package, member after member.
struct ArWriter {
  private let file: OpenFile
  private let time: Int64
  private(set) var position: UInt64 = 0

  init(_ file: OpenFile, time: Int64) throws(DebWriteError) {
    guard ArHeader.times.contains(time) else { throw .timestamp(time) }
    self.file = file
    self.time = time
    try put(ArHeader.magic)
  }

  /// Writes a member that is in memory.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws(DebWriteError) {
    try begin(name, size: UInt64(bytes.count))
    try put(bytes)
    try pad(after: UInt64(bytes.count))
  }

  /// Writes a member whose bytes are the whole of a spool.
  mutating func add(_ name: String, bytesOf spool: OpenFile, count: UInt64) throws(DebWriteError) {
    try begin(name, size: count)
    try wrapping { () throws(PayloadError) in try file.append(count, bytesOf: spool, from: 0) }
    position += count
    try pad(after: count)
  }

  /// Writes a member whose size is known when all of it has been written.
  mutating func add(
    _ name: String, writing write: (OpenFile) throws(DebWriteError) -> UInt64
  ) throws(DebWriteError) {
    let start = position
    try begin(name, size: 0)
    let size = try write(file)
    position += size
    let header = try Self.header(name, time: time, size: size)
    try wrapping { () throws(PayloadError) in
      try header.withBytes { (bytes) throws(PayloadError) in try file.write(bytes, at: start) }
    }
    try pad(after: size)
  }

  private mutating func begin(_ name: String, size: UInt64) throws(DebWriteError) {
    try put(Self.header(name, time: time, size: size))
  }

  private static func header(_ name: String, time: Int64, size: UInt64) throws(DebWriteError) -> [UInt8] {
    guard size <= ArHeader.largestMember else { throw .memberTooLarge(name, size: size) }
    return ArHeader.bytes(name: name, time: time, size: size)
  }

  private mutating func pad(after size: UInt64) throws(DebWriteError) {
    if size % 2 == 1 { try put([ASCII.newline]) }
  }

  private mutating func put(_ bytes: [UInt8]) throws(DebWriteError) {
    try wrapping { () throws(PayloadError) in try file.write(bytes) }
    position += UInt64(bytes.count)
  }
}

/// Turns an error about bytes into one about a package.
func wrapping<Result>(_ body: () throws(PayloadError) -> Result) throws(DebWriteError) -> Result {
  do throws(PayloadError) {
    return try body()
  } catch {
    throw .payload(error)
  }
}
