import DepotServer
import PackageModel
import Testing

/// Addresses are taken apart before anything is decoded, and nothing in them leads elsewhere.
@Suite struct DepotPathTests {
  @Test(arguments: [
    ("/versions/0/", ["versions", "0"]), ("/", []), ("", []), ("/a//b", ["a", "", "b"]),
    ("/file/0/%2Fetc%2Fpasswd", ["file", "0", "/etc/passwd"]), ("/a?b/c", ["a"]),
    ("http://host:80/versions/0", ["versions", "0"]), ("http://host?x", []),
  ])
  func componentsAreDecodedOneByOne(_ target: String, _ components: [ByteString]) throws {
    #expect(try DepotPath(target).components == components)
  }

  @Test(arguments: ["/%", "/%4", "/%zz", "/file/0/%00", "/a%00b"])
  func escapesThatAreNoneAndNULAreRefused(_ target: String) {
    #expect { try DepotPath(target) } throws: { ($0 as? DepotFailure)?.status == 400 }
  }

  @Test func parametersAreDecoded() throws {
    let found = try DepotPath.parameters("a=1+2&b=%26&c&=d")
    #expect(found.map(\.name) == ["a", "b", "c", ""])
    #expect(found.map(\.value) == ["1 2", "&", "", "d"])
  }

  @Test func readOnlyDepotsDoNotNameWhatPublishes() {
    let text = String(decoding: OperationTable(.readOnly).text, as: UTF8.self)
    #expect(!text.contains("open") && text.contains("\nmanifest 0 1\n"))
    let mirror = String(decoding: OperationTable(.mirror, namesPublisher: false).text, as: UTF8.self)
    #expect(mirror.split(separator: "\n").dropFirst() == ["file 0 1 2", "status 0", "versions 0"])
    let partly = String(decoding: OperationTable(.readOnly, disabled: [.search: [1], .p5i: nil]).text, as: UTF8.self)
    #expect(partly.contains("\nsearch 0\n") && !partly.contains("p5i"))
  }
}
