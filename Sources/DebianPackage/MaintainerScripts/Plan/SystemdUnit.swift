/// A systemd unit the package ships.
package struct SystemdUnit: Sendable, Equatable {
  /// Whose service manager the unit belongs to.
  package enum Scope: String, Sendable {
    /// `/usr/lib/systemd/system`
    case system
    /// `/usr/lib/systemd/user`
    case user
  }

  /// The whole unit name, such as `app.service`.
  package var name: String
  /// Whose service manager runs it.
  package var scope: Scope
  /// The unit has an `[Install]` section. Without one there is nothing to enable or to purge.
  package var isInstallable: Bool
  /// Enabled on the first installation. An administrator's later choice is always kept.
  package var enable: Bool
  /// Started when the package is configured.
  package var start: Bool
  /// What happens on an upgrade. A unit that is not started by the package is only restarted if it runs.
  package var onUpgrade: UpgradePolicy
  /// Stopped when the package is removed.
  package var stopOnRemove: Bool

  /// A unit that is enabled, started, restarted on upgrades and stopped on removal unless told otherwise.
  package init(
    name: String, scope: Scope = .system, isInstallable: Bool = true, enable: Bool = true, start: Bool = true,
    onUpgrade: UpgradePolicy = .restart, stopOnRemove: Bool = true
  ) {
    self.name = name
    self.scope = scope
    self.isInstallable = isInstallable
    self.enable = enable
    self.start = start
    self.onUpgrade = onUpgrade
    self.stopOnRemove = stopOnRemove
  }

  /// `app@.service`: it can only be enabled or started as an instance, so the package leaves it alone.
  var isTemplate: Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return name.utf8[..<dot].last == UInt8(ascii: "@")
  }

  /// The name without its type.
  var stem: Substring {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name[...] }
    return name[..<dot]
  }

  /// Whether the text of a unit file has an `[Install]` section (systemd.unit(5)).
  package static func hasInstallSection(_ text: [UInt8]) -> Bool {
    let wanted = Array("[install]".utf8)
    return text.split(separator: UInt8(ascii: "\n")).contains { line in
      let content = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return content.prefix(wanted.count).map { $0 | 0x20 }.elementsEqual(wanted.map { $0 | 0x20 })
    }
  }
}
