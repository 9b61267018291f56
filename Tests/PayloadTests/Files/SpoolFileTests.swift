import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct SpoolFileTests {
  @Test func hasNoNameAndGivesItsRegions() throws {
    let scratch = try Scratch()
    let spool = try SpoolFile(in: scratch.name("."))
    #expect(try scratch.names() == [])
    try Array("hello ".utf8).withBytes { (bytes) throws(PayloadError) in try spool.append(bytes) }
    try spool.appendZeros(3)
    try Array("world".utf8).withBytes { (bytes) throws(PayloadError) in try spool.append(bytes) }
    #expect(spool.size == 14)
    let region = ContentSource.region(of: spool.file, offset: 4, length: 7)
    #expect(try region.bytes(limit: 100) == Array("o ".utf8) + [0, 0, 0] + Array("wo".utf8))
  }

  @Test func saysWhichDirectoryItCannotUse() throws {
    #expect(throws: PayloadError.self) { _ = try SpoolFile(in: "/nonexistent") }
  }
}
