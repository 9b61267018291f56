import PackageModel

/// The attribute names that checks ask for, so that a manifest's table of names is searched only once for each.
enum AttributeKey: Int, CaseIterable {
  case path, name, value, fmri, type, mode, owner, group, target, overlay, preserve
  case preserveVersion, elfbits, elfarch, filetype, username, uid, groupname, gid, pkg, license
  case mediator, mediatorVersion, mediatorImplementation, mediatorPriority, predicate, rootImage, version

  /// The name itself.
  var text: ByteString {
    switch self {
    case .path: "path"
    case .name: "name"
    case .value: "value"
    case .fmri: "fmri"
    case .type: "type"
    case .mode: "mode"
    case .owner: "owner"
    case .group: "group"
    case .target: "target"
    case .overlay: "overlay"
    case .preserve: "preserve"
    case .preserveVersion: "preserve-version"
    case .elfbits: "elfbits"
    case .elfarch: "elfarch"
    case .filetype: "pkg.filetype"
    case .username: "username"
    case .uid: "uid"
    case .groupname: "groupname"
    case .gid: "gid"
    case .pkg: "pkg"
    case .license: "license"
    case .mediator: "mediator"
    case .mediatorVersion: "mediator-version"
    case .mediatorImplementation: "mediator-implementation"
    case .mediatorPriority: "mediator-priority"
    case .predicate: "predicate"
    case .rootImage: "root-image"
    case .version: "version"
    }
  }
}

/// What can be said about an attribute by its name alone.
struct NameTraits: OptionSet {
  let rawValue: UInt8

  /// The name has an underscore that is discouraged.
  static let underscore = NameTraits(rawValue: 1)
  /// The name begins with `facet`.
  static let facet = NameTraits(rawValue: 2)
  /// The name begins with `variant.`.
  static let variant = NameTraits(rawValue: 4)
  /// The name begins with `pkg.linted`.
  static let linted = NameTraits(rawValue: 8)
  /// The attribute may be given only once on any action.
  static let single = NameTraits(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of name: ByteString) {
    self = []
    if name.contains(ASCII.underscore), !Self.mayHaveUnderscore(name) { insert(.underscore) }
    if name.hasPrefix("facet") { insert(.facet) }
    if name.hasPrefix("variant.") { insert(.variant) }
    if name.hasPrefix("pkg.linted") { insert(.linted) }
    if name.hasPrefix("facet.") || name == "reboot-needed" { insert(.single) }
  }

  private static let exceptions: Set<ByteString> = [
    "original_name", "refresh_fmri", "restart_fmri", "suspend_fmri", "disable_fmri", "clone_perms",
  ]

  private static func mayHaveUnderscore(_ name: ByteString) -> Bool {
    exceptions.contains(name) || name.hasPrefix("facet.locale.") || name.hasPrefix("facet.version-lock.")
      || name.hasPrefix("pkg.")
  }
}
