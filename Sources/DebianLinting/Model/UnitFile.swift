/// A unit of systemd (systemd.syntax(7)).
struct UnitFile {
  let entry: PackageEntry
  private let values: [String: [String]]

  /// Whether the unit is masked.
  var isMasked: Bool { entry.kind == .symbolicLink && entry.target == "/dev/null" }

  /// Reads a unit; a link is read where it leads.
  init(_ entry: PackageEntry, in package: BinaryPackage) {
    self.entry = entry
    let file = entry.kind == .symbolicLink ? Links.normalized(entry).flatMap { package.entry($0) } : entry
    var values: [String: [String]] = [:]
    var section: String?
    var pending = ""
    for raw in file?.lines ?? [] {
      var line = pending + raw
      pending = ""
      if line.hasSuffix("\\") {
        line.removeLast()
        pending = line + " "
        continue
      }
      if line.trimmed.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.trimmed.hasSuffix("]") {
        section = String(line.trimmed.dropFirst().dropLast())
      } else if let section, let equals = line.firstIndex(of: "=") {
        let key = "\(section).\(String(line[..<equals]).trimmed)"
        let value = String(line[line.index(after: equals)...]).trimmed
        // An empty assignment begins anew.
        values[key] = value.isEmpty ? [] : values[key, default: []] + value.words.map(Self.unquoted)
      }
    }
    self.values = values
  }

  private static func unquoted(_ word: String) -> String {
    String(word.filter { $0 != "\"" && $0 != "'" })
  }

  /// The words of a key in a section, in all its assignments.
  func words(_ section: String, _ key: String) -> [String] { values["\(section).\(key)"] ?? [] }
}
