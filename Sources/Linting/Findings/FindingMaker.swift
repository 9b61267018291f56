import PackageModel

/// Makes findings of the reports of a run: finds their places, their remedies, and whether they are suppressed.
package struct FindingMaker {
  private var maps: [ObjectIdentifier: SourceMap] = [:]

  package init() {}

  /// The findings of some reports. What a run says about itself is left out.
  package mutating func findings(of reports: [LintReport]) -> [LintFinding] {
    var findings: [LintFinding] = []
    for report in reports {
      // A failure on a suppressed action is nobody's concern, and packages are listed elsewhere.
      guard report.id != "pkglint001.3" else { continue }
      var finding = finding(of: report)
      let scope = report.package.flatMap { package in
        report.scope.map { LintAction(package: package, index: $0) }
      }
      if !report.ignoresSuppression {
        do throws(Suppression.Ambiguity) {
          finding.isSuppressed = try Suppression.applies(to: report.id, action: scope, package: report.package)
        } catch {
          var ambiguity = report
          ambiguity.id = "pkglint001.6"
          ambiguity.level = .error
          ambiguity.text = error.text
          findings.append(self.finding(of: ambiguity))
        }
      }
      findings.append(finding)
    }
    return findings
  }

  private mutating func finding(of report: LintReport) -> LintFinding {
    let package = report.package
    let action = report.action ?? package?.setAction("pkg.fmri") ?? package?.setAction("fmri")
    var finding = LintFinding(
      id: report.id, level: report.level, message: report.text,
      place: report.file.map { LintFinding.Place(file: $0.text) }
        ?? action.map { place(of: $0, attribute: report.attribute) }
        ?? LintFinding.Place(file: package?.manifest.fileName ?? ""),
      remedy: CheckRegistry.catalog.message(report.id)?.remedy, package: package?.name)
    finding.related = report.related.prefix(10).map { place(of: $0, attribute: nil) }
    if let fix = report.fix, let action, action.package.origin == .file,
      let edit = map(action.package).edit(fix.change, of: action.index)
    {
      finding.fix = LintFinding.Fix(title: fix.title, edit: edit)
    }
    return finding
  }

  private mutating func place(of action: LintAction, attribute: ByteString?) -> LintFinding.Place {
    map(action.package).place(of: action.index, attribute: attribute)
  }

  private mutating func map(_ package: LintPackage) -> SourceMap {
    let key = ObjectIdentifier(package)
    if let map = maps[key] { return map }
    let map = SourceMap(package.manifest)
    maps[key] = map
    return map
  }
}
