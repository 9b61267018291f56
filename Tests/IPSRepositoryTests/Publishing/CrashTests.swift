import Foundation
import IPSRepository
import PackageModel
import Payload
import Testing
import TestSupport

/// A program that is killed in the middle of a publication leaves nothing half done.
@Suite struct CrashTests {
  private func manifest(_ test: TestRepository, _ name: String, files: [String]) throws -> String {
    var text = "set name=pkg.fmri value=\(name)\n"
    for file in files {
      try test.scratch.write(file, Array("content of \(file)\n".utf8))
      text += "file \(file) path=usr/\(file) owner=root group=bin mode=0444\n"
    }
    let path = "\(name.split(separator: "@")[0]).p5m"
    try test.scratch.write(path, Array(text.utf8))
    return test.scratch(path)
  }

  private func arguments(_ test: TestRepository, _ manifest: String) -> [String] {
    ["publish", "--repository", test.repository.path.text, "--directory", test.scratch.path, manifest]
  }

  /// What is wrong with the repository.
  private func damage(_ test: TestRepository) throws -> [Finding] {
    var findings: [Finding] = []
    var options = Verification.Options()
    options.checksPermissions = false
    try Verification(test.repository, options).run(["test"]) { findings.append($0) }
    return findings.filter { $0.kind != .unlisted }
  }

  private func payloadNames(_ test: TestRepository) throws -> Set<String> {
    Set(
      try TestRepository.files(below: test.store.payloadPath).keys.map { String($0.split(separator: "/").last ?? "") })
  }

  private func neededNames(_ test: TestRepository) throws -> Set<String> {
    var names: Set<String> = []
    for package in try test.repository.catalog(of: "test").packages(of: "test") {
      names.formUnion(PayloadNames.all(of: try test.repository.actions(of: package.fmri)).map(\.text))
    }
    return names
  }

  @Test(arguments: FaultPoint.allCases)
  func nothingHalfDoneIsSeenAndTheNextRunTidiesUp(_ point: FaultPoint) throws {
    let test = try TestRepository()
    let shared = try manifest(test, "first@1", files: ["shared", "own"])
    #expect(try start(test, shared) == 0)
    let broken = try manifest(test, "second@1", files: ["shared", "new1", "new2"])
    let status = try start(test, broken, fault: point)
    #expect(status == SIGKILL)

    let isPublished = point == .catalogReplaced
    let names = try test.repository.catalog(of: "test").packages(of: "test").map(\.fmri.stem)
    #expect(names == (isPublished ? ["first", "second"] : ["first"]))
    #expect(try damage(test).isEmpty)

    let third = try manifest(test, "third@1", files: ["shared"])
    #expect(try start(test, third) == 0)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
    #expect(FileSystem.names(in: test.store.scratchPath) == ["lock"])
    #expect(try payloadNames(test) == neededNames(test))
    #expect(try damage(test).isEmpty)
    #expect(try test.store.manifests().packages.count == test.listed().count)

    #expect(try start(test, broken) == 0)
    #expect(try damage(test).isEmpty)
    #expect(try payloadNames(test) == neededNames(test))
  }

  private func start(_ test: TestRepository, _ manifest: String, fault: FaultPoint? = nil) throws -> Int32 {
    let environment = fault.map { ["PKGWRIGHT_FAULT": $0.rawValue] } ?? [:]
    let process = try Program.start(arguments(test, manifest), environment: environment)
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func manyPublishersAtOnceLoseNothing() throws {
    let test = try TestRepository()
    let count = 8
    let manifests = try (0..<count).map { try manifest(test, "package\($0)@1", files: ["shared", "own\($0)"]) }
    let running = try (manifests + manifests).map { try Program.start(arguments(test, $0)) }
    for process in running { process.waitUntilExit() }
    #expect(running.allSatisfy { $0.terminationStatus == 0 })
    let listed = try test.repository.catalog(of: "test").packages(of: "test").map(\.fmri)
    #expect(listed.count == 2 * count)
    #expect(Set(listed.map(\.stem)).count == count)
    #expect(try test.repository.summary(of: "test").count == count)
    #expect(try damage(test).isEmpty)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
    #expect(try payloadNames(test).count == count + 1)
    let log = try #require(FileSystem.names(in: test.store.catalogPath).first { $0.hasPrefix("update.") })
    let (part, _) = try CatalogPart.read(try FileBytes.read(test.store.catalogPath + "/" + log), path: log)
    #expect(part.versionCount == 2 * count)
  }

  @Test func removingAPackageWhileItsPayloadIsUsedAgainKeepsIt() throws {
    let test = try TestRepository()
    let old = try test.publish("old@1.0", files: ["a": "shared"])
    let fmri = try FMRI(parsing: "new@1.0")
    let transaction = try Transaction.open(fmri, in: test.repository, endsWithProcess: true)
    var action = Action(.file, [("path", "usr/a"), ("owner", "root"), ("group", "bin"), ("mode", "0444")])
    try transaction.intake.take(.memory(Array("shared".utf8)), describingELF: true).apply(
      to: &action, contentDigests: true)
    try PackageRemoval(test.store).remove([old])
    #expect(try payloadNames(test).isEmpty)
    try transaction.add(action.line().bytes + [ASCII.newline])
    _ = try transaction.close()
    #expect(try damage(test).isEmpty)
    #expect(try payloadNames(test).count == 1)
  }
}
