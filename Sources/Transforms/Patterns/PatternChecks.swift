/// What Python checks only once the whole pattern is read.
struct PatternChecks {
  let groups: [PatternWidth?]
  let flags: PatternFlags

  func check(_ nodes: [PatternNode]) throws(PatternError) {
    for node in nodes {
      switch node {
      case .character, .any, .set, .anchor, .backReference: break
      case .alternatives(let branches):
        for branch in branches { try check(branch) }
      case .group(_, _, _, let nodes), .atomic(let nodes): try check(nodes)
      case .repetition(_, _, let greed, let nodes):
        if flags.contains(.template) {
          let name = greed == .greedy ? "MAX_REPEAT" : greed == .lazy ? "MIN_REPEAT" : "POSSESSIVE_REPEAT"
          throw PatternError("internal: unsupported template operator \(name)")
        }
        try check(nodes)
      case .look(let isBehind, _, let position, let nodes):
        if isBehind {
          let width = PatternWidth(nodes, groups: groups)
          guard width.low == width.high else {
            throw PatternError("look-behind requires fixed-width pattern", at: position)
          }
        }
        try check(nodes)
      case .conditional(_, let yes, let no):
        try check(yes)
        if let no { try check(no) }
      }
    }
  }
}
