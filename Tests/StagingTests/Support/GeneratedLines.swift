import PackageModel
import Staging

/// The actions of a source as they are printed.
func generated(_ path: ByteString, _ options: GenerateOptions = GenerateOptions()) throws -> [String] {
  var lines: [String] = []
  _ = try ManifestGenerator(options).generate(PackageSource(path)) { (action) throws(StagingError) in
    lines.append(action.line().text)
  }
  return lines
}

/// What became of a source besides its actions.
func report(_ path: ByteString, _ options: GenerateOptions = GenerateOptions()) throws -> ManifestGenerator.Report {
  try ManifestGenerator(options).generate(PackageSource(path)) { (_) throws(StagingError) in }
}
