import Foundation
import IPSRepository
import PackageModel
import PackageSigning
import Payload
import Testing
import TestSupport

/// Signatures hold for the package that was signed and for nothing else, and only where somebody trusted vouches for them.
@Suite struct CheckingTests {
  private func rewrite(_ test: SignedRepository, _ change: (String) -> String) throws {
    let text = change(try test.manifestText())
    try Data(text.utf8).write(to: URL(fileURLWithPath: test.store.manifestPath(test.fmri).text))
  }

  @Test func theReferencesSignatureHolds() throws {
    let scratch = try Scratch()
    let archive = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("IPSRepositoryTests/Samples/sample-repos.tar.gz").path
    try run("tar", ["xzf", archive, "-C", scratch.path])
    for name in ["sample/repo", "sample/sample.p5p"] {
      let origin = try PackageOrigins.open(scratch.name(name))
      let fmri = try FMRI(parsing: "pkg://example/signed/thing@1.0,5.11-1:20250401T000000Z")
      let policy = SignaturePolicy(trustAnchors: scratch.name("sample/anchors"))
      // A day in 2030, and one before the certificates were made.
      for (time, kinds) in [(1_893_456_000, []), (1_735_689_600, [.outOfDate, .outOfDate, .outOfDate])]
        as [(Int64, [SignatureProblem.Kind])]
      {
        let report = try SignatureChecker(policy, time: time).check(try origin.actions(of: fmri)) {
          origin.certificate($0, of: "example")
        }
        #expect(report.signatures.map(\.algorithm) == ["rsa-sha256"])
        #expect(report.signatures.first?.authorities.count == 2)
        #expect(report.allProblems.map(\.kind) == kinds)
      }
    }
  }

  @Test func orderMeansNothing() throws {
    let test = try SignedRepository()
    try test.sign()
    try rewrite(test) { text in
      text.split(separator: "\n").reversed().joined(separator: "\n").replacingOccurrences(
        of: "value=b value=a", with: "value=a value=b") + "\n"
    }
    #expect(try test.problems().isEmpty)
  }

  @Test(arguments: [
    ("hello@1.0", "hello@1.1"), ("mode=0444", "mode=0555"), ("path=usr/hello", "path=usr/hallo"),
    ("depend fmri=pkg:/base@1", "depend fmri=pkg:/base@2"), ("set name=odd", "set name=even"),
    ("pkg.summary", "pkg.description"),
    ("chain.sizes=", "chain.sizes=1"), ("algorithm=rsa-sha256", "algorithm=rsa-sha384"), (" value=a ", " "),
  ])
  func everyChangeIsSeen(_ old: String, _ new: String) throws {
    let test = try SignedRepository()
    try test.sign()
    #expect(try test.manifestText().contains(old))
    try rewrite(test) { $0.replacingOccurrences(of: old, with: new) }
    #expect(try test.problems() == [.wrong])
  }

  @Test func changedValuesAreSeen() throws {
    let test = try SignedRepository()
    try test.sign()
    try test.sign(.sha512)
    for value in ["", "zz", "0", "00", String(repeating: "00", count: 256)] {
      try rewrite(test) { text in
        text.split(separator: "\n").map { line in
          guard line.hasPrefix("signature "), let start = line.range(of: "value=") else { return String(line) }
          return line[..<start.lowerBound] + "value=" + (value.isEmpty ? "\"\"" : value) + " version=0"
        }.joined(separator: "\n") + "\n"
      }
      #expect(try test.problems() == [.wrong, .wrong])
    }
  }

  @Test func missingAndDamagedCertificatesAreSeen() throws {
    let test = try SignedRepository()
    try test.sign()
    let path = try #require(test.store.payloadPath(try test.signatures()[0].payload ?? ""))
    try Data(try Compression.gzip.compress(try FileBytes.read(test.authority.path("remote.pem")))).write(
      to: URL(fileURLWithPath: path.text))
    #expect(try test.problems() == [.wrong])
    try FileSystem.remove(path)
    #expect(try test.problems() == [.wrong])
  }

  @Test func signaturesOfOtherKindsAreLeftOpen() throws {
    let test = try SignedRepository()
    for line in [
      "algorithm=sha1024 value=00 version=0", "algorithm=sha256 value=00 version=1",
      "algorithm=sha256 value=00 variant.arch=i386 version=0",
    ] {
      try rewrite(test) { $0 + "signature \(line)\n" }
    }
    #expect(try test.problems() == [.unknown, .unknown, .unknown])
  }

  @Test func somebodyTrustedMustVouch() throws {
    let test = try SignedRepository()
    let authority = test.authority
    try test.sign()
    #expect(try test.problems { $0.trustAnchors = authority.path("nobody") } == [.untrusted])
    #expect(try test.problems { $0.trustAnchors = nil } == [.unknown])
    #expect(throws: SigningError.repository(.missingTrustAnchors(authority.path("missing")))) {
      try test.problems { $0.trustAnchors = authority.path("missing") }
    }
  }

  @Test func theChainMustBeThere() throws {
    let test = try SignedRepository()
    try test.sign(.rsaSHA256, try test.authority.credentials(chain: []))
    #expect(try test.problems() == [.untrusted])
  }

  @Test func certificatesMustBeMeantForIt() throws {
    let server = try SignedRepository()
    try server.sign(.rsaSHA256, try server.authority.credentials("server"))
    #expect(try server.problems() == [.untrusted])
    // One who may sign may not make signers.
    let below = try SignedRepository()
    try below.sign(.rsaSHA256, try below.authority.credentials("below", chain: ["signer.pem", "middle.pem"]))
    #expect(try below.problems() == [.untrusted])
  }

  @Test func aSignerMayBeTrustedHimself() throws {
    let test = try SignedRepository()
    try test.sign(.rsaSHA256, try test.authority.credentials(chain: []))
    let anchors = test.scratch("anchors")
    try FileManager.default.createDirectory(atPath: anchors, withIntermediateDirectories: false)
    try test.scratch.write("anchors/signer.pem", try FileBytes.read(test.authority.path("signer.pem")))
    #expect(try test.problems { $0.trustAnchors = ByteString(anchors) }.isEmpty)
    // Links are passed over: directories of certificates have them beside the files.
    try FileManager.default.moveItem(atPath: anchors + "/signer.pem", toPath: test.scratch("signer.pem"))
    try FileManager.default.createSymbolicLink(
      atPath: anchors + "/0", withDestinationPath: test.scratch("signer.pem"))
    #expect(try test.problems { $0.trustAnchors = ByteString(anchors) } == [.untrusted])
  }

  @Test func timeIsToldAndNotHeldAgainstAPackage() throws {
    let test = try SignedRepository()
    try test.sign()
    let century = Int64(Date().timeIntervalSince1970) + 100 * 365 * 86_400
    #expect(try test.problems(at: century) == [.outOfDate, .outOfDate, .outOfDate])
    #expect(Finding(kind: .signature(SignatureProblem(.outOfDate, "")), publisher: "test").isWarning)
  }

  @Test func requiredNamesMustOccur() throws {
    let test = try SignedRepository()
    #expect(try test.problems { $0.requiredNames = ["Test Root"] } == [.untrusted])
    try test.sign()
    #expect(try test.problems { $0.requiredNames = ["Test Signer", "Test Middle", "Test Root"] }.isEmpty)
    #expect(try test.problems { $0.requiredNames = ["Test Root", "Somebody"] } == [.untrusted])
  }

  @Test func revokedCertificatesAreNotTrusted() throws {
    let test = try SignedRepository()
    let authority = test.authority
    try test.sign()
    func problems(_ lists: [String], wanted: Bool = true) throws -> [SignatureProblem.Kind] {
      try test.problems {
        $0.checksRevocation = wanted
        $0.revocationLists = lists.map { authority.path($0) }
      }
    }
    #expect(try problems(["revoked.crl"]) == [.untrusted])
    #expect(try problems(["revoked.der"]) == [.untrusted])
    #expect(try problems(["revoked.crl"], wanted: false).isEmpty)
    #expect(try problems(["empty.crl"]).isEmpty)
    // A list of somebody else says nothing, and the signer's own is missing.
    #expect(try problems(["foreign.crl"]) == [.unknown])
    #expect(try problems([]) == [.unknown])
    #expect(throws: SigningError.self) { try problems(["root.pem"]) }
  }

  @Test func listsOnTheNetworkAreNotFetched() throws {
    let test = try SignedRepository()
    try test.sign(.rsaSHA256, try test.authority.credentials("remote"))
    #expect(try test.problems { $0.checksRevocation = true } == [.unknown])
    #expect(try test.problems().isEmpty)
  }

  @Test func repairTakesWrongSignaturesAwayAndLeavesOthersAlone() throws {
    let test = try SignedRepository()
    try test.sign()
    #expect(!Finding(kind: .signature(SignatureProblem(.untrusted, "")), publisher: "test").isRepairable)
    try rewrite(test) { $0.replacingOccurrences(of: "mode=0444", with: "mode=0555") }
    try CatalogMaintenance(test.store).rebuild()
    let kinds = try test.findings()
    guard case .signature(let problem)? = kinds.first, kinds.count == 1 else {
      Issue.record("\(kinds)")
      return
    }
    #expect(problem.kind == .wrong)
    let finding = Finding(
      kind: .signature(problem), publisher: "test", path: test.store.manifestPath(test.fmri), package: test.fmri)
    #expect(try Repair(test.store).run([finding]) { _, _ in })
    try CatalogMaintenance(test.store).rebuild()
    #expect(try test.findings().isEmpty)
    #expect(try test.repository.catalog(of: "test").packages(of: "test").isEmpty)
  }
}
