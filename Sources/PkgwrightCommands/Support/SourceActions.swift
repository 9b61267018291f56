import DebianPackage
import PackageModel
import Staging

/// Makes the actions of whatever a command is given: a directory, a tar archive, a Debian package or an SVR4 package.
struct SourceActions {
  private let options: GenerateOptions

  init(_ options: GenerateOptions) {
    self.options = options
  }

  /// Gives the actions of a source to a function that may throw whatever it likes.
  func generate(_ path: ByteString, taking take: (Action) throws -> Void) throws -> ManifestGenerator.Report {
    let source = try PackageSource(path)
    if case .archive = source, DebFile.isPackage(path) {
      try DebFile(path).actions(
        timestamp: { options.timestamp($0, FileTime(seconds: $1)) }, emit: take)
      return ManifestGenerator.Report()
    }
    var failure: (any Error)?
    do throws(StagingError) {
      return try ManifestGenerator(options).generate(source) { (action) throws(StagingError) in
        do {
          try take(action)
        } catch {
          failure = error
          throw .cancelled
        }
      }
    } catch {
      throw failure ?? error
    }
  }
}
