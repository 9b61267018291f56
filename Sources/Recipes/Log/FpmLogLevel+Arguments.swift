import PackageModel

extension FpmLogLevel {
  /// The level that a command line asks for.
  package init(_ arguments: FpmArguments) throws(FpmUsageError) {
    if let name = arguments.text(.log) {
      guard let level = Self.allCases.first(where: { $0 != .fatal && $0.name == name.lowercased() }) else {
        throw FpmUsageError(
          "--log: '\(name)' is not a level", at: arguments.occurrence(.log)?.location,
          remedy: "use one of error, warn, info and debug")
      }
      self = level
    } else {
      self = arguments.isOn(.debug) ? .debug : arguments.isOn(.verbose) ? .info : .warn
    }
  }
}
