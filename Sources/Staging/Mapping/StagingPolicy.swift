import PackageModel

/// Gives the entries of a tree the owners and modes that a request asks for.
struct StagingPolicy {
  private let ownership: StagingRequest.Ownership
  private let modeRules: [ModeRule]
  private let ownerRules: [OwnerRule]

  init(_ request: StagingRequest) {
    ownership = request.ownership
    modeRules = request.modeRules
    ownerRules = request.ownerRules
  }

  func apply(to tree: inout StagedTree) {
    var usedModes = Set<Int>()
    var usedOwners = Set<Int>()
    for index in tree.entries.indices {
      if case .fixed(let owner, let group) = ownership {
        tree.entries[index].owner = owner
        tree.entries[index].group = group
      }
      let path = tree.entries[index].path
      for (number, rule) in ownerRules.enumerated() where rule.pattern.matches(path) {
        usedOwners.insert(number)
        if let owner = rule.owner { tree.entries[index].owner = owner }
        if let group = rule.group { tree.entries[index].group = group }
      }
      // The mode of a link means nothing.
      guard tree.entries[index].kind != .link else { continue }
      for (number, rule) in modeRules.enumerated() where rule.pattern.matches(path) {
        usedModes.insert(number)
        tree.entries[index].permissions = rule.permissions
      }
    }
    tree.unmatchedRules += ownerRules.indices.filter { !usedOwners.contains($0) }.map { ownerRules[$0].pattern.text }
    tree.unmatchedRules += modeRules.indices.filter { !usedModes.contains($0) }.map { modeRules[$0].pattern.text }
  }
}
