import DepotClient
import IPSRepository
import PackageModel
import TestSupport
import Testing

@Suite struct SettingsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func settings(_ url: String, _ variables: [String: ByteString]) throws -> DepotSettings {
    try DepotSettings(
      for: DepotAddress(parsing: ByteString(url)), key: nil, certificate: nil, in: Surroundings(variables))
  }

  @Test func credentialsInOrder() throws {
    try scratch.write("token", Array("  secret\n".utf8))
    try scratch.write("netrc", Array("machine h login ada password p\n".utf8))
    let all: [String: ByteString] = [
      "PKGWRIGHT_DEPOT_TOKEN": "t", "PKGWRIGHT_DEPOT_TOKEN_FILE": scratch.name("token"), "NETRC": scratch.name("netrc"),
    ]
    #expect(try settings("http://u:w@h", all).credentials == .basic(user: "u", password: "w"))
    #expect(try settings("http://h", all).credentials == .bearer("t"))
    #expect(
      try settings("http://h", all.filter { $0.key != "PKGWRIGHT_DEPOT_TOKEN" }).credentials == .bearer("secret"))
    #expect(
      try settings("http://h", ["NETRC": scratch.name("netrc")]).credentials == .basic(user: "ada", password: "p"))
    #expect(try settings("http://other", ["NETRC": scratch.name("netrc")]).credentials == nil)
  }

  @Test func theFileInTheHomeDirectory() throws {
    let text = """
      # machine h login wrong
      macdef init
      machine h login macro password x

      machine other login a
        password b
      machine H account z login ada password p
      default login anonymous password me
      """
    try scratch.write(".netrc", Array(text.utf8))
    let home = ["HOME": scratch.name("")]
    #expect(try settings("http://h", home).credentials == .basic(user: "ada", password: "p"))
    #expect(try settings("http://nowhere", home).credentials == .basic(user: "anonymous", password: "me"))
  }

  @Test(arguments: ["a b", "\u{1}", " "])
  func badTokens(_ token: String) {
    #expect(throws: RemoteFailure.self) { try settings("http://h", ["PKGWRIGHT_DEPOT_TOKEN": ByteString(token)]) }
  }

  @Test func missingFiles() {
    #expect(throws: RemoteFailure.self) {
      try self.settings("http://h", ["PKGWRIGHT_DEPOT_TOKEN_FILE": scratch.name("none")])
    }
    #expect(throws: RemoteFailure.self) {
      try DepotSettings(
        for: DepotAddress(parsing: "https://h"), key: "key.pem", certificate: nil, in: Surroundings([:]))
    }
    var settings = DepotSettings()
    settings.authorities = scratch.name("none")
    #expect(throws: RemoteFailure.self) { try DepotTransport(DepotAddress(parsing: "https://h"), settings) }
  }

  @Test func patience() throws {
    let settings = try self.settings(
      "http://h",
      ["PKG_CLIENT_CONNECT_TIMEOUT": "7", "PKG_CLIENT_LOWSPEED_TIMEOUT": "9", "PKG_CLIENT_MAX_TIMEOUT": "2"])
    #expect(settings.connectTimeout == 7000)
    #expect(settings.idleTimeout == 9000)
    #expect(settings.attempts == 2)
  }

  @Test func proxies() throws {
    let variables: [String: ByteString] = [
      "http_proxy": "http://u:p@proxy:3128", "https_proxy": "secure:8080",
      "no_proxy": "localhost, .example.org,h:81",
    ]
    func proxy(_ url: String) throws -> String? { try settings(url, variables).proxy.map { "\($0.host):\($0.port)" } }
    #expect(try proxy("http://h") == "proxy:3128")
    #expect(try settings("http://h", variables).proxy?.credentials == .basic(user: "u", password: "p"))
    #expect(try proxy("https://h") == "secure:8080")
    #expect(try proxy("http://localhost:10000") == nil)
    #expect(try proxy("https://pkg.example.org") == nil)
    #expect(try proxy("https://example.org") == nil)
    #expect(try proxy("http://h:81") == nil)
    #expect(try settings("http://h", ["HTTP_PROXY": "evil:1"]).proxy == nil)
    #expect(try settings("http://h", ["all_proxy": "p:1", "no_proxy": "*"]).proxy == nil)
    #expect(throws: RemoteFailure.self) { try settings("http://h", ["http_proxy": "https://p"]) }
    #expect(throws: RemoteFailure.self) { try settings("http://h", ["http_proxy": "http://"]) }
  }

  @Test func secretsOnOpenWays() throws {
    func isExposed(_ url: String) throws -> Bool {
      try settings(url, ["PKGWRIGHT_DEPOT_TOKEN": "t"]).exposesSecrets(to: DepotAddress(parsing: ByteString(url)))
    }
    #expect(try isExposed("http://pkg.example.org"))
    #expect(try !isExposed("https://pkg.example.org"))
    #expect(try !isExposed("http://127.0.0.1"))
  }
}
