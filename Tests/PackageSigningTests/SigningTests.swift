import Foundation
import IPSRepository
import PackageModel
import PackageSigning
import Payload
import Testing
import TestSupport

/// Packages are signed as the reference signs them, with openssl as the judge.
@Suite struct SigningTests {
  @Test(arguments: [
    (SignatureAlgorithm.rsaSHA256, "sha256"), (.rsaSHA384, "sha384"), (.rsaSHA512, "sha512"),
  ])
  func keysSign(_ algorithm: SignatureAlgorithm, _ digest: String) throws {
    let test = try SignedRepository()
    let before = try test.manifestText()
    #expect(try test.sign(algorithm))
    let after = try test.manifestText()
    #expect(after.hasPrefix(before))
    #expect(after.dropFirst(before.count).hasPrefix("signature "))
    #expect(after.dropFirst(before.count).filter { $0 == "\n" }.count == 1)
    let signature = try #require(try test.signatures().first)
    #expect(try test.opensslAccepts(signature, digest: digest))
    #expect(try test.problems().isEmpty)
    #expect(try test.findings().isEmpty)
  }

  @Test(arguments: [(SignatureAlgorithm.sha256, "sha256"), (.sha384, "sha384"), (.sha512, "sha512")])
  func digestsSign(_ algorithm: SignatureAlgorithm, _ digest: String) throws {
    let test = try SignedRepository()
    #expect(try test.sign(algorithm))
    let signature = try #require(try test.signatures().first)
    #expect(signature.payload == nil)
    #expect(signature.attributes.names.sorted() == ["algorithm", "value", "version"])
    try test.scratch.write(
      "text", SignedText.bytes(of: try test.repository.actions(of: test.fmri), signature: signature))
    let words = String(
      decoding: try run("openssl", ["dgst", "-" + digest, "-r", "text"], in: test.scratch.path), as: UTF8.self)
    #expect(words.split(separator: " ").first.map(String.init) == signature.attributes["value"]?.text)
    #expect(try test.problems().isEmpty)
  }

  @Test func theActionTellsHowCertificatesAreStored() throws {
    let test = try SignedRepository()
    try test.sign(.rsaSHA256, try test.authority.credentials(chain: ["middle.pem", "root.pem"]))
    let action = try #require(try test.signatures().first)
    #expect(
      action.attributes.names.sorted() == [
        "algorithm", "chain", "chain.chashes", "chain.csizes", "chain.sizes", "chash",
        "pkg.chain.chashes.sha512t_256", "pkg.chain.sha512t_256", "pkg.content-hash", "pkg.csize", "pkg.size", "value",
        "version",
      ])
    #expect(action.attributes.values("pkg.content-hash").count == 1)
    #expect(action.attributes["pkg.content-hash"]?.hasPrefix("gzip:sha512t_256:") == true)
    let names = PayloadNames.names(of: action)
    let files = ["signer.pem", "middle.pem", "root.pem"]
    for (name, file) in zip(names, files) {
      let bytes = try FileBytes.read(test.authority.path(file))
      #expect(test.repository.certificate(name, of: "test") == bytes)
    }
    func list(_ name: ByteString) -> [ByteString] { action.attributes[name]?.split(on: ASCII.space) ?? [] }
    for (place, name) in PayloadNames.chain(of: action).enumerated() {
      let stored = try FileBytes.read(try #require(test.store.payloadPath(name)))
      #expect(list("chain.csizes")[place].text == String(stored.count))
      #expect(list("chain.chashes")[place] == SignedJSON.digest(stored))
      let content = try #require(test.repository.certificate(name, of: "test"))
      #expect(list("chain.sizes")[place].text == String(content.count))
    }
  }

  @Test func theCatalogLogsThePackageAsReplaced() throws {
    let test = try SignedRepository()
    try test.sign()
    let log = try #require(FileSystem.names(in: test.store.catalogPath).first { $0.hasPrefix("update.") })
    let (part, _) = try CatalogPart.read(try FileBytes.read(test.store.catalogPath + "/" + log), path: log)
    let kinds = part.entries("test", "hello").map { $0.members["op-type"]?.string }
    #expect(kinds == ["add", "remove", "add"])
    let catalog = try test.repository.catalog(of: "test")
    #expect(catalog.digest(of: test.fmri) == SignedJSON.digest(try test.repository.manifest(of: test.fmri)))
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
  }

  @Test func theSameSignatureIsNotAddedTwice() throws {
    let test = try SignedRepository()
    #expect(try test.sign())
    let once = try test.manifestText()
    #expect(try !test.sign())
    #expect(try test.manifestText() == once)
    // Another certificate, another algorithm and a digest are signatures of their own.
    #expect(try test.sign(.rsaSHA512))
    #expect(try test.sign(.sha256))
    #expect(try test.sign(.rsaSHA256, try test.authority.credentials("remote")))
    #expect(try test.signatures().count == 4)
    #expect(try test.problems().isEmpty)
    #expect(throws: SigningError.self) {
      try test.sign(.rsaSHA256, try test.authority.credentials(chain: []))
    }
    #expect(try test.signatures().count == 4)
  }

  @Test func aTrialChangesNothing() throws {
    let test = try SignedRepository()
    let path = test.repository.path
    let names = { FileManager.default.enumerator(atPath: path.text)?.compactMap { $0 as? String }.sorted() ?? [] }
    let before = names()
    let signing = TargetSigning(test.repository, PackageSigner(.rsaSHA256, try test.authority.credentials()))
    #expect(try signing.sign(test.fmri, isTrial: true))
    #expect(names() == before)
    #expect(try test.signatures().isEmpty)
  }

  @Test func keysOfTheOlderFormAreRead() throws {
    let test = try SignedRepository()
    let authority = test.authority
    let credentials = try SigningCredentials(
      key: authority.path("traditional.key"), certificate: authority.path("signer.pem"), chain: [])
    #expect(try test.sign(.rsaSHA256, credentials))
    #expect(try test.opensslAccepts(try test.signatures()[0], digest: "sha256"))
  }

  @Test(arguments: [
    ("locked.key", "signer.pem"), ("curve.key", "signer.pem"), ("signer.pem", "signer.pem"), ("missing", "signer.pem"),
    ("signer.key", "signer.key"), ("signer.key", "missing"), ("signer.key", "middle.pem"), ("anchors", "signer.pem"),
  ])
  func whatDoesNotBelongTogetherIsRefused(_ key: String, _ certificate: String) throws {
    let authority = try TestAuthority.shared.get()
    #expect(throws: SigningError.self) {
      try SigningCredentials(key: authority.path(key), certificate: authority.path(certificate), chain: [])
    }
  }

  @Test func certificatesArePublishedInOneForm() throws {
    let authority = try TestAuthority.shared.get()
    let plain = try FileBytes.read(authority.path("signer.pem"))
    let verbose = try run("openssl", ["x509", "-in", "signer.pem", "-text"], in: authority.folder)
    let dressed = Array(String(decoding: verbose, as: UTF8.self).replacingOccurrences(of: "\n", with: "\r\n").utf8)
    #expect(try SignerCertificate(reading: dressed, name: "dressed").bytes == plain)
    #expect(try SignerCertificate(reading: plain + plain, name: "twice").bytes == plain)
  }
}
