import PackageModel

/// A relation to other packages (Debian Policy 7.1): alternatives, each a package name with conditions.
public struct Relation: Hashable, Sendable {
  /// One alternative of a relation.
  public struct Alternative: Hashable, Sendable {
    /// The package's name.
    public var package: String
    /// The architecture qualifier behind a colon, as in `any`.
    public var qualifier: String?
    /// The comparison of versions.
    public var comparison: Comparison?
    /// The version compared with.
    public var version: String?
  }

  /// How a version is compared (Policy 7.1).
  public enum Comparison: String, Sendable, CaseIterable {
    /// Strictly earlier.
    case strictlyEarlier = "<<"
    /// Earlier or equal.
    case earlierOrEqual = "<="
    /// Exactly equal.
    case equal = "="
    /// Later or equal.
    case laterOrEqual = ">="
    /// Strictly later.
    case strictlyLater = ">>"
  }

  /// The alternatives in order.
  public var alternatives: [Alternative]

  /// The relation as dpkg writes it.
  public var text: String {
    alternatives.map { alternative in
      var text = alternative.package
      if let qualifier = alternative.qualifier { text += ":\(qualifier)" }
      if let comparison = alternative.comparison, let version = alternative.version {
        text += " (\(comparison.rawValue) \(version))"
      }
      return text
    }.joined(separator: " | ")
  }
}

/// What is wrong with the text of a relation field, at which byte.
struct RelationMistake: Error, Hashable {
  var message: String
  var remedy: String
  var offset: Int
}

extension Relation {
  /// Reads a relation field: relations between commas. Obsolete forms are understood and reported through `warnings`.
  static func parse(
    field: String, _ text: String, warnings: inout [RelationMistake]
  ) throws(RelationMistake) -> [Relation] {
    var parser = RelationParser(bytes: Array(text.utf8), field: field)
    let relations = try parser.parse()
    warnings += parser.warnings
    return relations
  }
}

private struct RelationParser {
  let bytes: [UInt8]
  let field: String
  var index = 0
  var warnings: [RelationMistake] = []

  init(bytes: [UInt8], field: String) {
    self.bytes = bytes
    self.field = field
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }
  /// Provides, Conflicts, Breaks and Replaces list packages one by one (Policy 7.1).
  private var allowsAlternatives: Bool {
    !["Provides", "Conflicts", "Breaks", "Replaces", "Enhances"].contains { ControlStanza.same($0, field) }
  }

  mutating func parse() throws(RelationMistake) -> [Relation] {
    var relations: [Relation] = []
    skipBlanks()
    if current == nil { throw mistake("the relation is empty", "remove the field") }
    while true {
      var alternatives = [try alternative()]
      while current == UInt8(ascii: "|") {
        if !allowsAlternatives {
          throw mistake("alternatives (\"|\") are not allowed in \(field)", "write the packages with a comma between")
        }
        index += 1
        skipBlanks()
        alternatives.append(try alternative())
      }
      relations.append(Relation(alternatives: alternatives))
      guard let byte = current else { return relations }
      guard byte == ASCII.comma else {
        throw mistake(
          "syntax error after the reference to package '\(alternatives.last?.package ?? "")'",
          "write a comma between relations")
      }
      index += 1
      skipBlanks()
    }
  }

  private mutating func alternative() throws(RelationMistake) -> Relation.Alternative {
    let start = index
    while let byte = current, !ASCII.isActionBlank(byte), !"(|,:[<".utf8.contains(byte) { index += 1 }
    let name = word(start)
    if name.isEmpty {
      throw mistake("a package name is missing", "write the name of a package before the comma or the version")
    }
    if let reason = PackageName.problem(name) {
      throw mistake("'\(name)' is not a package name: \(reason)", "names look like libssl3 or g++-12", start)
    }
    if PackageName.isTooShort(name) {
      warn("the package name '\(name)' has one character", "Debian Policy wants two", start)
    }
    var result = Relation.Alternative(package: name)
    if current == ASCII.colon {
      index += 1
      let start = index
      while let byte = current, ASCII.isAlphanumeric(byte) || byte == ASCII.hyphen { index += 1 }
      result.qualifier = word(start)
      if start == index { throw mistake("the architecture after the colon is missing", "write \(name):any") }
    }
    skipBlanks()
    if current == UInt8(ascii: "[") || current == UInt8(ascii: "<") {
      throw mistake(
        "restrictions in brackets belong into source packages only", "decide when the package is built")
    }
    if current == ASCII.openParenthesis { try version(of: &result) }
    skipBlanks()
    return result
  }

  private mutating func version(of result: inout Relation.Alternative) throws(RelationMistake) {
    let opening = index
    index += 1
    skipBlanks()
    let start = index
    while let byte = current, byte == ASCII.lessThan || byte == ASCII.greaterThan || byte == ASCII.equals { index += 1 }
    let written = word(start)
    switch written {
    case "<", ">":
      result.comparison = written == "<" ? .earlierOrEqual : .laterOrEqual
      warn("'\(written)' is obsolete", "write '\(written)=' or '\(written)\(written)'", start)
    case "":
      result.comparison = .equal
      warn("an exact version is implied", "write '= VERSION'", start)
    default:
      guard let comparison = Relation.Comparison(rawValue: written) else {
        throw mistake("'\(written)' is no comparison", "use one of <<, <=, =, >=, >>", start)
      }
      result.comparison = comparison
    }
    if ControlStanza.same(field, "Provides"), result.comparison != .equal {
      warn("only exact versions may be used for Provides", "write '= VERSION'", start)
    }
    skipBlanks()
    let versionStart = index
    while let byte = current, byte != ASCII.closeParenthesis, byte != ASCII.comma { index += 1 }
    guard current == ASCII.closeParenthesis else {
      throw mistake("the version is not closed by ')'", "add the parenthesis", opening)
    }
    var end = index
    while end > versionStart, ASCII.isActionBlank(bytes[end - 1]) { end -= 1 }
    let version = String(decoding: bytes[versionStart..<end], as: UTF8.self)
    if let problem = DebianVersion.problem(version) {
      throw mistake("'\(version)' is not a version: \(problem)", "versions look like 1.2-3", versionStart)
    }
    result.version = version
    index += 1
  }

  private mutating func skipBlanks() {
    while let byte = current, ASCII.isActionBlank(byte) { index += 1 }
  }

  private func word(_ start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

  private func mistake(_ message: String, _ remedy: String, _ offset: Int? = nil) -> RelationMistake {
    RelationMistake(message: message, remedy: remedy, offset: offset ?? index)
  }

  private mutating func warn(_ message: String, _ remedy: String, _ offset: Int) {
    warnings.append(RelationMistake(message: message, remedy: remedy, offset: offset))
  }
}
