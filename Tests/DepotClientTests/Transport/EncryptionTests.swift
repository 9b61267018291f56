import DepotClient
import IPSRepository
import PackageModel
import TestSupport
import Testing

/// Encrypted ways to a depot that wants to see a client's certificate.
@Suite(.ownThreads) struct EncryptionTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["authority", "stranger"] {
      try openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=\(name) -keyout \(name).key -out \(name).pem")
    }
    try scratch.write("server.ext", Array("subjectAltName=DNS:localhost,IP:127.0.0.1\n".utf8))
    try scratch.write("client.ext", Array("extendedKeyUsage=clientAuth\n".utf8))
    for name in ["server", "client"] {
      try openssl("req -newkey rsa:2048 -nodes -subj /CN=\(name) -keyout \(name).key -out \(name).csr")
      try openssl(
        "x509 -req -in \(name).csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 "
          + "-extfile \(name).ext -out \(name).pem")
    }
  }

  private func openssl(_ line: String) throws {
    try run("openssl", line.split(separator: " ").map(String.init), in: scratch.path)
  }

  private func server(wantingCertificates: Bool = true) throws -> HTTPResponder {
    try HTTPResponder(
      encryption: .init(
        certificate: scratch("server.pem"), key: scratch("server.key"),
        clientAuthority: wantingCertificates ? scratch("authority.pem") : nil)
    ) { _, _ in .text("fine") }
  }

  private func answer(
    _ server: HTTPResponder, host: String = "127.0.0.1", _ change: (inout DepotSettings) -> Void
  ) throws(RemoteFailure) -> String {
    var settings = DepotSettings()
    settings.attempts = 1
    change(&settings)
    let address = try DepotAddress(parsing: ByteString("https://\(host):\(server.port)"))
    let answer = try DepotTransport(address, settings).send(DepotRequest(.get, "versions/0/"))
    return String(decoding: answer.body, as: UTF8.self)
  }

  @Test func withTheClientsCertificate() throws {
    let server = try server()
    let found = try answer(server) { settings in
      settings.authorities = scratch.name("authority.pem")
      settings.key = scratch.name("client.key")
      settings.certificate = scratch.name("client.pem")
    }
    #expect(found == "fine")
  }

  @Test func withoutOne() throws {
    let server = try server()
    let error = #expect(throws: RemoteFailure.self) {
      try answer(server) { $0.authorities = scratch.name("authority.pem") }
    }
    #expect(error?.advice.joined().contains("--cert") ?? false, "\(error?.description ?? "")")
  }

  @Test func authoritiesThatAreNotTrusted() throws {
    let server = try server(wantingCertificates: false)
    #expect(try answer(server) { $0.authorities = scratch.name("authority.pem") } == "fine")
    for file in [scratch.name("stranger.pem"), nil] {
      let error = #expect(throws: RemoteFailure.self) { try answer(server) { $0.authorities = file } }
      #expect(error?.advice.joined().contains("PKGWRIGHT_CA_FILE") ?? false, "\(error?.description ?? "")")
    }
  }

  @Test func keysThatAreNone() throws {
    try scratch.write("rubbish.pem", Array("rubbish".utf8))
    let server = try server()
    let error = #expect(throws: RemoteFailure.self) {
      try answer(server) { settings in
        settings.key = scratch.name("rubbish.pem")
        settings.certificate = scratch.name("client.pem")
      }
    }
    #expect(error?.kind == .misconfigured)
  }
}
