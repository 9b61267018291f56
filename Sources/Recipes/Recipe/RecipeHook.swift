package import PackageModel

/// When a script of the packager runs.
package enum RecipeHook: String, CaseIterable, Hashable, Sendable {
  case beforeInstall = "preinst"
  case afterInstall = "postinst"
  case beforeRemove = "prerm"
  case afterRemove = "postrm"
  case beforeUpgrade = "before-upgrade"
  case afterUpgrade = "after-upgrade"
  case afterPurge = "after-purge"

  /// The name of the hook among the members of the control archive.
  package var memberName: ByteString { ByteString(rawValue) }
}

/// A script of the packager.
package struct RecipeScript: Hashable, Sendable {
  /// The file it was read from.
  package var fileName: String
  package var bytes: [UInt8]

  package init(fileName: String, bytes: [UInt8]) {
    self.fileName = fileName
    self.bytes = bytes
  }
}
