/// The relations of a package as its fields write them (Policy 7), read as far as they can be.
enum Relations {
  /// One alternative.
  struct Alternative {
    /// The text as written, without blanks at its ends.
    var text: String
    var package: String
    /// What is behind a colon.
    var qualifier: String
    var comparison: String
    var version: String
    /// What cannot be read.
    var rest: String
  }

  /// The fields that hold dependencies.
  static let dependencyFields = ["Depends", "Pre-Depends", "Recommends", "Suggests"]
  /// All fields that hold relations.
  static let fields = dependencyFields + ["Conflicts", "Provides", "Enhances", "Replaces", "Breaks"]

  /// The relations of a field, each with its alternatives.
  static func read(_ field: String, of package: BinaryPackage) -> [[Alternative]] {
    package.cached("relations of " + field) {
      guard let text = package.unfolded(field), !text.isEmpty else { return [] }
      return text.split(separator: ",", omittingEmptySubsequences: false).map { relation in
        relation.split(separator: "|", omittingEmptySubsequences: false).map {
          alternative(String($0).trimmed, package)
        }
      }
    }
  }

  private static func alternative(_ text: String, _ package: BinaryPackage) -> Alternative {
    var result = Alternative(text: text, package: "", qualifier: "", comparison: "", version: "", rest: text)
    guard let groups = package.patterns.groups("^([^<\\s\\[(]+)\\s*(.*)$", text) else { return result }
    let name = (groups[1] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
    result.package = name.first ?? ""
    result.qualifier = name.count > 1 ? name[1] : ""
    result.rest = groups[2] ?? ""
    let version = "^\\(\\s*(<<|<=|>=|>>|[=<>])\\s*([^\\s(]+)\\s*\\)\\s*(.*)$"
    if let groups = package.patterns.groups(version, result.rest) {
      result.comparison = groups[1] ?? ""
      result.version = groups[2] ?? ""
      result.rest = groups[3] ?? ""
    }
    return result
  }

  /// What the package needs to be configured.
  static func strong(_ package: BinaryPackage) -> [[Alternative]] {
    read("Depends", of: package) + read("Pre-Depends", of: package)
  }

  /// Everything that is installed with the package, were everything followed.
  static func all(_ package: BinaryPackage) -> [[Alternative]] {
    strong(package) + read("Recommends", of: package) + read("Suggests", of: package) + read("Provides", of: package)
      + read("Enhances", of: package)
  }

  /// Whether a package, or one whose name goes on behind a hyphen, is named.
  static func names(_ wanted: String, in relations: [[Alternative]]) -> Bool {
    relations.contains { relation in
      relation.contains { $0.package == wanted || $0.package.hasPrefix(wanted + "-") }
    }
  }

  /// Whether one of some packages is there whenever the relations hold.
  static func satisfy(_ wanted: [String], _ relations: [[Alternative]]) -> Bool {
    relations.contains { relation in !relation.isEmpty && relation.allSatisfy { wanted.contains($0.package) } }
  }
}
