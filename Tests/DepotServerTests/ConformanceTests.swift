import Foundation
import IPSRepository
import PackageModel
import TestSupport
import Testing

/// The checks that every depot has to pass, where they are at hand beside the project.
@Suite struct ConformanceTests {
  private static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/conformance/depot-check").standardizedFileURL.path
  private static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  @Test(.enabled(if: isThere), arguments: [["--writable"], [], ["--mirror"]])
  func everyCheckPasses(_ options: [String]) throws {
    let served = try PublishedRepository()
    try served.publish("pkg://test/present@1,5.11:20260101T000000Z", files: ["a": "content"])
    let depot = try RunningDepot(served.repository.path.text, options)
    let output = try run(
      Self.program,
      ["http://127.0.0.1:\(depot.port)/", "--strict"] + options.filter { $0 == "--writable" })
    let text = String(decoding: output, as: UTF8.self)
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("FAIL") } == [])
    #expect(text.hasSuffix(", 0 failed\n"))
  }
}
