import PackageModel

/// Actions that may be installed together.
enum Conflicts {
  /// What actions have in common.
  struct Overlap {
    /// The actions that conflict with another one, in the order given.
    var actions: [LintAction] = []
    /// The combinations of variants under which they do; none where they do under all.
    var combinations: [[String]] = []
  }

  /// Whether two of the actions may be installed together.
  static func exist(among actions: [LintAction]) -> Bool {
    let templates = actions.map(\.variants)
    if Set(templates).count < templates.count { return true }
    for (place, template) in templates.enumerated() {
      if templates[(place + 1)...].contains(where: { template.intersects($0) }) { return true }
    }
    return false
  }

  /// Compares every action with every other one.
  ///
  /// - Parameter package: the variants that a package declares, for the combinations.
  static func find(among actions: [LintAction], package: VariantTemplate) throws(CheckFailure) -> Overlap {
    var groups: [VariantTemplate: [Int]] = [:]
    for (place, action) in actions.enumerated() { groups[action.variants, default: []].append(place) }
    let templates = groups.keys.sorted { (groups[$0]?.first ?? 0) < (groups[$1]?.first ?? 0) }
    var conflicting: Set<Int> = []
    var combinations: Set<[String]> = []
    for (place, template) in templates.enumerated() {
      for other in templates[place...] {
        let places = groups[template, default: []] + (other == template ? [] : groups[other, default: []])
        guard places.count > 1, template.intersects(other) else { continue }
        conflicting.formUnion(places)
        if let common = try template.intersection(other)?.simplified(for: package) {
          combinations.formUnion(common.combinations())
        }
      }
    }
    return Overlap(
      actions: actions.indices.filter(conflicting.contains).map { actions[$0] },
      combinations: combinations.filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
