import Glibc
import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct AtomicOutputTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func appearsWholeAndReadableByAll() throws {
    let output = try AtomicOutput(scratch.name("file"), replacingExisting: false)
    try output.file.write([1, 2, 3])
    #expect(try !scratch.names().contains("file"))
    try output.commit()
    #expect(try scratch.bytes("file") == [1, 2, 3])
    #expect(try scratch.names() == ["file"])
    var status = stat()
    #expect(stat(scratch("file"), &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o644)
  }

  @Test func leavesNothingWhenItIsDropped() throws {
    do {
      let output = try AtomicOutput(scratch.name("file"), replacingExisting: false)
      try output.file.write([1, 2, 3])
      #expect(try scratch.names().count == 1)
    }
    #expect(try scratch.names() == [])
  }

  @Test func refusesWhatExists() throws {
    try scratch.write("file", [9])
    #expect(throws: PayloadError.exists(scratch.name("file"))) {
      _ = try AtomicOutput(scratch.name("file"), replacingExisting: false)
    }
    #expect(try scratch.bytes("file") == [9])
  }

  @Test func refusesWhatAppearsMeanwhile() throws {
    let output = try AtomicOutput(scratch.name("file"), replacingExisting: false)
    try scratch.write("file", [9])
    #expect(throws: PayloadError.exists(scratch.name("file"))) { try output.commit() }
    #expect(try scratch.bytes("file") == [9])
  }

  @Test func replacesWhenAllowed() throws {
    try scratch.write("file", [9])
    let output = try AtomicOutput(scratch.name("file"), replacingExisting: true, permissions: 0o600)
    try output.file.write([1])
    #expect(try scratch.bytes("file") == [9])
    try output.commit()
    #expect(try scratch.bytes("file") == [1])
    #expect(try scratch.names() == ["file"])
  }

  @Test func aDirectoryIsNotReplaced() throws {
    #expect(throws: PayloadError("write to", scratch.name(""), code: EISDIR)) {
      _ = try AtomicOutput(scratch.name(""), replacingExisting: true)
    }
  }

  @Test func aFIFOIsNotReplaced() throws {
    try run("mkfifo", [scratch("fifo")])
    for replacing in [true, false] {
      #expect(throws: PayloadError.notAFile(scratch.name("fifo"))) {
        _ = try AtomicOutput(scratch.name("fifo"), replacingExisting: replacing)
      }
    }
    #expect(try scratch.names() == ["fifo"])
  }

  @Test func aMissingDirectoryIsNamedByTheFile() throws {
    #expect(throws: PayloadError("create", scratch.name("no/file"), code: ENOENT)) {
      _ = try AtomicOutput(scratch.name("no/file"), replacingExisting: false)
    }
  }

  @Test func aFullDiskIsAClearError() throws {
    let full = OpenFile(adopting: open("/dev/full", O_WRONLY), path: "package.deb")
    let error = #expect(throws: PayloadError.self) { try full.write([1]) }
    #expect(
      error?.description
        == "cannot write to package.deb: No space left on device; free some space there, or write to another file system"
    )
  }

  @Test func copiesRegionsOfFiles() throws {
    let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
    try scratch.write("source", content)
    let output = try AtomicOutput(scratch.name("file"), replacingExisting: false)
    let source = try OpenFile(reading: scratch.name("source"))
    try output.file.write([1])
    try output.file.append(2_000_000, bytesOf: source, from: 999)
    try output.file.write([2])
    #expect(throws: PayloadError.truncated(scratch.name("source"), offset: 3_000_000)) {
      try output.file.append(2, bytesOf: source, from: 2_999_999)
    }
    try output.commit()
    #expect(try scratch.bytes("file").prefix(2_000_002) == [1] + content[999..<2_000_999] + [2])
  }
}
