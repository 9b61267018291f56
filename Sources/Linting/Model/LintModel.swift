package import PackageModel

/// All packages of a run with the tables that checks look things up in, built once.
package final class LintModel: Sendable {
  /// The packages that are checked, in this order: files by FMRI, then those of the repositories by name.
  package let checked: [LintPackage]
  /// The packages they are checked against.
  package let references: [LintPackage]
  /// Checked packages first.
  private let all: [LintPackage]
  /// Whether the publisher plays no part when versions are compared.
  let ignoresPublishers: Bool

  let paths: DeliveryIndex
  let drivers: DeliveryIndex
  let usernames: DeliveryIndex
  let uids: DeliveryIndex
  let groupnames: DeliveryIndex
  let legacyPackages: DeliveryIndex
  /// The packages that share the last part of their name, by that part.
  let lastNames: [ByteString: [FMRI]]
  /// The packages that depend on a name, other than by incorporating it.
  let dependers: [ByteString: [FMRI]]
  /// For each name whether the package is obsolete; renamed packages are left out.
  let obsolescence: [ByteString: (isObsolete: Bool, fmri: FMRI)]
  /// What a tree has that no package delivers.
  let undelivered: [TreeDifference]
  /// What a tree has otherwise than a manifest says, by the manifest's file.
  private let treeDifferences: [String: [TreeDifference]]
  /// What updates change, by name.
  private let upgrades: [ByteString: UpgradeComparison]
  private let files: [ByteString: [LintPackage]]
  private let lintNewest: [ByteString: [LintPackage]]
  private let referenceNewest: [ByteString: [LintPackage]]

  /// Builds the tables.
  ///
  /// - Parameters:
  ///   - files: the packages read from files, in any order.
  ///   - lintRepository: the newest packages of the repositories that are checked, one for each publisher and name.
  ///   - referenceRepository: the same of the repositories that they are checked against.
  ///   - previous: the versions that were published before.
  ///   - treeDifferences: what the tree of the packages has otherwise than they say.
  ///   - ignoresPublishers: whether the publisher plays no part when versions are compared.
  ///   - isWanted: which packages of the repositories are checked.
  package init(
    files: [LintPackage], lintRepository: [LintPackage] = [], referenceRepository: [LintPackage] = [],
    previous: [LintPackage] = [], treeDifferences: [TreeDifference] = [], ignoresPublishers: Bool = true,
    isWanted: (FMRI) -> Bool = { _ in true }
  ) {
    // Equal FMRIs keep the order in which they were given.
    let files = files.enumerated().sorted {
      $0.element.fmri.precedes($1.element.fmri)
        || !$1.element.fmri.precedes($0.element.fmri) && $0.offset < $1.offset
    }.map(\.element)
    let fromRepository = Self.lastOfEachName(lintRepository).filter { isWanted($0.fmri) }
    let references = Self.lastOfEachName(referenceRepository)
    checked = files + fromRepository
    self.references = references
    all = checked + references
    self.ignoresPublishers = ignoresPublishers
    self.files = Dictionary(grouping: files) { $0.fmri.stem }
    lintNewest = Dictionary(grouping: lintRepository) { $0.fmri.stem }
    referenceNewest = Dictionary(grouping: referenceRepository) { $0.fmri.stem }

    var newer = DeliveryTables()
    newer.reserveCapacity(checked.reduce(0) { $0 + $1.manifest.actionCount })
    // Packages of repositories are collected before files, though checked after them.
    for number in Array(files.count..<checked.count) + Array(0..<files.count) {
      newer.collect(checked[number], number: number)
    }
    if !references.isEmpty {
      let byName = Dictionary(grouping: checked) { $0.fmri.stem }
      var older = DeliveryTables()
      for (place, package) in references.enumerated() {
        let isReplaced = (byName[package.fmri.stem] ?? []).contains {
          $0.fmri.succeeds(package.fmri, ignoringPublishers: true)
        }
        if !isReplaced { older.collect(package, number: checked.count + place) }
      }
      let all = self.all
      older.merge(newer) { old, new in
        all[Int(new.package)].fmri.succeeds(all[Int(old.package)].fmri, ignoringPublishers: ignoresPublishers)
      }
      newer = older
    }
    let paths = newer.paths
    self.paths = paths
    undelivered = treeDifferences.filter { $0.place == nil }
    self.treeDifferences = Dictionary(grouping: treeDifferences.filter { $0.place != nil }) { $0.place?.file ?? "" }
    let count = checked.count
    upgrades = Self.upgrades(of: checked, from: previous) { path in paths[path].contains { Int($0.package) < count } }
    drivers = newer.drivers
    usernames = newer.usernames
    uids = newer.uids
    groupnames = newer.groupnames
    legacyPackages = newer.legacyPackages

    let names = NameTables(
      references: references, checked: fromRepository + files, ignoresPublishers: ignoresPublishers)
    lastNames = names.lastNames
    dependers = names.dependers
    obsolescence = names.obsolescence
  }

  private static func upgrades(
    of checked: [LintPackage], from previous: [LintPackage], isDelivered: (ByteString) -> Bool
  ) -> [ByteString: UpgradeComparison] {
    var newest: [ByteString: LintPackage] = [:]
    for package in previous {
      let known = newest[package.fmri.stem]
      if let known, known.fmri.succeeds(package.fmri, ignoringPublishers: true) { continue }
      newest[package.fmri.stem] = package
    }
    var result: [ByteString: UpgradeComparison] = [:]
    for package in checked {
      guard let old = newest[package.fmri.stem] else { continue }
      result[package.fmri.stem] = UpgradeComparison(from: old, to: package, isDelivered: isDelivered)
    }
    return result
  }

  /// What an update to a package changes; `nil` where it was never published.
  func upgrade(of package: LintPackage) -> UpgradeComparison? { upgrades[package.fmri.stem] }

  /// What the tree has otherwise than a package says.
  func treeDifferences(of package: LintPackage) -> [TreeDifference] {
    treeDifferences.isEmpty ? [] : treeDifferences[package.manifest.fileName] ?? []
  }

  /// Where several publishers have a package of the same name, the last one counts.
  private static func lastOfEachName(_ packages: [LintPackage]) -> [LintPackage] {
    var byName: [ByteString: LintPackage] = [:]
    for package in packages { byName[package.fmri.stem] = package }
    return byName.values.sorted { $0.fmri.stem < $1.fmri.stem }
  }

  /// The package of a delivery.
  func package(of delivery: Delivery) -> LintPackage { all[Int(delivery.package)] }

  /// The action of a delivery.
  func action(_ delivery: Delivery) -> LintAction {
    LintAction(package: package(of: delivery), index: Int(delivery.action))
  }

  /// Whether a delivery is checked itself, not only checked against.
  func isChecked(_ delivery: Delivery) -> Bool { Int(delivery.package) < checked.count }
}

extension LintModel {
  /// The package that a name means: the first checked file that is not older, else the newest one of the repositories.
  ///
  /// - Throws: a refusal where the name is none.
  func package(named text: ByteString) throws(LookupFailure) -> LintPackage? {
    let full = text.hasPrefix("pkg:/") ? text : "pkg:/" + text
    guard let wanted = try? FMRI(reading: full) else {
      throw .refused("unable to construct fmri from \(full)")
    }
    for package in files[wanted.stem] ?? [] {
      if package.fmri.succeeds(wanted, ignoringPublishers: ignoresPublishers) { return package }
    }
    return Self.newest(of: wanted, in: lintNewest) ?? Self.newest(of: wanted, in: referenceNewest)
  }

  private static func newest(of wanted: FMRI, in packages: [ByteString: [LintPackage]]) -> LintPackage? {
    let candidates = packages[wanted.stem] ?? []
    guard let publisher = wanted.publisher else { return candidates.last }
    return candidates.last { $0.fmri.publisher == publisher }
  }

  /// How many renames in a row are followed.
  private static let longestChain = 500

  /// Follows the renames of a package to where they end; `nil` where a package is missing on the way.
  ///
  /// - Parameters:
  ///   - name: the package to begin with.
  ///   - target: the package that is expected at the end.
  ///   - visited: the packages on the way, which grows.
  ///   - refusesObsolete: whether an obsolete package on the way is a refusal.
  ///   - isLegacy: whether a package whose last name is the one asked for will do, too.
  func followRenames(
    _ name: ByteString, target: FMRI? = nil, visited: inout [LintPackage], refusesObsolete: Bool = false,
    isLegacy: Bool = false
  ) throws(LookupFailure) -> LintPackage? {
    if isLegacy, let target, target.stem.split(on: ASCII.slash).last == name,
      let leaf = try package(named: target.stem), leaf.single("pkg.renamed") ?? "false" == "false"
    {
      return leaf
    }
    guard let current = try package(named: name) else { return nil }
    if refusesObsolete, current.declares("pkg.obsolete") {
      throw .refused("obsolete package: \(current.name)")
    }
    if visited.contains(where: { $0.fmri.stem == current.fmri.stem }) {
      visited.append(current)
      throw .refused("loop detected in rename: " + visited.map(\.name).joined(separator: " -> "))
    }
    guard current.isTrue("pkg.renamed") else { return current }
    guard visited.count < Self.longestChain else { throw .failure("the chain of renames is too long") }
    visited.append(current)
    var last: LintPackage? = current
    for depend in current.actions(of: .depend) {
      guard let fmri = depend.entry(.fmri) else { continue }
      if Self.namesIncorporation(fmri) { continue }
      guard !fmri.isList else { throw .failure("'list' object has no attribute 'startswith'") }
      let stem = fmri.values[0].split(on: ASCII.at)[0]
      last = try followRenames(
        stem, target: target, visited: &visited, refusesObsolete: refusesObsolete, isLegacy: isLegacy)
      if let target, let found = last, target.succeeds(found.fmri, ignoringPublishers: ignoresPublishers) {
        return found
      }
    }
    return last
  }

  /// Whether a dependency is one on an incorporation, going by its name; in a list the name itself is looked for.
  static func namesIncorporation(_ fmri: Attributes.Entry) -> Bool {
    fmri.isList ? fmri.values.contains("incorporation") : fmri.values[0].contains("incorporation")
  }
}

/// Why a package cannot be looked up.
enum LookupFailure: Error {
  /// The question makes no sense, or the answer is not wanted.
  case refused(String)
  /// The action that names the package is broken.
  case failure(String)
}
