/// One rule by which a maintainer script calls a hook.
struct HookCall {
  /// What dpkg says about an older version in the second argument.
  enum OlderVersion {
    case ignored
    case absent
    case present
  }

  /// The shell function that carries the hook.
  let function: String
  /// The hook.
  let hook: HookScript
  /// dpkg's first argument, or nil for every call.
  let call: String?
  /// Which calls of that kind are meant.
  let olderVersion: OlderVersion

  /// The lines that call the hook. An upgrade hook gets the older version, every other one dpkg's own arguments.
  var lines: [String] {
    let arguments = olderVersion == .present ? "\"$2\"" : "\"$@\""
    guard let call else { return ["\(function) \(arguments)"] }
    let condition =
      switch olderVersion {
      case .ignored: ""
      case .absent: " && [ -z \"${2:-}\" ]"
      case .present: " && [ -n \"${2:-}\" ]"
      }
    return ["if [ \"$1\" = \(call) ]\(condition); then", "\t\(function) \(arguments)", "fi"]
  }
}

extension Hooks {
  /// The rules of a maintainer script, in order.
  ///
  /// By phase, a package whose configuration is still there counts as an older version, and calls that undo a
  /// failed upgrade run nothing and succeed, so that dpkg can restore the old version. `abort-remove` runs the
  /// install hook, since the hook for removal has run.
  func calls(in script: MaintainerScript, byPhase: Bool) -> [HookCall] {
    func call(
      _ function: String, _ hook: HookScript?, on call: String?, _ olderVersion: HookCall.OlderVersion = .ignored
    ) -> [HookCall] {
      hook.map { [HookCall(function: function, hook: $0, call: call, olderVersion: olderVersion)] } ?? []
    }
    switch (script, byPhase) {
    case (.preinst, false): return call("before_install", beforeInstall, on: nil)
    case (.preinst, true):
      return call("before_install", beforeInstall, on: "install", .absent)
        + call("before_upgrade", beforeUpgrade, on: "install", .present)
        + call("before_upgrade", beforeUpgrade, on: "upgrade", .present)
    case (.postinst, false): return call("after_install", afterInstall, on: nil)
    case (.postinst, true):
      return call("after_install", afterInstall, on: "configure", .absent)
        + call("after_upgrade", afterUpgrade, on: "configure", .present)
        + call("after_install", afterInstall, on: "abort-remove")
    case (.prerm, false): return call("before_remove", beforeRemove, on: nil)
    case (.prerm, true): return call("before_remove", beforeRemove, on: "remove")
    case (.postrm, false):
      return call("after_remove", afterRemove, on: nil) + call("after_purge", afterPurge, on: "purge")
    case (.postrm, true):
      return call("after_remove", afterRemove, on: "remove") + call("after_remove", afterRemove, on: "abort-install")
        + call("after_purge", afterPurge, on: "purge")
    }
  }
}
