import ArgumentParser
import PackageModel
import Payload
import Staging

/// What sources and manifests do not have in common, for people and for machines.
struct ComparisonReport {
  private let findings: [SourceComparison.Finding]

  init(_ actions: [Action], manifests: [String]) throws {
    var comparison = SourceComparison(source: actions)
    for name in manifests {
      let bytes = try name == "-" ? FileBytes.readStandardInput() : FileBytes.read(ByteString(name))
      comparison.compare(try Manifest(reading: bytes, fileName: name == "-" ? "<stdin>" : name))
    }
    findings = comparison.result()
  }

  /// Prints the findings and ends with status 1 if there are any.
  func print(_ format: OutputFormat) throws {
    switch format {
    case .text: for finding in findings { Console.print(Self.line(finding)) }
    case .json: try JSONOutput.print(findings.map(Description.init))
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }

  private static func line(_ finding: SourceComparison.Finding) -> String {
    let source = finding.source?.text ?? "none"
    let manifest = finding.manifest?.text ?? "none"
    let words =
      switch finding.reason {
      case .undelivered: "not delivered (\(source))"
      case .missing: "not in the source (\(manifest))"
      case .kind: "a \(source) in the source, a \(manifest) in the manifest"
      case .mode, .target: "\(finding.reason.rawValue) \(source) in the source, \(manifest) in the manifest"
      }
    let place = finding.location.map { " [\($0.file)\($0.line.map { ":\($0)" } ?? "")]" } ?? ""
    return "\(finding.path): \(words)\(place)"
  }

  private struct Description: Encodable {
    var path: String
    var finding: String
    var source: String?
    var manifest: String?
    var file: String?
    var line: Int?

    init(_ finding: SourceComparison.Finding) {
      path = finding.path.text
      self.finding = finding.reason.rawValue
      source = finding.source?.text
      manifest = finding.manifest?.text
      file = finding.location?.file
      line = finding.location?.line
    }
  }
}
