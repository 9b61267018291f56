/// What happens to a running service when its package is upgraded.
package enum UpgradePolicy: String, Sendable, CaseIterable {
  /// The old version runs until the new one is configured, then the service is restarted.
  case restart
  /// The service is stopped before the new version is unpacked and started once it is configured.
  case stopThenStart
  /// The old version keeps running; configuring only makes sure that the service is started.
  case keepRunning
}

/// A script below `/etc/init.d` (Debian Policy 9.3).
package struct InitScript: Sendable, Equatable {
  /// The file name below `/etc/init.d`.
  package var name: String
  /// Registered to be started at boot; otherwise registered, but switched off.
  package var enable: Bool
  /// Started when the package is configured.
  package var start: Bool
  /// What happens on an upgrade.
  package var onUpgrade: UpgradePolicy
  /// Stopped when the package is removed.
  package var stopOnRemove: Bool

  /// A script that is enabled, started, restarted on upgrades and stopped on removal unless told otherwise.
  package init(
    name: String, enable: Bool = true, start: Bool = true, onUpgrade: UpgradePolicy = .restart,
    stopOnRemove: Bool = true
  ) {
    self.name = name
    self.enable = enable
    self.start = start
    self.onUpgrade = onUpgrade
    self.stopOnRemove = stopOnRemove
  }
}
