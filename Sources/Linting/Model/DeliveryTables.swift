import PackageModel

/// Everything that should be delivered only once.
struct DeliveryTables {
  var paths = DeliveryIndex()
  var drivers = DeliveryIndex()
  var usernames = DeliveryIndex()
  var uids = DeliveryIndex()
  var groupnames = DeliveryIndex()
  var legacyPackages = DeliveryIndex()

  mutating func reserveCapacity(_ actions: Int) { paths.reserveCapacity(actions) }

  /// Adds the actions of a package.
  mutating func collect(_ package: LintPackage, number: Int) {
    for action in package.actions {
      let delivery = Delivery(
        package: Int32(truncatingIfNeeded: number), action: Int32(truncatingIfNeeded: action.index))
      if let path = action.first(.path) { paths.add(path, delivery) }
      switch action.kind {
      case .legacy: if let name = action.first(.pkg) { legacyPackages.add(name, delivery) }
      case .driver: if let name = action.first(.name) { drivers.add(name, delivery) }
      case .user:
        if let name = action.first(.username) { usernames.add(name, delivery) }
        if let uid = action.first(.uid) { uids.add(uid, delivery) }
      case .group: if let name = action.first(.groupname) { groupnames.add(name, delivery) }
      default: break
      }
    }
  }

  mutating func merge(_ newer: DeliveryTables, replacing isReplaced: (_ old: Delivery, _ new: Delivery) -> Bool) {
    paths.merge(newer.paths, replacing: isReplaced)
    drivers.merge(newer.drivers, replacing: isReplaced)
    usernames.merge(newer.usernames, replacing: isReplaced)
    uids.merge(newer.uids, replacing: isReplaced)
    groupnames.merge(newer.groupnames, replacing: isReplaced)
    legacyPackages.merge(newer.legacyPackages, replacing: isReplaced)
  }
}

/// What is known of packages by their names.
struct NameTables {
  private(set) var lastNames: [ByteString: [FMRI]] = [:]
  private(set) var dependers: [ByteString: [FMRI]] = [:]
  private(set) var obsolescence: [ByteString: (isObsolete: Bool, fmri: FMRI)] = [:]

  init(references: [LintPackage], checked: [LintPackage], ignoresPublishers: Bool) {
    for package in references + checked { note(package) }
    lastNames = Self.lastNames(of: references)
    for (name, newer) in Self.lastNames(of: checked) {
      var fmris = lastNames[name] ?? []
      if lastNames[name] == nil {
        fmris = newer
      } else {
        for fmri in newer {
          fmris.removeAll { fmri.succeeds($0, ignoringPublishers: ignoresPublishers) }
          fmris.append(fmri)
        }
      }
      lastNames[name] = fmris
    }
  }

  private static func lastNames(of packages: [LintPackage]) -> [ByteString: [FMRI]] {
    var result: [ByteString: [FMRI]] = [:]
    for package in packages where !package.declares("pkg.renamed") && !package.declares("pkg.obsolete") {
      result[package.fmri.lastName, default: []].append(package.fmri)
    }
    return result
  }

  private mutating func note(_ package: LintPackage) {
    for depend in package.actions(of: .depend) where depend.first(.type) != "incorporate" || depend.isList(.type) {
      for text in depend.values(.fmri) {
        guard let fmri = try? FMRI(reading: text) else { break }
        dependers[fmri.stem, default: []].append(package.fmri)
      }
    }
    // Where the chain of renames ends is looked up when it is needed.
    let isRenamed = package.declares("pkg.renamed") && package.single("pkg.renamed")?.text.lowercased() != "false"
    if package.isTrue("pkg.obsolete") {
      obsolescence[package.fmri.stem] = (true, package.fmri)
    } else if !isRenamed {
      obsolescence[package.fmri.stem] = (false, package.fmri)
    }
  }
}

extension FMRI {
  /// The last part of the name.
  var lastName: ByteString { stem.split(on: ASCII.slash).last ?? stem }
}
