import Mustache
import PackageModel

extension Template {
  /// The template's text with values in the place of its variables.
  ///
  /// - Parameter values: values by name; what is left out has its default.
  /// - Throws: for a variable the template does not take, one that lacks a value, and a value that could not stand
  ///   in the text.
  package func render(_ values: TemplateValues) throws(TemplateError) -> String {
    let context = try context(for: values)
    return Self.fill(text, with: context)
  }

  /// The values of all variables, given or by default, in their order.
  package func resolve(_ values: TemplateValues) throws(TemplateError) -> [(name: String, value: String)] {
    let context = try context(for: values)
    return variables.map { ($0.name, context[$0.name] as? String ?? "") }
  }

  private func context(for values: TemplateValues) throws(TemplateError) -> [String: Any] {
    for name in values.values.keys.sorted() where !variables.contains(where: { $0.name == name }) {
      throw unknown(name)
    }
    var context: [String: Any] = [:]
    for variable in variables {
      guard let value = values[variable.name] ?? variable.defaultValue.map({ Self.fill($0, with: context) }) else {
        throw TemplateError(
          code: .missingVariable, message: "\(rawValue) needs a value for \(variable.name), \(variable.summary)",
          remedy: "give one, for example \(variable.name)=\(variable.example)")
      }
      try variable.check(value)
      context[variable.name] = value
      context.merge(Self.conditions(of: variable, value)) { $1 }
    }
    context["has-commands"] = ["ready-command", "stop-command"].contains { (context[$0] as? String)?.isEmpty == false }
    if let user = context["user"] as? String, let group = context["group"] as? String {
      context["has-own-group"] = user == group
    }
    return context
  }

  private func unknown(_ name: String) -> TemplateError {
    let names = variables.map(\.name)
    let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
    return TemplateError(
      code: .unknownVariable, message: "\(rawValue) takes no variable \"\(name)\"",
      remedy: nearest + "it takes \(names.joined(separator: ", "))")
  }

  /// What a template may ask about a value.
  private static func conditions(of variable: TemplateVariable, _ value: String) -> [String: Any] {
    switch variable.name {
    case "kind": ["is-release": value == "release", "is-daemon": value == "daemon"]
    case "authentication": ["is-password": value == "password", "is-certificate": value == "certificate"]
    case "hardening": ["has-hardening": value == "yes"]
    case "home": below("/var/lib/", value, "state-directory")
    case "log-directory": below("/var/log/", value, "logs-directory")
    default: ["has-\(variable.name)": !value.isEmpty]
    }
  }

  /// systemd makes the directories below its own roots itself.
  private static func below(_ root: String, _ path: String, _ name: String) -> [String: Any] {
    let rest = path.utf8.starts(with: root.utf8) ? String(path.dropFirst(root.utf8.count)) : ""
    return [name: rest, "has-\(name)": !rest.isEmpty]
  }

  /// The texts are ours and every one is rendered by a test, so a syntax error cannot reach a user.
  private static func fill(_ text: String, with context: [String: Any]) -> String {
    _ = ContentTypes.registered
    do {
      return try MustacheTemplate(string: text).render(context)
    } catch {
      preconditionFailure("a template of pkgwright is not Mustache: \(error)")
    }
  }
}
