/// Distributes a plan over the four maintainer scripts.
///
/// postinst and preinst build up, prerm and postrm take down in the reverse order.
struct PlanGenerator {
  /// The plan.
  let plan: ServicePlan

  private static let scopes: [SystemdUnit.Scope] = [.system, .user]

  private func units(_ scope: SystemdUnit.Scope) -> [SystemdUnit] {
    plan.units.filter { $0.scope == scope && !$0.isTemplate }.sorted { $0.name < $1.name }
  }

  /// The generated parts of a script.
  func parts(of script: MaintainerScript) -> GeneratedParts {
    switch script {
    case .preinst: preinst
    case .postinst: postinst
    case .prerm: prerm
    case .postrm: postrm
    }
  }

  private var preinst: GeneratedParts {
    let early = plan.users.filter { $0.creation == .beforeUnpacking }
    return GeneratedParts(
      beforeHook: [SystemSnippets.maintscriptHelper(plan.maintscriptHelperCalls)].compactMap(\.self)
        + early.map { $0.created(in: .unpacking) },
      afterHook: plan.initScripts.map(\.permitAgain)
        + plan.initScripts.compactMap { $0.stopBeforeUpgrade(besideUnit: plan.besideUnit($0)) }
        + Self.scopes.compactMap { UnitSnippets.stopBeforeUpgrade(units($0), $0) })
  }

  private var postinst: GeneratedParts {
    let groups = plan.groups.flatMap(\.creation)
    let early = [
      SystemSnippets.maintscriptHelper(plan.maintscriptHelperCalls),
      groups.isEmpty ? nil : Snippet(ShellText.when(.configured, groups)),
    ]
    return GeneratedParts(
      beforeHook: early.compactMap(\.self)
        + plan.users.map { $0.created(in: .configured) }
        + [SystemSnippets.sysusers(plan.sysusers), SystemSnippets.tmpfiles(plan.tmpfiles)].compactMap(\.self)
        + plan.users.compactMap(\.directories),
      afterHook: plan.alternatives.map(SystemSnippets.offer)
        + plan.initScripts.map { $0.registerAndStart(besideUnit: plan.besideUnit($0)) }
        + Self.scopes.flatMap { scope in
          units(scope).filter(\.isInstallable).map(UnitSnippets.enable)
            + [UnitSnippets.start(units(scope), scope)].compactMap(\.self)
        })
  }

  private var prerm: GeneratedParts {
    GeneratedParts(
      afterHook: Self.scopes.reversed().compactMap { UnitSnippets.stopOnRemoval(units($0), $0) }
        + plan.initScripts.reversed().compactMap { $0.stopOnRemoval(besideUnit: plan.besideUnit($0)) }
        + plan.alternatives.reversed().map(SystemSnippets.withdraw)
        + [SystemSnippets.maintscriptHelper(plan.maintscriptHelperCalls)].compactMap(\.self))
  }

  private var postrm: GeneratedParts {
    let unitSnippets = Self.scopes.reversed().flatMap { scope in
      units(scope).isEmpty
        ? [] : [UnitSnippets.reloadAfterRemoval(scope), UnitSnippets.purge(units(scope), scope)].compactMap(\.self)
    }
    let purge = SystemSnippets.purge(directories: plan.purgeDirectories, files: plan.purgeFiles)
    return GeneratedParts(
      afterHook: plan.initScripts.reversed().map(\.forget) + unitSnippets
        + [SystemSnippets.maintscriptHelper(plan.maintscriptHelperCalls)].compactMap(\.self)
        + (plan.debconf ? [SystemSnippets.purgeDebconf] : []) + [purge].compactMap(\.self)
        + plan.users.reversed().compactMap(\.removal))
  }
}

extension ServicePlan {
  /// Whether the package ships a unit of the script's name, which systemd prefers to the script.
  func besideUnit(_ script: InitScript) -> Bool {
    units.contains { $0.scope == .system && $0.stem == script.name }
  }
}
