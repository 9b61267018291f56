import PackageModel

/// Orders actions whose keys are equal.
struct TieBreaker {
  private let storage: ManifestStorage
  private let entries: [FormattingDocument.Entry]
  private let ranks: [UInt16]
  private let comparesTargets: Bool

  init(_ document: borrowing FormattingDocument, style: FormatStyle) {
    storage = document.storage
    entries = document.entries
    ranks = storage.names.ranks()
    comparesTargets = style == .v2
  }

  /// What decides between two actions with equal keys.
  private struct Candidate {
    var entry: UInt32
    /// The further values of a key that is a list.
    var names: [ByteString]
    /// What a link points to; empty where the action has no target or the style does not look at it.
    var targets: [ByteString]
    var printed: [UInt8]
  }

  /// The entries in order. Those whose printed forms were compared are added to `printed`.
  func sorted(_ tied: [UInt32], printed: inout Set<UInt32>) -> [UInt32] {
    var comparedForms = false
    let candidates = tied.map(candidate).sorted { left, right in
      if left.names != right.names { return left.names.lexicographicallyPrecedes(right.names) }
      if !left.targets.isEmpty, !right.targets.isEmpty, left.targets != right.targets {
        // A single target stands in front of a list.
        let areLists = (left.targets.count > 1, right.targets.count > 1)
        if areLists.0 != areLists.1 { return areLists.1 }
        return left.targets.lexicographicallyPrecedes(right.targets)
      }
      comparedForms = true
      return left.printed.lexicographicallyPrecedes(right.printed)
    }
    if comparedForms { printed.formUnion(tied) }
    return candidates.map(\.entry)
  }

  private func candidate(_ entry: UInt32) -> Candidate {
    let action = entries[Int(entry)].action
    var candidate = Candidate(entry: entry, names: [], targets: [], printed: [])
    ActionWriter.append(action, of: storage, ranks: ranks, showsMissingHash: true, to: &candidate.printed)
    for index in action.attributes {
      let attribute = storage.attributes[index]
      if action.kind == .depend, attribute.name == NameTable.fmri {
        candidate.names.append(storage.value(attribute))
      } else if comparesTargets, action.kind.deliversPath, attribute.name == NameTable.target {
        candidate.targets.append(storage.value(attribute))
      }
    }
    return candidate
  }
}
