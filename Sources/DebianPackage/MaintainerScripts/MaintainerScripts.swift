/// The scripts dpkg runs (Debian Policy 6.1).
package enum MaintainerScript: String, Sendable, CaseIterable {
  /// Before the files are unpacked.
  case preinst
  /// When the package is configured.
  case postinst
  /// Before the files are removed or replaced.
  case prerm
  /// After the files were removed or replaced.
  case postrm
}

/// The finished maintainer scripts of a package and what they need.
package struct MaintainerScripts: Sendable, Equatable {
  /// The text of each script; nil if there is nothing to do.
  package var preinst: [UInt8]?
  /// See ``preinst``.
  package var postinst: [UInt8]?
  /// See ``preinst``.
  package var prerm: [UInt8]?
  /// See ``preinst``.
  package var postrm: [UInt8]?
  /// Relations to add to Depends.
  package var depends: [String] = []
  /// Relations to add to Pre-Depends.
  package var preDepends: [String] = []
  /// Lines to add to the control file `triggers`.
  package var triggers: [String] = []

  /// The text of a script.
  package subscript(script: MaintainerScript) -> [UInt8]? {
    get {
      switch script {
      case .preinst: preinst
      case .postinst: postinst
      case .prerm: prerm
      case .postrm: postrm
      }
    }
    set {
      switch script {
      case .preinst: preinst = newValue
      case .postinst: postinst = newValue
      case .prerm: prerm = newValue
      case .postrm: postrm = newValue
      }
    }
  }

  /// Writes the scripts for a plan and the packager's hooks.
  ///
  /// The behaviour is that of debhelper's generated parts (Debian Policy 6.5 to 6.8 and 9.3): every script may be
  /// run again, service actions are left out while another root is filled, and only what must work may fail.
  ///
  /// - A hook with nothing generated beside it is the script, byte for byte.
  /// - In a shell script the line `#DEBHELPER#` is replaced by everything generated.
  /// - Otherwise the hook runs in a process of its own, after what it may rely on (accounts, directories) and
  ///   before what relies on it (services).
  ///
  /// - Throws: every mistake in the plan and the hooks at once.
  package static func assemble(
    plan: ServicePlan, hooks: Hooks = Hooks(), policy: HookPolicy = .native
  ) throws(MaintainerScriptError) -> MaintainerScripts {
    let byPhase = policy.calls == .byPhase || hooks.beforeUpgrade != nil || hooks.afterUpgrade != nil
    let generator = PlanGenerator(plan: plan)
    var problems = plan.problems
    var scripts = MaintainerScripts()
    for script in MaintainerScript.allCases {
      let composition = ScriptComposition(
        script: script, calls: hooks.calls(in: script, byPhase: byPhase), generated: generator.parts(of: script),
        policy: policy, debconf: plan.debconf)
      problems += composition.problems
      scripts[script] = composition.text
    }
    guard problems.isEmpty else { throw MaintainerScriptError(problems: problems) }
    scripts.addRequirements(of: plan)
    if policy.declaresDependencies { scripts.addRequirements(of: hooks) }
    return scripts
  }
}
