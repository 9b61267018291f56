import PackageModel
import Payload
import Staging

/// Finds what a package wants done on the machine it is installed on: from the attributes of its files, its `user` and
/// `group` actions and its package attributes.
struct ServiceDiscovery {
  private(set) var plan = ServicePlan()
  private(set) var findings: [Diagnostic] = []

  init(_ manifest: Manifest, facts: PackageFacts, entries: [PayloadEntry], control: [ByteString: ControlMember]) {
    let derives = facts["deb.scripts"] != "explicit"
    for entry in entries { discover(entry, derives: derives) }
    for item in 0..<manifest.itemCount {
      guard let index = manifest.actionIndex(ofItem: item) else { continue }
      switch manifest.kind(ofAction: index) {
      case .user: addUser(manifest.action(at: index).attributes, manifest.location(ofItem: item))
      case .group: addGroup(manifest.action(at: index).attributes, manifest.location(ofItem: item))
      default: break
      }
    }
    for path in facts.all("deb.purge") {
      if entries.contains(where: { "/" + $0.path.text == path && $0.isRegularFile }) || path.hasSuffix(".log") {
        plan.purgeFiles.append(path)
      } else {
        plan.purgeDirectories.append(path)
      }
    }
    plan.debconf = derives && (control["templates"] != nil || control["config"] != nil)
  }

  private mutating func discover(_ entry: PayloadEntry, derives: Bool) {
    let folder = StagedPath.parent(of: entry.path).text
    let name = StagedPath.name(of: entry.path).text
    switch folder {
    case "usr/lib/tmpfiles.d" where derives && entry.isRegularFile && name.hasSuffix(".conf"):
      plan.tmpfiles.append(name)
    case "usr/lib/sysusers.d" where derives && entry.isRegularFile && name.hasSuffix(".conf"):
      plan.sysusers.append(name)
    default: break
    }
    guard let service = entry.service else { return }
    switch folder {
    case "etc/init.d":
      plan.initScripts.append(
        InitScript(name: name, enable: service.enable, start: service.start, onUpgrade: service.onUpgrade))
    case "lib/systemd/system", "usr/lib/systemd/system", "etc/systemd/system":
      addUnit(name, entry, service, .system)
    case "usr/lib/systemd/user", "etc/systemd/user": addUnit(name, entry, service, .user)
    default:
      if SystemdUnitName.isUnit(name) {
        addUnit(name, entry, service, .system)
      } else {
        findings.append(
          Diagnostic(
            .error, "'\(entry.path)' is neither an init script nor a systemd unit, but is marked as a service",
            remedy: "deliver it below etc/init.d or usr/lib/systemd/system, or remove deb.service.*"))
      }
    }
  }

  private mutating func addUnit(
    _ name: String, _ entry: PayloadEntry, _ service: ServiceAttributes, _ scope: SystemdUnit.Scope
  ) {
    var isInstallable = true
    if let source = entry.tar.content, let text = try? source.bytes(limit: 1 << 20) {
      isInstallable = SystemdUnit.hasInstallSection(text)
    }
    plan.units.append(
      SystemdUnit(
        name: name, scope: scope, isInstallable: isInstallable, enable: service.enable, start: service.start,
        onUpgrade: service.onUpgrade))
  }

  private mutating func addUser(_ attributes: Attributes, _ location: SourceLocation) {
    guard let name = attributes["username"]?.text else { return }
    var user = SystemUser(name: name, group: attributes["group"]?.text)
    if let home = attributes["home-dir"]?.text { user.home = home }
    if let comment = attributes["gcos-field"]?.text { user.comment = comment }
    if let shell = attributes["login-shell"]?.text { user.shell = shell }
    user.uid = id("uid", attributes, location)
    user.supplementaryGroups = attributes.values("group-list").map(\.text)
    user.ownedDirectories = attributes.values("deb.user.owns").map { SystemUser.Directory(path: $0.text) }
    user.removeOnPurge = attributes["deb.user.purge"] == "true"
    switch attributes["deb.user.when"]?.text {
    case nil, "postinst": user.creation = .afterUnpacking
    case "preinst": user.creation = .beforeUnpacking
    case .some(let other):
      findings.append(
        Diagnostic(
          .error, "'\(other)' is not allowed in deb.user.when", at: location, remedy: "use preinst or postinst"))
    }
    plan.users.append(user)
  }

  private mutating func addGroup(_ attributes: Attributes, _ location: SourceLocation) {
    guard let name = attributes["groupname"]?.text else { return }
    plan.groups.append(SystemGroup(name: name, gid: id("gid", attributes, location)))
  }

  private mutating func id(_ name: ByteString, _ attributes: Attributes, _ location: SourceLocation) -> UInt32? {
    guard let text = attributes[name]?.text else { return nil }
    let value = UInt32(text)
    if value == nil {
      findings.append(Diagnostic(.error, "'\(text)' is not a \(name)", at: location, remedy: "write a number"))
    }
    return value
  }
}

/// Names of systemd units (systemd.unit(5)).
package enum SystemdUnitName {
  /// The types of units.
  package static let types = [
    "service", "socket", "target", "path", "timer", "mount", "automount", "swap", "slice", "scope", "device",
  ]

  /// Whether a file's name is that of a unit.
  package static func isUnit(_ name: String) -> Bool { types.contains { name.hasSuffix("." + $0) } }
}
