import DepotServer
import Foundation
import IPSRepository
import PackageModel
import TestSupport
import Testing

/// Who may publish, and who may not.
@Suite struct PermissionsTests {
  private static let digest = String(repeating: "a", count: 64)

  @Test(arguments: [
    ("token-sha256 = \(digest) me\n", "1:1", "no section"),
    ("[publisher]\n", "1:1", "no section of permissions"),
    ("[publisher ../x]\n", "1:1", "no section of permissions"),
    ("[publisher a]\n\n# x\npassword = x\n", "4:1", "is no key of permissions"),
    ("[publisher a]\ntoken-sha256 = 12 me\n", "2:15", "no digest"),
    ("[publisher a]\ntoken-sha256\n", "2:1", "KEY = VALUE"),
  ])
  func mistakesHaveAPlace(_ text: String, _ place: String, _ words: String) {
    #expect {
      try DepotPermissions(reading: Array(text.utf8), fileName: "permissions")
    } throws: {
      "\($0)".hasPrefix("permissions:\(place): error:") && "\($0)".contains(words)
    }
  }

  @Test func everyMistakeIsTold() {
    #expect {
      try DepotPermissions(reading: Array("x = 1\n[publisher a]\ny = 2\nz\n".utf8), fileName: "f")
    } throws: {
      ($0 as? Diagnostics)?.all.count == 3
    }
  }

  @Test func aTokenPublishesForItsPublisherAlone() throws {
    let served = try PublishedRepository()
    let token = DepotToken()
    let digest = try #require(token.digest)
    try served.scratch.write(
      "permissions", Array("# builds\n[publisher test]\ntoken-sha256 = \(digest) builder\n".utf8))
    let audit = served.scratch("audit.log")
    let depot = try RunningDepot(
      served.repository.path.text,
      ["--writable", "--permissions", served.scratch("permissions"), "--audit-log", audit])
    let release = ["Client-Release": "5.11"]
    #expect(try depot.get("/open/0/pkg%3A%2F%2Ftest%2Fa%401", release).status == 401)
    #expect(try depot.get("/admin/0?cmd=rebuild").status == 401)
    #expect(try depot.get("/versions/0").status == 200)
    let known = Publication(depot: depot, headers: ["Authorization": "Bearer \(token.text)"])
    let id = try known.open("pkg://test/a@1")
    #expect(try depot.get("/close/0/" + id).status == 401)
    #expect(try known.manifest("set name=pkg.summary value=x\n", to: id).status == 200)
    #expect(try known.close(id).status == 200)
    let other = try depot.get("/open/0/pkg%3A%2F%2Fother%2Fa%401", known.headers.merging(release) { $1 })
    #expect(other.status == 403)
    #expect(!served.repository.publishers.contains("other"))
    // Clients that know names and passwords only give the token as the password.
    let basic = Data("anybody:\(token.text)".utf8).base64EncodedString()
    #expect(
      try depot.get(
        "/open/0/pkg%3A%2F%2Ftest%2Fb%401", release.merging(["Authorization": "Basic \(basic)"]) { $1 }
      ).status == 200)
    depot.stop()
    let log = String(decoding: try served.scratch.bytes("audit.log"), as: UTF8.self)
    #expect(log.contains("\"event\":\"publish\"") && log.contains("\"principal\":\"token:builder\""))
    #expect(log.contains("\"event\":\"refuse\"") && !log.contains(token.text.text))
  }

  @Test func aDepotThatEverybodyCouldPublishToDoesNotStart() throws {
    let served = try PublishedRepository()
    #expect(throws: ToolFailure.self) {
      try run(
        RunningDepot.program,
        ["depot", "serve", "--repository", served.repository.path.text, "--writable", "--listen", "0.0.0.0:0"])
    }
  }
}
