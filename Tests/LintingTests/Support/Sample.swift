import Linting
import PackageModel
import Testing

/// Manifests for tests, and what the checks say about them.
enum Sample {
  /// A package that nothing is wrong with, with more lines.
  static func package(_ name: String = "demo/tool@1.0,5.11-1", _ lines: String = "") -> String {
    """
    set name=pkg.fmri value=pkg://test/\(name)
    set name=pkg.summary value="Demo tool"
    set name=pkg.description value="A tool used for demonstrations"
    set name=info.classification value="org.opensolaris.category.2008:System/Core"
    set name=org.opensolaris.consolidation value=demo
    \(lines)
    """
  }

  /// A package with nothing but its name and some lines.
  static func bare(_ name: String, _ lines: String) -> String {
    "set name=pkg.fmri value=pkg://test/\(name)\n\(lines)"
  }

  /// The packages of some manifests, which must be readable.
  static func packages(_ manifests: [String]) throws -> [LintPackage] {
    try manifests.enumerated().map { number, text in
      let result = ManifestIntake.read(Array(text.utf8), file: "m\(number).p5m")
      return try #require(result.package, "\(result.findings.map(\.message))")
    }
  }

  /// What all checks report.
  static func reports(
    _ manifests: [String], references: [String] = [], settings: LintSettings = LintSettings()
  ) throws -> [LintReport] {
    let model = LintModel(
      files: try packages(manifests), referenceRepository: try packages(references))
    return LintEngine(settings: settings).run(model).filter { $0.level > .debug }
  }

  /// What pkglint prints.
  static func messages(_ manifests: [String], threshold: LintLevel = .info) throws -> [LintMessage] {
    MessageLog(threshold: threshold, reportsSuppressed: true).messages(
      of: try reports(manifests, withAnnouncements: true))
  }

  /// The findings of the native command.
  static func findings(_ manifests: [String]) throws -> [LintFinding] {
    var maker = FindingMaker()
    return maker.findings(of: try reports(manifests)).numbered()
  }

  private static func reports(_ manifests: [String], withAnnouncements: Bool) throws -> [LintReport] {
    LintEngine().run(LintModel(files: try packages(manifests)))
  }
}
