import Glibc
import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct ContentSourceTests {
  let scratch: Scratch
  let content: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  init() throws {
    scratch = try Scratch()
    try scratch.write("file", content)
  }

  /// Reads in pieces and calls a function between them.
  func readInPieces(_ source: ContentSource, between: () throws -> Void) throws -> [UInt8] {
    var reader = try source.open()
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 100_000)
    while true {
      let count = try buffer.withBytes { (buffer) throws(PayloadError) in try reader.read(into: buffer) }
      if count == 0 { break }
      result += buffer[..<count]
      try between()
    }
    try reader.finish()
    return result
  }

  func change(_ body: () throws -> Void) throws -> PayloadError.Change? {
    let source = try ContentSource.file(at: scratch.name("file"))
    var isDone = false
    let error = #expect(throws: PayloadError.self) {
      try readInPieces(source) {
        if !isDone { try body() }
        isDone = true
      }
    }
    guard case .changed(let path, let change) = error else { return nil }
    #expect(path == scratch.name("file"))
    return change
  }

  @Test func everyOriginGivesItsBytes() throws {
    let file = try ContentSource.file(at: scratch.name("file"))
    #expect(file.size == 300_000)
    #expect(try file.bytes(limit: 300_000) == content)
    let memory = ContentSource.memory(content)
    #expect(try readInPieces(memory) {} == content)
    let open = try OpenFile(reading: scratch.name("file"))
    let region = ContentSource.region(of: open, offset: 1000, length: 5000)
    #expect(region.size == 5000)
    #expect(try region.bytes(limit: 5000) == Array(content[1000..<6000]))
    #expect(try ContentSource.memory([]).bytes(limit: 0) == [])
  }

  @Test func moreThanAllowedIsRefused() throws {
    let source = try ContentSource.file(at: scratch.name("file"))
    #expect(throws: PayloadError.self) { try source.bytes(limit: 299_999) }
  }

  @Test func aFileThatGrows() throws {
    #expect(
      try change {
        try scratch.write("other", content + [1]); try run("cp", [scratch("other"), scratch("file")])
      }
        == .size(expected: 300_000, found: 300_001))
  }

  @Test func aFileThatShrinks() throws {
    #expect(
      try change { _ = truncate(scratch("file"), 150_000) } == .endedEarly(expected: 300_000, found: 150_000))
  }

  @Test func aFileThatIsWrittenTo() throws {
    #expect(
      try change {
        let descriptor = open(scratch("file"), O_WRONLY)
        _ = pwrite(descriptor, "x", 1, 0)
        close(descriptor)
        _ = utimes(scratch("file"), [timeval(tv_sec: 5, tv_usec: 0), timeval(tv_sec: 5, tv_usec: 0)])
      } == .modificationTime)
  }

  @Test func aFileThatIsReplacedBeforeItIsRead() throws {
    let source = try ContentSource.file(at: scratch.name("file"))
    try scratch.write("other", content)
    try run("mv", [scratch("other"), scratch("file")])
    #expect(throws: PayloadError.changed(scratch.name("file"), .becameAnotherFile)) { _ = try source.open() }
  }

  @Test func aFileThatBecomesADirectory() throws {
    let source = try ContentSource.file(at: scratch.name("file"))
    try run("rm", [scratch("file")])
    try run("mkdir", [scratch("file")])
    #expect(throws: PayloadError.changed(scratch.name("file"), .isNotAFile)) { _ = try source.open() }
  }

  @Test func aFileThatBecomesAFIFODoesNotBlock() throws {
    let source = try ContentSource.file(at: scratch.name("file"))
    try run("rm", [scratch("file")])
    try run("mkfifo", [scratch("file")])
    #expect(throws: PayloadError.changed(scratch.name("file"), .isNotAFile)) { _ = try source.open() }
  }

  @Test func aFileThatDisappears() throws {
    let source = try ContentSource.file(at: scratch.name("file"))
    try run("rm", [scratch("file")])
    #expect(throws: PayloadError("open", scratch.name("file"), code: ENOENT)) { _ = try source.open() }
  }

  @Test func aRegionBeyondTheEnd() throws {
    let open = try OpenFile(reading: scratch.name("file"))
    let region = ContentSource.region(of: open, offset: 299_990, length: 100)
    #expect(throws: PayloadError.truncated(scratch.name("file"), offset: 300_000)) { try region.bytes(limit: 100) }
  }

  @Test func namesWithNULAreRefused() {
    #expect(throws: PayloadError.self) { try ContentSource.file(at: ByteString([0x61, 0, 0x62])) }
  }
}
