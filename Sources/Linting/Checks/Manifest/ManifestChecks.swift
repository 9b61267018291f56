/// The checks that look at a manifest as a whole, in the order in which they run.
enum ManifestChecks {
  static let all = [
    bogusDescription, duplicateDependencies, duplicateLicenses, duplicateSets, classification, suppressions,
    missingSummary, missingServiceName, clashingNames, obsoletion, renames, variants,
  ]
}
