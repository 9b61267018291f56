/// Compares a value with the parts of the SARIF 2.1.0 schema (OASIS) that our reports use: which members there may be, which
/// there must be, and what they hold.
struct SARIFChecker {
  private indirect enum Shape: Sendable {
    case text
    case oneOf([String])
    case number(from: Int)
    case list(Shape)
    case texts
    case object(required: [String], members: [String: Shape])
    case dictionaryOfTexts
  }

  private static let message = Shape.object(required: [], members: ["text": .text, "markdown": .text, "id": .text])
  private static let multiformat = Shape.object(required: ["text"], members: ["text": .text, "markdown": .text])
  private static let region = Shape.object(
    required: [],
    members: [
      "startLine": .number(from: 1), "startColumn": .number(from: 1), "endLine": .number(from: 1),
      "endColumn": .number(from: 1), "snippet": .object(required: [], members: ["text": .text]),
    ])
  private static let artifact = Shape.object(required: [], members: ["uri": .text, "uriBaseId": .text])
  private static let physical = Shape.object(
    required: [], members: ["artifactLocation": artifact, "region": region])
  private static let location = Shape.object(
    required: [], members: ["id": .number(from: -1), "physicalLocation": physical, "message": message])
  private static let levels = Shape.oneOf(["none", "note", "warning", "error"])
  private static let rule = Shape.object(
    required: ["id"],
    members: [
      "id": .text, "name": .text, "shortDescription": multiformat, "fullDescription": multiformat, "help": multiformat,
      "defaultConfiguration": .object(required: [], members: ["level": levels]),
      "properties": .object(required: [], members: ["tags": .texts]),
    ])
  private static let replacement = Shape.object(
    required: ["deletedRegion"],
    members: ["deletedRegion": region, "insertedContent": .object(required: [], members: ["text": .text])])
  private static let fix = Shape.object(
    required: ["artifactChanges"],
    members: [
      "description": message,
      "artifactChanges": .list(
        .object(
          required: ["artifactLocation", "replacements"],
          members: ["artifactLocation": artifact, "replacements": .list(replacement)])),
    ])
  private static let result = Shape.object(
    required: ["message"],
    members: [
      "ruleId": .text, "ruleIndex": .number(from: -1), "level": levels, "message": message,
      "locations": .list(location), "relatedLocations": .list(location), "partialFingerprints": .dictionaryOfTexts,
      "suppressions": .list(
        .object(
          required: ["kind"], members: ["kind": .oneOf(["inSource", "external"]), "justification": .text])),
      "fixes": .list(fix),
    ])
  private static let run = Shape.object(
    required: ["tool"],
    members: [
      "tool": .object(
        required: ["driver"],
        members: [
          "driver": .object(
            required: ["name"], members: ["name": .text, "version": .text, "rules": .list(rule)])
        ]),
      "columnKind": .oneOf(["utf16CodeUnits", "unicodeCodePoints"]),
      "results": .list(result),
    ])
  private static let log = Shape.object(
    required: ["version", "runs"],
    members: ["$schema": .text, "version": .oneOf(["2.1.0"]), "runs": .list(run)])

  /// What is wrong, with the places in the document.
  func problems(in value: Any) -> [String] {
    check(value, Self.log, "$") + references(value)
  }

  private func check(_ value: Any, _ shape: Shape, _ path: String) -> [String] {
    switch shape {
    case .text: return value is String ? [] : ["\(path) is no text"]
    case .oneOf(let words): return (value as? String).map(words.contains) == true ? [] : ["\(path) is none of \(words)"]
    case .number(let least):
      return (value as? Int).map { $0 >= least } == true ? [] : ["\(path) is no number from \(least)"]
    case .texts: return value is [String] ? [] : ["\(path) is no list of texts"]
    case .dictionaryOfTexts: return value is [String: String] ? [] : ["\(path) has values that are no texts"]
    case .list(let shape):
      guard let list = value as? [Any] else { return ["\(path) is no list"] }
      return list.enumerated().flatMap { check($0.element, shape, "\(path)[\($0.offset)]") }
    case .object(let required, let members):
      guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
      let missing = required.filter { object[$0] == nil }.map { "\(path).\($0) is missing" }
      return missing
        + object.sorted { $0.key < $1.key }.flatMap { name, value in
          members[name].map { check(value, $0, "\(path).\(name)") } ?? ["\(path).\(name) is unknown"]
        }
    }
  }

  /// Rules that results name must be there, and regions must not end before they begin.
  private func references(_ value: Any) -> [String] {
    let runs = (value as? [String: Any])?["runs"] as? [[String: Any]] ?? []
    return runs.flatMap { run -> [String] in
      let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
      let rules = (driver?["rules"] as? [[String: Any]] ?? []).map { $0["id"] as? String }
      let results = run["results"] as? [[String: Any]] ?? []
      var problems = Set(rules).count == rules.count ? [] : ["rules are given twice"]
      for result in results {
        let index = result["ruleIndex"] as? Int ?? -1
        if !rules.indices.contains(index) || rules[index] != result["ruleId"] as? String {
          problems.append("rule \(index) is not \(result["ruleId"] ?? "none")")
        }
        for location in result["locations"] as? [[String: Any]] ?? [] {
          let region = (location["physicalLocation"] as? [String: Any])?["region"] as? [String: Any]
          if let start = region?["startColumn"] as? Int, let end = region?["endColumn"] as? Int, end <= start {
            problems.append("a region ends before it begins")
          }
        }
      }
      return problems
    }
  }
}
