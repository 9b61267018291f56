import PackageModel
import Payload

/// What a package puts at one path.
struct PayloadEntry {
  enum Kind {
    case directory
    case file(ContentSource)
    case symbolicLink(target: ByteString)
    /// A second name of the file at another path of the package.
    case hardLink(to: ByteString)
    case fifo
  }

  var path: ByteString
  var kind: Kind
  var mode: UInt32
  var owner: ByteString
  var group: ByteString
  var ownerID: UInt32
  var groupID: UInt32
  /// Seconds since 1970, or `nil` for the time of the package itself.
  var modificationTime: Int64?
  /// The action's answer to whether the file is a conffile, if it has one.
  var isConffile: Bool?
  var service: ServiceAttributes?

  var isSymbolicLink: Bool {
    if case .symbolicLink = kind { true } else { false }
  }

  var isRegularFile: Bool {
    switch kind {
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
