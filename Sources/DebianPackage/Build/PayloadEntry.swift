import PackageModel
import Payload

/// What a package puts at one path, and what its action says about it beyond the archive.
struct PayloadEntry {
  /// The entry of the archive. Its time counts only where ``hasTime`` is true.
  var tar: TarEntry
  /// Whether the entry has a time of its own; otherwise it gets the package's.
  var hasTime: Bool
  /// The action's answer to whether the file is a conffile, if it has one.
  var isConffile: Bool?
  /// What the action says about the service that the file starts.
  var service: ServiceAttributes?

  var path: ByteString { tar.name }

  var isRegularFile: Bool {
    switch tar.kind {
    case .file, .hardLink: true
    default: false
    }
  }
}

/// What an action says about the service that its file starts.
struct ServiceAttributes: Equatable {
  var enable = true
  var start = true
  var onUpgrade = UpgradePolicy.restart
}
