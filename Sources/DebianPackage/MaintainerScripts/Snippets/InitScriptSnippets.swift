extension InitScript {
  /// Its path.
  private var path: String { "/etc/init.d/" + name }

  /// The condition under which the script can be run: not while another root is filled, and only while the
  /// administrator has not taken its execute permission away.
  private var isRunnable: String { "[ -z \"${DPKG_ROOT:-}\" ] && [ -x \(path) ]" }

  private func invoke(_ action: String, besideUnit: Bool) -> String {
    "invoke-rc.d \(besideUnit ? "--skip-systemd-native " : "")\(name) \(action) || exit 1"
  }

  /// preinst: makes a script that survived the removal of the package runnable again.
  var permitAgain: Snippet {
    let kept = ShellText.installedPath(path)
    return Snippet([
      "if [ \"$1\" = install ] && [ -n \"${2:-}\" ] && [ -e \(kept) ]; then",
      "\tchmod +x \(kept) >/dev/null || true", "fi",
    ])
  }

  /// preinst: stops the service before it is replaced.
  func stopBeforeUpgrade(besideUnit: Bool) -> Snippet? {
    guard start, onUpgrade == .stopThenStart else { return nil }
    return stopping(on: "upgrade", besideUnit: besideUnit)
  }

  /// postinst: registers the script and starts the service.
  func registerAndStart(besideUnit: Bool) -> Snippet {
    let register = "update-rc.d \(name) \(enable ? "defaults" : "defaults-disabled") >/dev/null"
    guard start else {
      return Snippet(
        ShellText.when(
          .configured,
          ["if [ -x \(ShellText.installedPath(path)) ]; then", "\t\(register) || exit 1", "fi"]))
    }
    var lines = [register]
    if onUpgrade == .restart {
      lines += [
        "if [ -n \"${2:-}\" ]; then", "\tpkgwright_action=restart", "else", "\tpkgwright_action=start", "fi",
        invoke("\"$pkgwright_action\"", besideUnit: besideUnit),
      ]
    } else {
      lines.append(invoke("start", besideUnit: besideUnit))
    }
    return Snippet(
      ShellText.when(.configured, ["if \(isRunnable); then"] + ShellText.indented(lines) + ["fi"]))
  }

  /// prerm: stops the service.
  func stopOnRemoval(besideUnit: Bool) -> Snippet? {
    stopOnRemove ? stopping(on: "remove", besideUnit: besideUnit) : nil
  }

  /// postrm: the script stays until a purge, but no longer runs; a purge forgets it.
  var forget: Snippet {
    let kept = ShellText.installedPath(path)
    return Snippet([
      "if [ \"$1\" = remove ] && [ -x \(kept) ]; then", "\tchmod -x \(kept) >/dev/null || true", "fi",
      "if [ \"$1\" = purge ] && [ -z \"${DPKG_ROOT:-}\" ]; then", "\tupdate-rc.d \(name) remove >/dev/null", "fi",
    ])
  }

  private func stopping(on call: String, besideUnit: Bool) -> Snippet {
    Snippet([
      "if [ \"$1\" = \(call) ] && \(isRunnable); then", "\t" + invoke("stop", besideUnit: besideUnit), "fi",
    ])
  }
}
