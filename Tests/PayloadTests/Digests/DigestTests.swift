import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct DigestTests {
  static let programs: [DigestAlgorithm: [String]] = [
    .md5: ["md5sum"], .sha1: ["sha1sum"], .sha256: ["sha256sum"], .sha384: ["sha384sum"], .sha512: ["sha512sum"],
    .sha512t_256: ["openssl", "dgst", "-sha512-256", "-r"],
  ]

  @Test(arguments: DigestAlgorithm.allCases, [0, 1, 64, 1_000_003])
  func agreesWithThePrograms(_ algorithm: DigestAlgorithm, _ count: Int) throws {
    let scratch = try Scratch()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try scratch.write("file", bytes)
    let command = try #require(Self.programs[algorithm])
    let line = try run(command[0], command.dropFirst() + [scratch("file")])
    let expected = ByteString(line.prefix { $0 != ASCII.space })
    let digest = try #require(try ContentSource.file(at: scratch.name("file")).digests([algorithm]).first)
    #expect(digest.hex == expected)
    #expect(digest.bytes.count == algorithm.byteCount)
    #expect(digest.description == expected.text)
  }

  @Test func severalInOnePassAndAgain() throws {
    let digester = try Digester([.sha1, .md5, .sha1])
    for _ in 0..<2 {
      try digester.update(Array("a".utf8))
      try digester.update([])
      try digester.update(Array("bc".utf8))
      #expect(
        try digester.finish().map(\.hex) == [
          "a9993e364706816aba3e25717850c26c9cd0d89d", "900150983cd24fb0d6963f7d28e17f72",
          "a9993e364706816aba3e25717850c26c9cd0d89d",
        ])
    }
  }
}
