import PackageModel

/// Makes the control file of a package from the package attributes of its manifest.
struct ControlAssembly {
  private let facts: PackageFacts
  private(set) var stanza = ControlStanza()

  /// - Parameters:
  ///   - relations: relations from `depend` actions and from the maintainer scripts, by field name.
  ///   - installedSize: in KiB.
  init(
    _ facts: PackageFacts, relations: [String: [String]], architecture: String?, installedSize: UInt64
  ) {
    self.facts = facts
    let fmri = facts["pkg.fmri"].map(DependActions.package)
    stanza["Package"] = facts["deb.package"] ?? fmri?.name
    stanza["Version"] = facts["deb.version"] ?? fmri?.version
    stanza["Architecture"] = architecture
    stanza["Maintainer"] = facts["deb.maintainer"]
    stanza["Installed-Size"] = facts["deb.installed-size"] ?? String(installedSize)
    for field in ControlFields.ordered {
      guard let attribute = field.attribute else { continue }
      if field.isRelation {
        addRelations(field.name, facts.all("deb." + attribute) + relations[field.name, default: []])
      } else if let value = facts["deb." + attribute], !value.isEmpty {
        stanza[field.name] = value
      }
    }
    if stanza["Priority"] == nil { stanza["Priority"] = "optional" }
    stanza["Description"] = description()
    for name in facts.names {
      let value = facts.all(name).joined(separator: "\n")
      guard name.hasPrefix("deb.field."), !value.isEmpty else { continue }
      let field = String(name.dropFirst("deb.field.".count))
      stanza[ControlFields.canonicalName(field) ?? field] = DescriptionText.folded(value)
    }
    stanza = stanza.inDpkgOrder
  }

  private mutating func addRelations(_ name: String, _ relations: [String]) {
    var seen: Set<String> = []
    let unique = relations.filter { !$0.isEmpty && seen.insert($0).inserted }
    if !unique.isEmpty { stanza[name] = unique.joined(separator: ", ") }
  }

  private func description() -> String? {
    let lines = facts.all("deb.description")
    if !lines.isEmpty { return DescriptionText.folded(lines.joined(separator: "\n")) }
    guard let summary = facts["pkg.summary"] ?? facts["pkg.description"] else { return nil }
    guard let long = facts["pkg.description"], long != summary else { return DescriptionText.folded(summary) }
    return DescriptionText.folded(summary + "\n" + DescriptionText.wrapped("\n" + long).dropFirst())
  }
}
