import Foundation
import Testing

/// A recorded run of a reference tool: a folder with the command line (`cmd`), its input files (`in/`), what it printed
/// (`stdout`), its exit status (`status`) and the files it left behind (`out/`).
struct GoldenCase: Sendable, CustomTestStringConvertible {
  /// The folder's name, which begins with the name of the tool.
  let tool: String
  let name: String
  let folder: URL

  var testDescription: String { "\(tool)/\(name)" }

  /// The command line, as sh reads it.
  var script: String { (try? String(contentsOf: folder.appendingPathComponent("cmd"), encoding: .utf8)) ?? "" }

  /// Times are compared as they are.
  var isExact: Bool { has("exact") }
  /// The lines of the output are compared as a sorted list.
  var isUnordered: Bool { has("unordered") }

  /// The drop-in that the cases of the folder are about; a pipeline is about several.
  var dropIn: String? { tool == "pipeline" ? nil : tool.split(separator: "-").first.map(String.init) }

  func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path) }

  func bytes(_ file: String) -> Data { (try? Data(contentsOf: folder.appendingPathComponent(file))) ?? Data() }

  /// Where the recorded cases are.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// All recorded cases in order.
  static let all: [GoldenCase] = folders(root).flatMap { tool in
    folders(tool).map { GoldenCase(tool: tool.lastPathComponent, name: $0.lastPathComponent, folder: $0) }
      .filter { $0.has("cmd") }
  }

  private static func folders(_ parent: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return names.sorted().map { parent.appendingPathComponent($0) }
  }
}
