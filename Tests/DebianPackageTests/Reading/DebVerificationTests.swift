import PackageModel
import Payload
import TestSupport
import Testing

@testable import DebianPackage

@Suite struct DebVerificationTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  func package(md5sums: String?) throws -> DebFile {
    let control = md5sums.map { [HandMadePackage.file("./md5sums", $0)] } ?? []
    let data = HandMadePackage.tar([
      HandMadePackage.file("./usr/abc", "abc"), HandMadePackage.file("./usr/empty", ""),
      HandMadePackage.header("./usr/link", type: "1", target: "./usr/abc"),
      HandMadePackage.header("./usr/symbolic", type: "2", target: "abc"),
    ])
    try scratch.write("package.deb", HandMadePackage.package(control: HandMadePackage.tar(control), data: data))
    return try DebFile(scratch.name("package.deb"))
  }

  let abc = "900150983cd24fb0d6963f7d28e17f72"
  let empty = "d41d8cd98f00b204e9800998ecf8427e"

  @Test func everythingAsListed() throws {
    let sums = "\(abc)  usr/abc\n\(empty)  usr/empty\n\(abc.uppercased())  ./usr/link\n"
    #expect(try package(md5sums: sums).verify() == DebVerification())
  }

  @Test func whatDiffers() throws {
    let result = try package(md5sums: "\(empty)  usr/abc\n\(abc)  usr/gone\n").verify()
    #expect(result.mismatched == ["usr/abc"])
    #expect(result.missing == ["usr/gone"])
    #expect(result.unlisted == ["usr/empty", "usr/link"])
    #expect(!result.isGood)
  }

  @Test(arguments: ["x\n", "900150983cd24fb0d6963f7d28e17f72\n", "zz0150983cd24fb0d6963f7d28e17f72  a\n"])
  func listsThatAreNone(_ text: String) throws {
    let package = try package(md5sums: text)
    let error = #expect(throws: DebReadError.self) { try package.verify() }
    #expect(error?.reason == .md5sums("line 1 of md5sums is not a digest and a name"))
  }

  @Test func noList() throws {
    let package = try package(md5sums: nil)
    #expect(throws: DebReadError.self) { try package.verify() }
  }
}
