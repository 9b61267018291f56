import Foundation
import IPSRepository
import PackageModel
import PackageSigning
import Payload
import Testing
import TestSupport

/// A repository with one package to sign.
struct SignedRepository {
  let scratch: Scratch
  let repository: Repository
  let fmri: FMRI
  let authority: TestAuthority

  init() throws {
    authority = try TestAuthority.shared.get()
    scratch = try Scratch()
    repository = try Repository.create(scratch.name("repo")) { (configuration) throws(RepositoryError) in
      try configuration.set("publisher", "prefix", ["test"], isList: false)
    }
    try scratch.write("file", Array("content\n".utf8))
    let text = """
      set name=pkg.fmri value=hello@1.0:20250101T000000Z
      set name=pkg.summary value="Says hello, it's \\"new\\""
      set name=odd value=b value=a value="$(x)"
      set name=alone value="$(x)"
      file file path=usr/hello owner=root group=bin mode=0444
      depend type=require fmri=pkg:/base@1
      """
    let manifest = try Manifest(reading: Array((text + "\n").utf8), fileName: "hello.p5m")
    var options = PackagePublication.Options()
    options.keepsTimestamp = true
    let finder = PayloadFinder(directories: [scratch.name("")])
    fmri = try PackagePublication(repository, finder, options).publish([manifest]).result.fmri
  }

  var store: PublisherStore { repository.store(of: "test") }

  func manifestText() throws -> String { String(decoding: try repository.manifest(of: fmri), as: UTF8.self) }

  @discardableResult
  func sign(_ algorithm: SignatureAlgorithm = .rsaSHA256, _ credentials: SigningCredentials? = nil) throws -> Bool {
    let credentials = algorithm.usesKey ? try credentials ?? authority.credentials() : nil
    return try TargetSigning(repository, PackageSigner(algorithm, credentials)).sign(fmri)
  }

  /// The signatures of the manifest in order.
  func signatures() throws -> [Action] {
    let manifest = try repository.actions(of: fmri)
    return (0..<manifest.actionCount).map { manifest.action(at: $0) }.filter { $0.kind == .signature }
  }

  /// The kinds of what is wrong with the signatures.
  func problems(
    at time: Int64? = nil, _ change: (inout SignaturePolicy) -> Void = { _ in }
  ) throws -> [SignatureProblem.Kind] {
    var policy = SignaturePolicy(trustAnchors: authority.path("anchors"))
    change(&policy)
    let checker = try SignatureChecker(policy, time: time ?? Int64(Date().timeIntervalSince1970))
    return checker.check(try repository.actions(of: fmri)) { repository.certificate($0, of: "test") }.allProblems
      .map(\.kind)
  }

  /// What is wrong with the repository, signatures included.
  func findings() throws -> [Finding.Kind] {
    var found: [Finding.Kind] = []
    var options = Verification.Options()
    options.checksPermissions = false
    options.checksDependencies = false
    let checker = try SignatureChecker(
      SignaturePolicy(trustAnchors: authority.path("anchors")), time: Int64(Date().timeIntervalSince1970))
    try Verification(repository, options, signatures: checker).run(["test"]) { found.append($0.kind) }
    return found
  }

  /// Has openssl check a signature.
  func opensslAccepts(_ signature: Action, digest: String) throws -> Bool {
    let manifest = try repository.actions(of: fmri)
    try scratch.write("text", SignedText.bytes(of: manifest, signature: signature))
    let certificate = try #require(repository.certificate(signature.payload ?? "", of: "test"))
    try scratch.write("certificate", certificate)
    let value = signature.attributes["value"]?.text ?? ""
    try scratch.write(
      "value", stride(from: 0, to: value.count, by: 2).compactMap { UInt8(value.dropFirst($0).prefix(2), radix: 16) })
    try scratch.write("key", try run("openssl", ["x509", "-in", "certificate", "-noout", "-pubkey"], in: scratch.path))
    let words = try run(
      "openssl", ["dgst", "-" + digest, "-verify", "key", "-signature", "value", "text"], in: scratch.path)
    return String(decoding: words, as: UTF8.self) == "Verified OK\n"
  }
}
