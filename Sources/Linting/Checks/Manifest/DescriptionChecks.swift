import PackageModel

extension ManifestChecks {
  static let bogusDescription = Check(
    "pkglint.manifest009", method: "bogus_description", family: .manifest,
    summary: "A package's description should not match its summary.",
    messages: [
      .init(
        ".1", .warning, "`pkg.description` is empty",
        remedy: "write a sentence or two about what the package is for, or leave the attribute out"),
      .init(
        ".2", .warning, "`pkg.description` says the same as `pkg.summary`",
        remedy: "write more than the summary says, or leave pkg.description out"),
      .init(".3", .warning, "`pkg.summary` is empty", remedy: "say in a few words what the package is"),
    ],
    explanation: """
      The summary is what lists of packages show, the description is what somebody reads who wants to know more. A \
      description that repeats the summary only takes room.
      """,
    wrong: """
      set name=pkg.summary value="Text editor"
      set name=pkg.description value="Text editor"
      """,
    right: """
      set name=pkg.summary value="Text editor"
      set name=pkg.description value="Edits files of any size, and undoes every step."
      """,
    body: .manifest { session in
      let description = session.package.attribute("pkg.description")
      let summary = session.package.attribute("pkg.summary")
      func report(_ suffix: String, _ name: ByteString, _ text: String, fix: LintFix? = nil) {
        if let action = session.package.setAction(name) { session.look(at: action) }
        session.report(suffix, text, attribute: "value", fix: fix)
      }
      if let description, !description.isList, description.values[0].isEmpty {
        report(
          ".1", "pkg.description", "Empty pkg.description in \(session.package.name)",
          fix: LintFix("remove the action", .removeAction))
      }
      if let summary, !summary.isList, summary.values[0].isEmpty {
        report(".3", "pkg.summary", "Empty pkg.summary in \(session.package.name)")
      }
      if let description, let summary, description.values == summary.values, description.isList == summary.isList,
        description.isList || !description.values[0].isEmpty
      {
        report(".2", "pkg.summary", "pkg.description matches pkg.summary in \(session.package.name)")
      }
    })

  static let missingSummary = Check(
    "pkglint.manifest010", method: "missing_attrs", family: .manifest,
    summary: "Standard package attributes should be present.",
    messages: [
      .init(
        ".2", .error, "`pkg.summary` is missing", remedy: "add set name=pkg.summary value=\"what the package is\"")
    ],
    explanation: """
      Every list of packages shows the summary, so every package needs one. Renamed and obsolete packages are never \
      listed by it.
      """,
    wrong: "set name=pkg.fmri value=pkg://example.org/editor@1.0",
    right: """
      set name=pkg.fmri value=pkg://example.org/editor@1.0
      set name=pkg.summary value="Text editor"
      """,
    body: .manifest { session in
      let package = session.package
      guard !package.declares("pkg.renamed"), !package.declares("pkg.obsolete"), !package.declares("pkg.summary")
      else { return }
      session.report(".2", "Missing attribute 'pkg.summary' in \(package.name)")
    })

  static let missingServiceName = Check(
    "pkglint.manifest011", method: "missing_smf_fmri", family: .manifest,
    summary: "Packages delivering SMF services should have org.opensolaris.smf.fmri attributes.",
    messages: [
      .init(
        "", .warning, "service manifests are delivered, but `org.opensolaris.smf.fmri` is missing",
        remedy: "add set name=org.opensolaris.smf.fmri value=svc:/NAME; pkgdepend generate writes it")
    ],
    explanation: """
      Users look for the package of a service by the service's name, which is found by `org.opensolaris.smf.fmri`. Files \
      below `lib/svc/manifest` and `var/svc/manifest` whose names end in `.xml` are taken for service manifests.
      """,
    wrong: "file path=lib/svc/manifest/network/web.xml owner=root group=sys mode=0444",
    right: """
      set name=org.opensolaris.smf.fmri value=svc:/network/web
      file path=lib/svc/manifest/network/web.xml owner=root group=sys mode=0444
      """,
    body: .manifest { session in
      guard !session.package.declares("org.opensolaris.smf.fmri") else { return }
      let files = session.package.actions(of: .file).filter { action in
        guard let path = action.first(.path), path.hasSuffix(".xml") else { return false }
        return path.hasPrefix("lib/svc/manifest") || path.hasPrefix("var/svc/manifest")
      }
      guard let first = files.first else { return }
      let paths = files.compactMap { $0.first(.path)?.text }.joined(separator: " ")
      session.report(
        "",
        "SMF manifests were delivered by \(session.package.name), but no org.opensolaris.smf.fmri attribute was found. "
          + "Manifests found were: \(paths)", action: first, attribute: "path", related: Array(files.dropFirst()))
    })

  static let suppressions = Check(
    "pkglint.manifest007", method: "linted", family: .manifest,
    summary: "Show manifests with pkg.linted attributes.",
    messages: [
      .init(
        "", .info, "`pkg.linted` attributes suppress messages for the whole package",
        remedy: "remove the attribute when the reason for it is gone")
    ],
    explanation: """
      `set name=pkg.linted.ID value=true` suppresses the messages whose id begins with ID for the whole package. That is \
      reported, so that nobody forgets it.
      """,
    wrong: "set name=pkg.linted.pkglint.action002 value=true",
    right: "dir path=var/spool/demo owner=root group=bin mode=1777 pkg.linted.pkglint.action002=true",
    body: .manifest { session in
      let entries = session.package.suppressions.sorted { $0.name < $1.name }
      guard let first = entries.first else { return }
      let list = entries.map { "\($0.name)=\(PythonForm.value($0))" }.joined(separator: ", ")
      session.report(
        "", "pkg.linted attributes detected for \(session.package.name): \(list)",
        action: session.package.setAction(first.name), attribute: "name", ignoresSuppression: true)
    })
}
