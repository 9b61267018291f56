/// The packager's own scripts.
package struct Hooks: Sendable, Equatable {
  /// Runs before the files are unpacked.
  package var beforeInstall: HookScript?
  /// Runs when the package is configured.
  package var afterInstall: HookScript?
  /// Runs before the files are removed.
  package var beforeRemove: HookScript?
  /// Runs after the files were removed.
  package var afterRemove: HookScript?
  /// Runs instead of ``beforeInstall`` when an older version is there; gets that version as its argument.
  package var beforeUpgrade: HookScript?
  /// Runs instead of ``afterInstall`` when an older version was there; gets that version as its argument.
  package var afterUpgrade: HookScript?
  /// Runs when the package is purged.
  package var afterPurge: HookScript?

  /// Hooks; by default none.
  package init(
    beforeInstall: HookScript? = nil, afterInstall: HookScript? = nil, beforeRemove: HookScript? = nil,
    afterRemove: HookScript? = nil, beforeUpgrade: HookScript? = nil, afterUpgrade: HookScript? = nil,
    afterPurge: HookScript? = nil
  ) {
    self.beforeInstall = beforeInstall
    self.afterInstall = afterInstall
    self.beforeRemove = beforeRemove
    self.afterRemove = afterRemove
    self.beforeUpgrade = beforeUpgrade
    self.afterUpgrade = afterUpgrade
    self.afterPurge = afterPurge
  }
}

/// How hooks become maintainer scripts.
package struct HookPolicy: Sendable, Equatable {
  /// When a hook is called.
  package enum Calls: Sendable, Equatable {
    /// By phase if there is a hook for upgrades, otherwise on every call of the maintainer script.
    case automatic
    /// Only when its name fits the call: an install hook on installation, an upgrade hook on upgrade.
    case byPhase
  }

  /// When hooks are called.
  package var calls: Calls
  /// A hook without a `#!` line is an error; otherwise `/bin/sh` runs it, as dpkg would.
  package var requireInterpreter: Bool
  /// A line `#DEBHELPER#` is dropped even if there is nothing to put in its place.
  package var dropsUnusedToken: Bool
  /// Hooks that are shell scripts and part of a composed script run with `-e`.
  package var errorChecks: Bool
  /// What hooks use (adduser, debconf, a Python interpreter) is added to the dependencies.
  package var declaresDependencies: Bool

  /// A policy.
  package init(
    calls: Calls = .automatic, requireInterpreter: Bool = true, dropsUnusedToken: Bool = true,
    errorChecks: Bool = false, declaresDependencies: Bool = true
  ) {
    self.calls = calls
    self.requireInterpreter = requireInterpreter
    self.dropsUnusedToken = dropsUnusedToken
    self.errorChecks = errorChecks
    self.declaresDependencies = declaresDependencies
  }

  /// The native commands' policy.
  package static let native = HookPolicy()
  /// What users of fpm expect: hooks are taken as they are.
  package static let fpm = HookPolicy(
    requireInterpreter: false, dropsUnusedToken: false, declaresDependencies: false)
}
