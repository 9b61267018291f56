import PackageModel

/// Turns `depend` actions into relations between Debian packages, as docs/mapping.md says.
struct DependActions {
  /// The relations by the name of their field.
  private(set) var relations: [String: [String]] = [:]
  private(set) var findings: [Diagnostic] = []

  init(_ manifest: Manifest) {
    for item in 0..<manifest.itemCount {
      guard let index = manifest.actionIndex(ofItem: item), manifest.kind(ofAction: index) == .depend else { continue }
      add(manifest.action(at: index).attributes, at: manifest.location(ofItem: item))
    }
  }

  private mutating func add(_ attributes: Attributes, at location: SourceLocation) {
    let packages = attributes.values("fmri").map { Self.package($0.text) }
    let type = attributes["type"]?.text ?? ""
    switch type {
    case "require": append("Depends", packages.map { relation($0, ">=") })
    case "require-any": append("Depends", [packages.map { relation($0, ">=") }.joined(separator: " | ")])
    case "group": append("Recommends", packages.map(\.name))
    case "group-any": append("Recommends", [packages.map(\.name).joined(separator: " | ")])
    case "optional": append("Breaks", packages.compactMap { $0.version == nil ? nil : relation($0, "<<") })
    case "exclude":
      // The excluded package may be there in an earlier version than the one named.
      append("Conflicts", packages.map { relation($0, ">=") })
    default:
      findings.append(
        Diagnostic(
          .warning, "a dependency of type '\(type)' has no counterpart in a Debian package and is left out",
          at: location, remedy: "say it with set name=deb.depends value=… or another deb. attribute"))
    }
  }

  private mutating func append(_ field: String, _ values: [String]) {
    relations[field, default: []] += values.filter { !$0.isEmpty }
  }

  private func relation(_ package: (name: String, version: String?), _ comparison: String) -> String {
    package.version.map { "\(package.name) (\(comparison) \($0))" } ?? package.name
  }

  /// The last component of the stem in Debian's alphabet, and the component version.
  static func package(_ fmri: String) -> (name: String, version: String?) {
    var rest = fmri[...]
    if let colon = rest.utf8.firstIndex(of: ASCII.colon), rest[..<colon] == "pkg" {
      rest = rest[rest.utf8.index(after: colon)...]
    }
    var version: Substring?
    if let at = rest.utf8.lastIndex(of: ASCII.at) {
      version = rest[rest.utf8.index(after: at)...]
      rest = rest[..<at]
    }
    let component = version.map { $0.split(whereSeparator: { ",-:".contains($0) }).first ?? "" }
    let stem = rest.split(separator: "/").last ?? ""
    return (debianName(String(stem)), component.flatMap { $0.isEmpty ? nil : String($0) })
  }

  /// A stem's last component in the alphabet of Debian package names.
  static func debianName(_ name: String) -> String {
    String(
      decoding: name.utf8.map { byte -> UInt8 in
        let lower = ASCII.lowercased(byte)
        let isAllowed = ASCII.isLower(lower) || ASCII.isDigit(lower) || "+.-".utf8.contains(lower)
        return isAllowed ? lower : ASCII.hyphen
      }, as: UTF8.self)
  }
}
