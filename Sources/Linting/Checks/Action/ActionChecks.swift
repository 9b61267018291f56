import PackageModel

/// The checks that look at one action at a time, in the order in which they run.
enum ActionChecks {
  static let all = [
    programBits, obsoleteDependency, facetValue, legacy, licensePath, suppressions, packageActuator, underscores,
    unknownKind, unusualMode, userName, validFMRI, publication, incorporatedVersion,
  ]

  static let everyKind = Set(ActionKind.allCases)
}
