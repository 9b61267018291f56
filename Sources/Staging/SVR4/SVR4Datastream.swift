import PackageModel
import Payload

/// An SVR4 package in one file, as pkgtrans(1) makes it: a list of packages, an archive with what describes them, and an
/// archive with the objects of each.
struct SVR4Datastream {
  /// What belongs to every package and is no object of one.
  static let furniture: Set<ByteString> = [
    "install", "reloc", "root", ".", SVR4Package.informationFile, SVR4Package.mapFile,
  ]

  private static let magic: ByteString = "# PaCkAgE DaTaStReAm"
  private static let endOfHeader: ByteString = "# end of header"
  /// Headers are a few lines; what has no end mark by then is something else.
  private static let longestHeader: UInt64 = 64 * 1024
  private static let largestDescription: UInt64 = 256 << 20

  private let package: SVR4Package
  private let members: [ByteString]

  /// Whether a file begins as a datastream does, compressed by gzip or not.
  static func isOne(_ path: ByteString) -> Bool {
    guard let input = try? input(path) else { return false }
    var bytes = [UInt8](repeating: 0, count: magic.count)
    let count = bytes.withUnsafeMutableBytes { buffer in (try? input.fill(buffer)) ?? 0 }
    return count == magic.count && ByteString(bytes) == magic
  }

  private static func input(_ path: ByteString) throws(PayloadError) -> any ByteInput {
    let source = try ContentSource.file(at: path)
    return try Decompressor(ContentInput(source), format: format(of: source))
  }

  private static func format(of source: ContentSource) throws(PayloadError) -> Compression.Format {
    let input = try ContentInput(source)
    var magic: [UInt8] = [0, 0]
    _ = try magic.withBytes { (buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) in try input.fill(buffer) }
    return Compression.Format(detecting: magic) == .gzip ? .gzip : .none
  }

  /// A file whose bytes can be reached in any order: the datastream itself, or a spool that it is unpacked into.
  private static func open(_ path: ByteString) throws(StagingError) -> OpenFile {
    do throws(PayloadError) {
      guard try format(of: .file(at: path)) == .gzip else { return try OpenFile(reading: path) }
      let input = try input(path)
      let spool = try SpoolFile()
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
      defer { buffer.deallocate() }
      while true {
        let count = try input.read(into: buffer)
        if count == 0 { return spool.file }
        try spool.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      throw .payload(error)
    }
  }

  init(_ path: ByteString) throws(StagingError) {
    let file = try Self.open(path)
    let (names, headerSize) = try Self.header(file, path)
    guard names.count == 1 else {
      throw .malformed(
        path, line: nil,
        reason: "a datastream of \(names.count) packages is not supported; take it apart with pkgtrans(1)")
    }
    var reader = CpioReader(file, at: headerSize)
    reader.skipPadding()
    var information: [UInt8]?
    var map: [UInt8]?
    while let member = try reader.next() {
      guard member.size <= Self.largestDescription else {
        throw .malformed(path, line: nil, reason: "\(member.name) has \(member.size) bytes")
      }
      if member.name.hasSuffix("/" + SVR4Package.informationFile) {
        information = try reader.bytes(Int(member.size), at: member.offset)
      } else if member.name.hasSuffix("/" + SVR4Package.mapFile) {
        map = try reader.bytes(Int(member.size), at: member.offset)
      }
    }
    guard let information, let map else {
      throw .malformed(path, line: nil, reason: "the datastream has no pkginfo or no pkgmap")
    }
    package = try SVR4Package(information: information, map: map, named: path)
    reader.skipPadding()
    var members: [ByteString] = []
    while let member = try reader.next() { members.append(Self.memberName(member.name)) }
    self.members = members
  }

  /// The names of the packages and the size of the header.
  private static func header(
    _ file: OpenFile, _ path: ByteString
  ) throws(StagingError) -> (names: [ByteString], size: UInt64) {
    var text: [UInt8] = []
    do throws(PayloadError) {
      let size = try FileStamp(file.status()).size
      let source = ContentSource.region(of: file, offset: 0, length: min(size, longestHeader))
      text = try source.bytes(limit: longestHeader)
    } catch {
      throw .payload(error)
    }
    var names: [ByteString] = []
    var size = 0
    for line in ByteString(text).split(on: ASCII.newline) {
      size += line.count + 1
      if line == endOfHeader { return (names, UInt64(size)) }
      if line.bytes.first != ASCII.hash, let name = SVR4Text.words(line).first { names.append(name) }
    }
    throw .malformed(path, line: nil, reason: "the header of the datastream has no end")
  }

  private static func memberName(_ name: ByteString) -> ByteString {
    let name = name.dropping(prefix: "./") ?? name
    return ByteString(name.bytes.reversed().drop { $0 == ASCII.slash }.reversed())
  }

  func generate(
    _ options: GenerateOptions, emit: (Action) throws(StagingError) -> Void
  ) throws(StagingError) -> ManifestGenerator.Report {
    try SVR4Actions(package, options).generate(members: members, emit: emit)
  }
}
