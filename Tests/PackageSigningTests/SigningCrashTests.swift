import Foundation
import IPSRepository
import PackageModel
import PackageSigning
import Testing
import TestSupport

/// A program that is killed while it signs leaves a package that is signed or not, and a repository that is whole.
@Suite struct SigningCrashTests {
  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("pkgwright-depot").path

  private func start(_ test: SignedRepository, fault: FaultPoint? = nil) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    let folder = test.authority.folder
    process.arguments = [
      "sign", "--repository", test.repository.path.text, "--key", folder + "/signer.key", "--certificate",
      folder + "/signer.pem", "--chain", folder + "/middle.pem", "hello",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(
      fault.map { ["PKGWRIGHT_FAULT": $0.rawValue] } ?? [:]
    ) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(arguments: [
    FaultPoint.manifestWritten, .closingNoted, .payloadMoved, .manifestMoved, .catalogWritten, .catalogReplaced,
  ])
  func nothingHalfDoneIsLeft(_ point: FaultPoint) throws {
    let test = try SignedRepository()
    #expect(try start(test, fault: point) == SIGKILL)
    #expect(try test.problems().isEmpty)
    #expect(try start(test) == 0)
    #expect(try test.signatures().count == 1)
    #expect(try test.findings().isEmpty)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
    #expect(FileSystem.names(in: test.store.scratchPath) == ["lock"])
  }
}
