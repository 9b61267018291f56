import PackageModel

/// What distributions that come from OpenSolaris want to see in every package.
enum OpenSolarisChecks {
  static let all = [severalConsolidations, missingAttributes]

  private static let missingAttributes = Check(
    "opensolaris.manifest001", method: "missing_attrs", family: .openSolaris,
    summary: "Standard package attributes should be present.",
    messages: [
      .init(
        ".1", .warning, "`org.opensolaris.consolidation` or `info.classification` is missing",
        remedy: "add set name=NAME value=VALUE, or suppress the message for packages outside a distribution")
    ],
    explanation: """
      Distributions sort their packages by two attributes: `org.opensolaris.consolidation` says which source tree a \
      package is built from, `info.classification` into which class of software it belongs. Renamed and obsolete packages \
      need neither.
      """,
    wrong: """
      set name=pkg.fmri value=pkg://example.org/web/server@1.0
      set name=pkg.summary value="A web server"
      """,
    right: """
      set name=pkg.fmri value=pkg://example.org/web/server@1.0
      set name=pkg.summary value="A web server"
      set name=org.opensolaris.consolidation value=web
      set name=info.classification value="org.opensolaris.category.2008:Web Services/Application and Web Servers"
      """,
    body: .manifest { session in
      guard !session.package.declares("pkg.renamed"), !session.package.declares("pkg.obsolete") else { return }
      let wanted: [ByteString] = ["org.opensolaris.consolidation", "info.classification"]
      for name in wanted where !session.package.declares(name) {
        session.report(".1", "Missing attribute '\(name)' in \(session.package.name)")
      }
    })

  private static let severalConsolidations = Check(
    "opensolaris.manifest005", method: "attrs_multiple_values", family: .openSolaris,
    summary: "org.opensolaris.consolidation shouldn't have multiple values.",
    messages: [
      .init(
        ".1", .error, "`org.opensolaris.consolidation` has several values",
        remedy: "keep the one value that names the source tree the package is built from")
    ],
    explanation: """
      A package is built from one source tree, so `org.opensolaris.consolidation` has one value. Only several values in \
      one action are looked at; two actions that set the attribute are what pkglint.manifest006 is about.
      """,
    wrong: "set name=org.opensolaris.consolidation value=web value=sfw",
    right: "set name=org.opensolaris.consolidation value=web",
    body: .manifest { session in
      let name: ByteString = "org.opensolaris.consolidation"
      guard let entry = session.package.attribute(name), entry.isList else { return }
      session.report(
        ".1", "Multiple '\(name)' values \(PythonForm.list(entry.values)) in \(session.package.name)",
        action: session.package.setAction(name))
    })
}
