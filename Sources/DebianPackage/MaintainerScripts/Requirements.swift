extension MaintainerScripts {
  /// Adds what the generated parts of a plan need from other packages.
  mutating func addRequirements(of plan: ServicePlan) {
    if plan.users.contains(where: { $0.creation == .beforeUnpacking }) { add("adduser", to: \.preDepends) }
    if plan.users.contains(where: { $0.creation == .afterUnpacking }) || !plan.groups.isEmpty {
      add("adduser", to: \.depends)
    }
    if plan.initScripts.contains(where: { plan.besideUnit($0) && ($0.start || $0.stopOnRemove) }) {
      // prerm of the old version may already pass --skip-systemd-native.
      add("init-system-helpers (>= 1.54~)", to: \.preDepends)
    }
    if plan.initScripts.contains(where: { !$0.enable }) { add("init-system-helpers (>= 1.51)", to: \.depends) }
    if !plan.sysusers.isEmpty {
      add("systemd | systemd-standalone-sysusers | systemd-sysusers", to: \.depends)
    }
    if plan.debconf { add(HookRequirements.debconf, to: \.depends) }
    if plan.refreshesLinkerCache { triggers.append("activate-noawait ldconfig") }
  }

  /// Adds what hooks need: before the package is unpacked for those of preinst, nothing for those of postrm, which
  /// may run when only essential packages are left.
  mutating func addRequirements(of hooks: Hooks) {
    for hook in [hooks.beforeInstall, hooks.beforeUpgrade].compactMap(\.self) {
      HookRequirements.relations(of: hook).forEach { add($0, to: \.preDepends) }
    }
    for hook in [hooks.afterInstall, hooks.afterUpgrade, hooks.beforeRemove].compactMap(\.self) {
      HookRequirements.relations(of: hook).forEach { add($0, to: \.depends) }
    }
  }

  /// What has to be there before unpacking need not be asked for a second time.
  private mutating func add(_ relation: String, to field: WritableKeyPath<Self, [String]>) {
    let isKnown = self[keyPath: field].contains(relation) || preDepends.contains(relation)
    if !isKnown { self[keyPath: field].append(relation) }
    depends.removeAll { preDepends.contains($0) }
  }
}
