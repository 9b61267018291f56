package import PackageModel

/// Turns relations as fpm's users write them into those of Debian.
///
/// Names become lower-case with hyphens, `<` and `>` are strict, `~>` becomes a range, and `!=` becomes a Breaks on the
/// unwanted version. Several packages may stand in one relation, separated by commas or bars.
package struct RelationFixer {
  /// The relations of all fields, in order.
  package private(set) var relations: [RelationField: [String]] = [:]
  private let ignoresRevisions: Bool
  private let log: FpmLog

  /// Makes a fixer.
  ///
  /// - Parameters:
  ///   - ignoresRevisions: `= 1.2` allows every revision of that version.
  ///   - log: is told what is changed.
  package init(ignoresRevisions: Bool = false, log: FpmLog) {
    self.ignoresRevisions = ignoresRevisions
    self.log = log
  }

  /// Adds a relation to a field.
  ///
  /// - Throws: a diagnostic where the text is no relation or cannot be said in that field.
  package mutating func add(_ text: String, to field: RelationField) throws(Diagnostic) {
    for part in text.split(separator: ",", omittingEmptySubsequences: true) {
      do throws(LooseRelation.Mistake) {
        try addConjunct(String(part), to: field)
      } catch {
        throw Diagnostic(.error, "\(field.fieldName): \(error.message)", remedy: error.remedy)
      }
    }
  }

  private mutating func addConjunct(_ text: String, to field: RelationField) throws(LooseRelation.Mistake) {
    var alternatives: [LooseRelation] = []
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      let trimmed = part.drop(while: \.isWhitespace)
      if trimmed.isEmpty, !text.contains("|") { return }
      if trimmed.hasPrefix("/") || trimmed.hasPrefix("rpmlib") {
        log.warn("Dropping '\(trimmed)' from \(field.fieldName): it names no Debian package")
        continue
      }
      alternatives.append(try fixed(LooseRelation(parsing: String(part)), in: field))
    }
    guard !alternatives.isEmpty else { return }
    guard alternatives.count == 1 || field.allowsAlternatives else {
      throw .init(
        message: "'\(text)' offers a choice, which this field does not allow", remedy: "give each package on its own")
    }
    if alternatives.count == 1, alternatives[0].comparison == .notEqual, field == .depends || field == .preDepends {
      var unwanted = alternatives[0]
      unwanted.comparison = .equal
      relations[.breaks, default: []].append(unwanted.text)
      return
    }
    var conjunctions: [[LooseRelation]] = [[]]
    for alternative in alternatives {
      let expanded = try expand(alternative, in: field)
      // a | (b and c) is (a | b) and (a | c).
      conjunctions = conjunctions.flatMap { prefix in expanded.map { prefix + $0 } }
      guard conjunctions.count <= 64 else {
        throw .init(message: "'\(text)' has too many ranges", remedy: "write them with << and >=")
      }
    }
    for choice in conjunctions {
      relations[field, default: []].append(choice.map(\.text).joined(separator: " | "))
    }
  }

  private func fixed(
    _ relation: LooseRelation, in field: RelationField
  ) throws(LooseRelation.Mistake) -> LooseRelation {
    var result = relation
    if relation.name.utf8.contains(where: ASCII.isUpper) {
      result.name = relation.name.lowercased()
      log.warn("Downcasing '\(relation.name)' in \(field.fieldName), since names of Debian packages have no capitals")
    }
    if (result.name + result.version).utf8.contains(ASCII.underscore) {
      log.warn("Replacing underscores of '\(relation.name)' in \(field.fieldName) by hyphens")
      result.name = String(result.name.map { $0 == "_" ? "-" : $0 })
      result.version = String(result.version.map { $0 == "_" ? "-" : $0 })
    }
    guard Self.isName(result.name) else {
      throw .init(
        message: "'\(result.name)' is not the name of a package",
        remedy: "names have small letters, digits and + - . and begin with a letter or digit")
    }
    if result.comparison != nil, let problem = DebianVersion.problem(result.version) {
      throw .init(
        message: "'\(result.version)' is not a version: \(problem)", remedy: "versions look like 1.2 or 1:2.3-4")
    }
    if field == .provides, let comparison = result.comparison, comparison != .equal {
      throw .init(
        message: "'\(result.name) \(comparison.rawValue) \(result.version)': only exact versions can be provided",
        remedy: "write '\(result.name) = VERSION' or only the name")
    }
    return result
  }

  /// What a relation becomes: a conjunction of choices.
  private func expand(
    _ relation: LooseRelation, in field: RelationField
  ) throws(LooseRelation.Mistake) -> [[LooseRelation]] {
    func with(_ comparison: LooseRelation.Comparison, _ version: String) -> LooseRelation {
      LooseRelation(name: relation.name, comparison: comparison, version: version)
    }
    switch relation.comparison {
    case .notEqual where field.allowsAlternatives:
      return [[with(.earlier, relation.version), with(.later, relation.version)]]
    case .notEqual:
      return [[with(.earlier, relation.version)], [with(.later, relation.version)]]
    case .pessimistic where field.allowsAlternatives:
      return [
        [with(.laterOrEqual, relation.version)],
        [with(.earlier, VersionRange.endOfPessimisticRange(relation.version))],
      ]
    case .pessimistic:
      throw .init(
        message: "'\(relation.name) ~> \(relation.version)' is a range, which this field cannot express",
        remedy: "use <<, <=, =, >= or >>")
    case .equal where ignoresRevisions && field.allowsAlternatives:
      return [
        [with(.laterOrEqual, relation.version)],
        [with(.earlier, VersionRange.next(after: relation.version))],
      ]
    default:
      return [[relation]]
    }
  }

  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts[0].utf8.first, ASCII.isAlphanumeric(first) else { return false }
    let isPlain = parts[0].utf8.allSatisfy {
      ASCII.isLower($0) || ASCII.isDigit($0) || $0 == ASCII.plus || $0 == ASCII.hyphen || $0 == ASCII.dot
    }
    guard isPlain else { return false }
    return parts.count == 1
      || !parts[1].isEmpty && parts[1].utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }
  }
}

extension LooseRelation {
  /// The relation in Debian's form.
  fileprivate var text: String { comparison.map { "\(name) (\($0.rawValue) \(version))" } ?? name }
}
