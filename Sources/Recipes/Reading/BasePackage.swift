package import PackageModel

/// The control data of a Debian package that a new one is made from.
package struct BasePackage: Sendable {
  /// The fields of the control file, with folded lines unfolded.
  package private(set) var fields: [PackageRecipe.Field] = []
  package private(set) var hooks: [RecipeHook: RecipeScript] = [:]
  /// The other members of the control archive that the new package keeps.
  package private(set) var members: [PackageRecipe.ControlMember] = []
  /// The configuration files, as absolute paths.
  package private(set) var conffiles: [ByteString] = []

  /// Sorts out the control data of a package.
  ///
  /// - Parameters:
  ///   - fields: the fields of the control file in order, values as they are written.
  ///   - members: all members of the control archive.
  ///   - fileName: the name of the package, for messages.
  package init(fields: [PackageRecipe.Field], members: [PackageRecipe.ControlMember], fileName: String) {
    self.fields = fields.map { PackageRecipe.Field(name: $0.name, value: Self.unfolded($0.value)) }
    for member in members {
      if let hook = RecipeHook(rawValue: member.name.text), Self.scripts.contains(hook) {
        hooks[hook] = RecipeScript(fileName: "\(fileName)/\(member.name)", bytes: member.bytes)
      } else if member.name == "conffiles" {
        take(conffiles: member)
      } else if member.name != "control", member.name != "md5sums" {
        self.members.append(member)
      }
    }
  }

  private static let scripts: Set<RecipeHook> = [.beforeInstall, .afterInstall, .beforeRemove, .afterRemove]

  /// Lines with flags, such as `remove-on-upgrade`, name files that the package does not have; they are kept as they are.
  private mutating func take(conffiles member: PackageRecipe.ControlMember) {
    let lines = ByteString(member.bytes).split(on: ASCII.newline).filter { !$0.isEmpty }
    conffiles += lines.filter { $0.bytes.first == ASCII.slash }
    let flagged = lines.filter { $0.bytes.first != ASCII.slash }
    guard !flagged.isEmpty else { return }
    let bytes = flagged.flatMap { $0.bytes + [ASCII.newline] }
    members.append(PackageRecipe.ControlMember(name: "conffiles", bytes: bytes, permissions: 0o644))
  }

  /// The value of a field; names of fields have no case.
  package subscript(name: String) -> String? { fields.first { $0.isNamed(name) }?.value }

  /// The relations of a field, one by one.
  package func relations(_ field: RelationField) -> [String] {
    (self[field.fieldName] ?? "").split(separator: ",").compactMap { part in
      let words = part.split(whereSeparator: \.isWhitespace)
      return words.isEmpty ? nil : words.joined(separator: " ")
    }
  }

  /// The fields that no flag of fpm's replaces, in order.
  package var otherFields: [PackageRecipe.Field] {
    let handled =
      [
        "Package", "Version", "Architecture", "Maintainer", "Installed-Size", "Section", "Priority", "Homepage",
        "Description",
      ] + RelationField.allCases.map(\.fieldName)
    return fields.filter { field in !handled.contains { field.isNamed($0) } }
  }

  /// The value as free text: the blank before folded lines is gone, and ` .` is an empty line.
  private static func unfolded(_ value: String) -> String {
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      if index == 0 { return String(line) }
      return line == " ." ? "" : String(line.dropFirst())
    }.joined(separator: "\n")
  }
}

extension PackageRecipe.Field {
  /// Whether the field has this name, whatever the case of its letters.
  package func isNamed(_ other: String) -> Bool { name.lowercased() == other.lowercased() }
}
