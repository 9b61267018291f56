import PackageModel

/// What a run does and with which parameters.
package struct LintSettings: Sendable {
  /// The ids of checks that are left out.
  package var excluded: Set<String> = []
  /// Whether checks run that make sense only for what is about to be published.
  package var checksPublication = true
  /// Values by key, as in `pkglint.action014.report_errors`.
  package var parameters: [String: String] = [:]
  /// The classes that packages may be put into.
  package var classification: Classification = .builtIn

  /// What the packages are meant for, where that is asked.
  package var targets: Set<MappingTarget> = []

  package init() {}

  /// A parameter of a check: that of the package, of the action or of the configuration, in this order of weight.
  func parameter(_ key: String, action: LintAction, package: LintPackage) -> String? {
    let name = ByteString("pkg.lint." + key)
    let inAction = action.value.attributes.entry(name)
    let entry = package.attribute(name) ?? inAction
    if let entry, entry.isList || !entry.values[0].isEmpty {
      return entry.values.map(\.text).joined(separator: " ")
    }
    guard let value = parameters[key], !value.isEmpty else { return nil }
    return String(value.map { $0 == "\n" ? " " : $0 })
  }
}
