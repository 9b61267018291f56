package import PackageModel

/// What an action must say before it can be published, beyond what its grammar asks for (pkg(7), "Actions").
package enum ActionValidation {
  /// What is wrong with an action; nothing where it may be published.
  package static func problems(of action: Action) -> [String] {
    let problems: [String] =
      switch action.kind {
      case .file, .dir: modeProblems(action) + accountProblems(action)
      case .link, .hardlink: linkProblems(action)
      case .depend: dependencyProblems(action)
      case .user: required("group", action)
      default: []
      }
    return problems + conditionProblems(action)
  }

  private static func required(_ name: ByteString, _ action: Action) -> [String] {
    guard let entry = action.attributes.entry(name), !entry.values[0].isEmpty else { return ["\(name) is required"] }
    return entry.values.count > 1 ? ["\(name) may only be specified once"] : []
  }

  private static func modeProblems(_ action: Action) -> [String] {
    let form = "value must be of the form '644', '0644', or '04755'"
    guard let entry = action.attributes.entry("mode") else { return ["mode is required; \(form)"] }
    guard entry.values.count == 1 else { return ["mode may only be specified once"] }
    var digits = entry.values[0]
    // Python's way to write an octal number is accepted.
    if let rest = digits.dropping(prefix: "0o") { digits = "0" + rest }
    let isOctal = digits.bytes.allSatisfy { (0x30...0x37).contains($0) }
    guard isOctal, (3...5).contains(digits.count), digits.count < 5 || digits.bytes[0] == ASCII.zero else {
      return ["'\(entry.values[0])' is not a valid mode; \(form)"]
    }
    return []
  }

  private static func accountProblems(_ action: Action) -> [String] {
    required("owner", action) + required("group", action)
  }

  private static func linkProblems(_ action: Action) -> [String] {
    var problems = required("target", action)
    guard action.kind == .link else { return problems }
    let names: [ByteString] = ["mediator", "mediator-version", "mediator-implementation", "mediator-priority"]
    for name in names where action.attributes.values(name).count > 1 {
      problems.append("\(name) may only be specified once")
    }
    let isMediated = action.attributes.contains("mediator")
    if isMediated, !action.attributes.contains("mediator-version"),
      !action.attributes.contains("mediator-implementation")
    {
      problems.append("a mediator-version or mediator-implementation must be provided if mediator is specified")
    }
    if !isMediated, names.contains(where: { action.attributes.contains($0) }) {
      problems.append(
        "a mediator must be provided when mediator-version, mediator-implementation, or "
          + "mediator-priority is specified")
    }
    if let version = action.attributes["mediator-version"], PackageVersion.Numbers(version) == nil {
      problems.append("mediator-version: Bad Version: \(version)")
    }
    return problems
  }

  private static let dependencyTypes: Set<ByteString> = [
    "conditional", "exclude", "group", "group-any", "incorporate", "optional", "origin", "parent", "require",
    "require-any",
  ]

  private static func dependencyProblems(_ action: Action) -> [String] {
    var problems = required("type", action)
    let type = action.attributes["type"] ?? ""
    if problems.isEmpty, !dependencyTypes.contains(type) { problems.append("Unknown type (\(type)) in depend action") }
    for text in action.attributes.values("fmri") + action.attributes.values("predicate") {
      do throws(InvalidFMRI) {
        _ = try FMRI(parsing: text)
      } catch {
        problems.append("invalid fmri attribute: \(error)")
      }
    }
    if type == "conditional" {
      problems += required("predicate", action)
    } else if action.attributes.contains("predicate") {
      problems.append("a predicate may only be specified for conditional dependencies")
    }
    if action.attributes.values("fmri").count > 1, type != "require-any", type != "group-any" {
      problems.append("Dependency type '\(type)' does not allow several fmri attributes")
    }
    return problems
  }

  private static func conditionProblems(_ action: Action) -> [String] {
    guard action.kind != .set else { return [] }
    return action.attributes.entries.filter {
      $0.values.count > 1 && ($0.name.hasPrefix("variant.") || $0.name.hasPrefix("facet."))
    }.map { "\($0.name) may only be specified once" }
  }
}
