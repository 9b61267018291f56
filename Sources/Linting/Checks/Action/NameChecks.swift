import PackageModel

extension ActionChecks {
  /// Names of package attributes that were changed long ago.
  private static let newNames: [ByteString: ByteString] = [
    "info.maintainer_url": "info.maintainer-url",
    "info.upstream_url": "info.upstream-url",
    "info.source_url": "info.source-url",
    "info.repository_url": "info.repository-url",
    "info.repository_changeset": "info.repository-changeset",
    "info.defect_tracker.url": "info.defect-tracker.url",
    "opensolaris.arc_url": "org.opensolaris.caseid",
  ]

  static let underscores = Check(
    "pkglint.action001", method: "underscores", family: .action,
    summary: "Underscores are discouraged in action attributes.",
    messages: [
      .init(
        ".1", .warning, "the name of an attribute has an underscore",
        remedy: "write the name with a hyphen, or with dots where it belongs to somebody"),
      .init(
        ".2", .warning, "the name of a package attribute has an underscore",
        remedy: "write the name with a hyphen, or with dots where it belongs to somebody"),
      .init(".3", .warning, "the name of a package attribute has changed", remedy: "use the new name"),
    ],
    explanation: """
      Attribute names are written with hyphens and dots. A few old names with underscores remain: `original_name`, \
      `refresh_fmri`, `restart_fmri`, `suspend_fmri`, `disable_fmri`, `clone_perms`, and what begins with \
      `facet.locale.`, `facet.version-lock.` or `pkg.`.
      """,
    wrong: "set name=info.upstream_url value=https://example.org",
    right: "set name=info.upstream-url value=https://example.org",
    body: .action(everyKind) { action, session in
      for entry in action.entries(with: .underscore) {
        session.report(
          ".1", "underscore in attribute name \(entry.name) in \(session.package.name)", attribute: entry.name)
      }
      guard action.kind == .set, let name = action.first(.name), name.contains(ASCII.underscore) else { return }
      guard let newName = newNames[name] else {
        session.report(".2", "underscore in 'set' action name \(name) in \(session.package.name)", attribute: "name")
        return
      }
      session.report(
        ".3", "underscore in obsolete 'set' action name \(name) should be \(newName) in \(session.package.name)",
        attribute: "name", fix: LintFix("call it \(newName)", .setValue(of: "name", to: newName)))
    })

  static let unknownKind = Check(
    "pkglint.action004", method: "unknown", family: .action, summary: "'unknown' actions should never occur.",
    messages: [
      .init("", .error, "there is an `unknown` action", remedy: "remove the action: nothing can be done with it")
    ],
    explanation: """
      `unknown` is what a converter writes for something it does not understand. It is no action that could be installed.
      """,
    wrong: "unknown name=demo",
    right: "file path=usr/bin/demo owner=root group=bin mode=0555",
    body: .action([.unknown]) { _, session in
      session.report("", "unknown action found in \(session.package.name)")
    })

  static let licensePath = Check(
    "pkglint.action007", method: "license", family: .action, summary: "'license' actions should not have paths.",
    messages: [
      .init(
        "", .error, "a license action has a path",
        remedy: "remove the path; deliver the text as a file as well if it shall be in the file system")
    ],
    explanation: """
      The text of a license is kept with the package and shown on request. It is not installed at a path, so a path on the \
      action does nothing.
      """,
    wrong: "license COPYING license=MIT path=usr/share/doc/demo/COPYING",
    right: "license COPYING license=MIT",
    body: .action([.license]) { action, session in
      guard let path = action.entry(.path) else { return }
      session.report(
        "", "license action in \(session.package.name) has a path attribute, \(PythonForm.value(path))",
        attribute: "path", fix: LintFix("remove the path", .removeAttribute("path")))
    })

  static let suppressions = Check(
    "pkglint.action008", method: "linted", family: .action, summary: "Show actions with pkg.linted attributes.",
    messages: [
      .init(
        "", .info, "`pkg.linted` attributes suppress messages about an action",
        remedy: "remove the attribute when the reason for it is gone")
    ],
    explanation: """
      `pkg.linted.ID=true` on an action suppresses the messages about it whose id begins with ID; plain `pkg.linted=true` \
      suppresses all of them. That is reported, so that nobody forgets it.
      """,
    wrong: "dir path=var/spool/demo owner=root group=bin mode=1777 pkg.linted=true",
    right: "dir path=var/spool/demo owner=root group=bin mode=1777 pkg.linted.pkglint.action002.4=true",
    body: .action(everyKind) { action, session in
      let entries = action.entries(with: .linted).sorted { $0.name < $1.name }
      guard let first = entries.first else { return }
      let list = entries.map { "\($0.name)=\(PythonForm.value($0))" }.joined(separator: ", ")
      session.report(
        "", "pkg.linted attributes detected for \(session.package.name) \(action.printed): \(list)",
        attribute: first.name, ignoresSuppression: true)
    })

  static let facetValue = Check(
    "pkglint.action012", method: "facet_value", family: .action,
    summary: "facet value should be set to a valid value in an action attribute",
    messages: [
      .init("", .warning, "a facet is neither true, false nor all", remedy: "write facet.NAME=true or facet.NAME=all")
    ],
    explanation: """
      A facet marks a part of a package that users may leave out, like documentation. `true` installs the action when the \
      facet is wanted, `all` when every facet of the action is wanted.
      """,
    wrong: "file path=usr/share/man/man1/demo.1 owner=root group=bin mode=0444 facet.doc.man=yes",
    right: "file path=usr/share/man/man1/demo.1 owner=root group=bin mode=0444 facet.doc.man=true",
    body: .action(everyKind) { (action, session) throws(CheckFailure) in
      guard !action.hasPlainFacets else { return }
      for entry in action.entries(with: .facet) {
        guard !entry.isList else { throw CheckFailure("'list' object has no attribute 'lower'") }
        let value = entry.values[0].text.lowercased()
        guard !["true", "false", "all"].contains(value) else { continue }
        session.report(
          "",
          "facet value should be set to 'true', 'false' or 'all' in attribute name \(entry.name) in "
            + session.package.name,
          attribute: entry.name,
          fix: ["yes", "1", "on"].contains(value) ? LintFix("write true", .setValue(of: entry.name, to: "true")) : nil)
      }
    })
}
