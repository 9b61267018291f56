import PackageModel

extension ActionChecks {
  static let legacy = Check(
    "pkglint.action003", method: "legacy", family: .action,
    summary: "'legacy' actions should have valid attributes.",
    messages: [
      .init(
        ".1", .error, "an attribute is missing that a record of the old package database has",
        remedy: "add category, desc, hotline, name, pkg, vendor and version"),
      .init(
        ".2", .error, "the package of that name was renamed to something else than this package",
        remedy: "let the renamed package depend on this one"),
      .init(
        ".3", .warning, "the version has no `REV=`",
        remedy: "write the version as the old tools do, as in version=11.11,REV=2009.11.11"),
      .init(
        ".4", .error, "the renames of the package of that name lead to a package that is missing",
        remedy: "let the renamed package depend on this one"),
      .init(
        ".5", .error, "the renames of the package of that name go round in a circle",
        remedy: "let the last package of the chain not be renamed"),
    ],
    explanation: """
      A `legacy` action writes a record into the database of the packages that came before IPS, so that those find what \
      they depend on. Where the run or the repositories have a package of that name that was renamed, the renames must lead \
      to this package.
      """,
    wrong: "legacy pkg=SUNWdemo version=1.0",
    right: "legacy pkg=SUNWdemo name=Demo desc=\"A demo\" category=system hotline=none vendor=Example "
      + "version=11.11,REV=2009.11.11",
    body: .action([.legacy]) { (action, session) throws(CheckFailure) in try checkLegacy(action, session) })

  private static func checkLegacy(_ action: LintAction, _ session: CheckSession) throws(CheckFailure) {
    let package = session.package.name
    let attributes = session.package.manifest.action(at: action.index).attributes
    for name: ByteString in ["category", "desc", "hotline", "name", "pkg", "vendor", "version"]
    where !attributes.contains(name) {
      session.report(".1", "\(name) missing from legacy action in \(package)")
    }
    if let name = action.first(.pkg) {
      do throws(LookupFailure) {
        if let old = try session.model.package(named: name) { try checkRenamed(old, named: name, session) }
      } catch {
        throw CheckFailure(error.reason)
      }
    }
    guard let version = action.entry(.version) else { return }
    let hasRevision = version.isList ? version.values.contains("REV=") : version.values[0].contains("REV=")
    if !hasRevision {
      session.report(".3", "legacy action in \(package) does not contain a REV= string", attribute: "version")
    }
  }

  private static func checkRenamed(
    _ old: LintPackage, named name: ByteString, _ session: CheckSession
  ) throws(LookupFailure) {
    guard old.isTrue("pkg.renamed") else { return }
    let package = session.package
    let end: LintPackage?
    do throws(LookupFailure) {
      var visited: [LintPackage] = []
      end = try session.model.followRenames(name, target: package.fmri, visited: &visited, isLegacy: true)
    } catch {
      guard case .refused(let reason) = error else { throw error }
      session.report(".5", "legacy renaming: \(reason)", attribute: "pkg")
      return
    }
    let text = "legacy package \(old.name) did not result in a dependency on \(package.name)"
    guard let end else {
      session.report(".4", text + " when following package renames", attribute: "pkg")
      return
    }
    if !package.fmri.succeeds(end.fmri, ignoringPublishers: session.model.ignoresPublishers) {
      session.report(".2", text, attribute: "pkg")
    }
  }
}
