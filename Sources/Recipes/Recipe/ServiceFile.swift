package import PackageModel

/// A file that belongs to a service and has a place of its own in the package.
package struct ServiceFile: Hashable, Sendable {
  /// What the file is.
  package enum Role: Hashable, Sendable {
    /// A script for `/etc/init.d`.
    case initScript
    /// Settings for `/etc/default`.
    case settings
    /// A job for `/etc/init`.
    case upstartJob
    /// A unit of systemd.
    case unit
  }

  package var role: Role
  /// The file on disk.
  package var source: ByteString
  /// The content, where it does not come from a file on disk.
  package var text: [UInt8]?
  /// The path in the package.
  package var path: ByteString
  /// Whether the file is run though it is no init script, as the run script of a supervisor is.
  package var isProgram = false
  /// Whether the service is enabled when it is installed.
  package var isEnabled: Bool
  /// Whether the service is started when it is installed.
  package var isStarted: Bool
  /// Whether the running service is restarted when it is upgraded.
  package var isRestarted: Bool

  package init(
    _ role: Role, source: ByteString, path: ByteString, isEnabled: Bool = true, isStarted: Bool = true,
    isRestarted: Bool = true
  ) {
    self.role = role
    self.source = source
    self.path = path
    self.isEnabled = isEnabled
    self.isStarted = isStarted
    self.isRestarted = isRestarted
  }

  /// The permission bits of the file in the package.
  package var permissions: UInt32 { role == .initScript || isProgram ? 0o755 : 0o644 }

  /// Whether the package registers the service.
  package var isRegistered: Bool { role == .initScript || role == .unit }
}
