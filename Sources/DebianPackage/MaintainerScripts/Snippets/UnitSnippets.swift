import PackageModel

/// Snippets for systemd units. Failures of the service manager never fail a maintainer script.
enum UnitSnippets {
  private static func names(_ units: [SystemdUnit]) -> String {
    units.map { ShellWord.quoted($0.name) }.joined(separator: " ")
  }

  private static func flag(_ scope: SystemdUnit.Scope) -> String { scope == .user ? "--user " : "" }

  private static let isRunning = "[ -z \"${DPKG_ROOT:-}\" ] && [ -d /run/systemd/system ]"

  private static func reload(_ scope: SystemdUnit.Scope) -> String {
    "systemctl \(scope == .user ? "--global" : "--system") daemon-reload >/dev/null || true"
  }

  /// preinst: stops units before they are replaced.
  static func stopBeforeUpgrade(_ units: [SystemdUnit], _ scope: SystemdUnit.Scope) -> Snippet? {
    stopping(units.filter { $0.onUpgrade == .stopThenStart }, scope, on: "upgrade")
  }

  /// prerm: stops units.
  static func stopOnRemoval(_ units: [SystemdUnit], _ scope: SystemdUnit.Scope) -> Snippet? {
    stopping(units.filter(\.stopOnRemove), scope, on: "remove")
  }

  /// postinst: enables a unit, keeping what an administrator has chosen since.
  ///
  /// A removal by an older package may have left it masked, hence unmask. `was-enabled` is true for a unit
  /// that is new; otherwise it tells whether the unit is still as the package enabled it.
  static func enable(_ unit: SystemdUnit) -> Snippet {
    let helper = "deb-systemd-helper \(flag(unit.scope))"
    let name = ShellWord.quoted(unit.name)
    let unmask = "\(helper)unmask \(name) >/dev/null || true"
    let enableIfStillWanted = [
      "if \(helper)--quiet was-enabled \(name); then", "\t\(helper)enable \(name) >/dev/null || true",
    ]
    let remember = "\(helper)update-state \(name) >/dev/null || true"
    var lines: [String]
    if unit.enable {
      lines = [unmask] + enableIfStillWanted + ["else", "\t" + remember, "fi"]
    } else {
      lines =
        ["if \(helper)debian-installed \(name); then"] + ShellText.indented([unmask] + enableIfStillWanted + ["fi"])
        + ["fi", remember]
    }
    if unit.scope == .user {
      lines = ["if [ -z \"${DPKG_ROOT:-}\" ]; then"] + ShellText.indented(lines) + ["fi"]
    }
    return Snippet(ShellText.when(.configured, lines))
  }

  /// postinst: loads the new unit files, then starts or restarts what is to run.
  static func start(_ units: [SystemdUnit], _ scope: SystemdUnit.Scope) -> Snippet? {
    let invoke = "deb-systemd-invoke \(flag(scope))"
    let restarted = units.filter { $0.start && $0.onUpgrade == .restart }
    let started = units.filter { $0.start && $0.onUpgrade != .restart }
    let refreshed = units.filter { !$0.start && $0.onUpgrade == .restart }
    guard !restarted.isEmpty || !started.isEmpty || !refreshed.isEmpty else { return nil }
    var lines = [reload(scope)]
    if !restarted.isEmpty {
      lines += [
        "if [ -n \"${2:-}\" ]; then", "\tpkgwright_action=restart", "else", "\tpkgwright_action=start", "fi",
        "\(invoke)\"$pkgwright_action\" \(names(restarted)) >/dev/null || true",
      ]
    }
    if !started.isEmpty {
      lines.append("\(invoke)start \(names(started)) >/dev/null || true")
    }
    if !refreshed.isEmpty {
      lines += [
        "if [ -n \"${2:-}\" ]; then", "\t\(invoke)try-restart \(names(refreshed)) >/dev/null || true", "fi",
      ]
    }
    return Snippet(
      ShellText.when(.configured, ["if \(isRunning); then"] + ShellText.indented(lines) + ["fi"]))
  }

  /// postrm: the service manager forgets the removed files.
  static func reloadAfterRemoval(_ scope: SystemdUnit.Scope) -> Snippet {
    Snippet(["if [ \"$1\" = remove ] && \(isRunning); then", "\t" + reload(scope), "fi"])
  }

  /// postrm: a purge forgets what was enabled and removes the links.
  static func purge(_ units: [SystemdUnit], _ scope: SystemdUnit.Scope) -> Snippet? {
    let installable = units.filter(\.isInstallable)
    guard !installable.isEmpty else { return nil }
    return Snippet(
      ShellText.when(
        .purge,
        [
          "if command -v deb-systemd-helper >/dev/null; then",
          "\tdeb-systemd-helper \(flag(scope))purge \(names(installable)) >/dev/null || true", "fi",
        ]))
  }

  private static func stopping(
    _ units: [SystemdUnit], _ scope: SystemdUnit.Scope, on call: String
  ) -> Snippet? {
    guard !units.isEmpty else { return nil }
    return Snippet([
      "if [ \"$1\" = \(call) ] && \(isRunning); then",
      "\tdeb-systemd-invoke \(flag(scope))stop \(names(units)) >/dev/null || true", "fi",
    ])
  }
}
