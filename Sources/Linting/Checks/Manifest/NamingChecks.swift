import PackageModel

extension ManifestChecks {
  static let clashingNames = Check(
    "pkglint.manifest004", method: "naming", family: .manifest,
    summary: "Packages are encouraged to use unique leaf names.",
    messages: [
      .init(
        "", .warning, "the last part of the package's name is that of another package, too",
        remedy: "rename one of the packages so that the last part of its name says what sets it apart")
    ],
    explanation: """
      Users name packages by the end of their names, so `pkg install server` is ambiguous where there are `web/server` and \
      `mail/server`. Two versions of one package in a run count as well; renamed and obsolete packages do not.
      """,
    wrong: """
      set name=pkg.fmri value=pkg://example.org/web/server@1.0
      set name=pkg.fmri value=pkg://example.org/mail/server@1.0
      """,
    right: """
      set name=pkg.fmri value=pkg://example.org/web/web-server@1.0
      set name=pkg.fmri value=pkg://example.org/mail/mail-server@1.0
      """,
    body: .manifest { session in
      let name = session.package.fmri.lastName
      guard let fmris = session.model.lastNames[name],
        fmris.contains(where: { $0.identity == session.package.fmri.identity })
      else { return }
      let id = "pkglint.manifest004"
      // A suppressed message does not stop the next package from giving it.
      let onceKey = session.isSuppressed(id) ? nil : "\(id) \(name)"
      guard fmris.count > 1 else { return }
      let list = fmris.map { $0.text() }.sorted().map(\.text).joined(separator: " ")
      session.report(
        "", "last name component \(name) in package name clashes across \(list)",
        action: session.package.setAction("pkg.fmri"), attribute: "value", onceKey: onceKey)
    })

  static let classification = Check(
    "pkglint.manifest008", method: "info_classification", family: .manifest,
    summary: "info.classification attribute should be valid.",
    messages: [
      .init(
        ".1", .error, "the list of classes cannot be read",
        remedy: "set info_classification_path to a file with sections and their categories, or leave it out"),
      .init(
        ".2", .error, "the value does not name the scheme",
        remedy: "write org.opensolaris.category.2008:Section/Category"
      ),
      .init(
        ".3", .error, "the value has no category", remedy: "write org.opensolaris.category.2008:Section/Category"),
      .init(".4", .error, "the section is unknown", remedy: "use one of the sections that the message names"),
      .init(
        ".5", .error, "the list of classes has no categories for the section",
        remedy: "add a line category = … below the section in the file"),
      .init(".6", .error, "the category is unknown", remedy: "use one of the categories that the message names"),
    ],
    explanation: """
      `info.classification` puts a package into a section and a category, which are taken from a fixed list. The list is \
      built in; `info_classification_path` in a configuration file names another one. Upper and lower case count.
      """,
    wrong: "set name=info.classification value=System/Core",
    right: "set name=info.classification value=org.opensolaris.category.2008:System/Core",
    body: .manifest { session in
      guard let entry = session.package.attribute("info.classification") else { return }
      let classes = session.settings.classification
      if let reason = classes.problem {
        session.report(
          ".1", "Unable to perform manifest checks for info.classification attribute: \(reason)",
          action: session.package.setAction(entry.name), onceKey: "pkglint.manifest008.1")
        return
      }
      guard let action = session.package.setAction("info.classification") else { return }
      session.look(at: action)
      for value in action.values(.value) { checkClassification(value.text, classes, session) }
    })

  private static func checkClassification(_ value: String, _ classes: Classification, _ session: CheckSession) {
    let prefix = "org.opensolaris.category.2008:"
    let package = session.package.name
    func report(_ suffix: String, _ text: String) { session.report(suffix, text, attribute: "value") }
    let bytes = ByteString(value)
    guard bytes.contains(ByteString(prefix)) else {
      return report(".2", "info.classification attribute does not contain '\(prefix)' for \(package)")
    }
    let parts = bytes.removing(ByteString(prefix)).split(on: ASCII.slash)
    guard parts.count > 1 else {
      return report(
        ".3", "info.classification value \(value) does not match \(prefix)<Section>/<Category> for \(package)")
    }
    let section = parts[0].text
    guard let found = classes.sections.first(where: { $0.name == section }) else {
      let names = classes.sections.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return report(
        ".4",
        "info.classification value \(value) does not contain one of the valid sections "
          + "\(names.joined(separator: ", ")) for \(package).")
    }
    guard let categories = found.categories else {
      return report(
        ".5",
        "Invalid info.classification value for \(package): data file \(classes.path) does not have a 'category' key "
          + "for section \(section).")
    }
    let category = parts.dropFirst().joined(separator: "/")
    guard !ByteString(categories).split(on: ASCII.comma).contains(category) else { return }
    report(
      ".6",
      "info.classification attribute in \(package) does not contain one of the values defined for the section "
        + "\(section): \(categories) from \(classes.path)")
  }
}

extension ByteString {
  /// The bytes without any occurrence of others.
  fileprivate func removing(_ other: ByteString) -> ByteString {
    var result = self
    while let range = result.firstRange(of: other), !range.isEmpty { result.bytes.removeSubrange(range) }
    return result
  }
}
