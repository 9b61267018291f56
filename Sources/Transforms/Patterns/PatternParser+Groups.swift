extension PatternParser {
  /// `(…)`, behind the parenthesis; `nil` where the group is a comment or sets flags of the whole pattern.
  mutating func group(
    isVerbose: inout Bool, isAtStart: Bool, depth: Int
  ) throws(PatternError) -> PatternNode? {
    let start = scanner.position - 1
    guard try scanner.take("?") else {
      return try capture(name: nil, from: start, isVerbose: isVerbose, depth: depth)
    }
    guard let token = try scanner.take() else { throw scanner.error("unexpected end of pattern") }
    if token.isEscape { throw scanner.error("unknown extension ?\(ByteText.of(token.scalars))", back: 3) }
    switch token.scalar {
    case 0x50: return try pythonGroup(from: start, isVerbose: isVerbose, depth: depth)
    case 0x3a:
      return .group(nil, adding: [], removing: [], try contents(from: start, isVerbose: isVerbose, depth: depth))
    case 0x3e: return .atomic(try contents(from: start, isVerbose: isVerbose, depth: depth))
    case 0x23:
      while true {
        guard scanner.next != nil else { throw PatternError("missing ), unterminated comment", at: start) }
        if try scanner.take()?.isCharacter(")") == true { return nil }
      }
    case 0x3d, 0x21, 0x3c: return try look(token.scalar, from: start, isVerbose: isVerbose, depth: depth)
    case 0x28: return try conditional(from: start, isVerbose: isVerbose, depth: depth)
    default: break
    }
    guard token.scalar == 0x2d || PatternFlagLetters.flag(token.scalar) != nil else {
      throw scanner.error("unknown extension ?\(ByteText.of(token.scalars))", back: 2)
    }
    let change = try PatternFlagLetters.scan(token.scalar, &scanner)
    if change.isGlobal {
      guard isAtStart else {
        throw PatternError("global flags not at the start of the expression", at: start)
      }
      flags.formUnion(change.added)
      isVerbose = flags.contains(.verbose)
      return nil
    }
    let isVerboseInside = (isVerbose || change.added.contains(.verbose)) && !change.removed.contains(.verbose)
    return .group(
      nil, adding: change.added, removing: change.removed,
      try contents(from: start, isVerbose: isVerboseInside, depth: depth))
  }

  mutating func contents(
    from start: Int, isVerbose: Bool, depth: Int
  ) throws(PatternError) -> [PatternNode] {
    let nodes = try alternatives(isVerbose: isVerbose, depth: depth + 1)
    guard try scanner.take(")") else { throw PatternError("missing ), unterminated subpattern", at: start) }
    return nodes
  }

  mutating func capture(
    name: [UInt32]?, from start: Int, isVerbose: Bool, depth: Int
  ) throws(PatternError) -> PatternNode {
    let number = groups.count
    if let name {
      if let other = groupNames[name] {
        throw scanner.error(
          "redefinition of group name \(scanner.quoted(name)) as group \(number); was group \(other)",
          back: name.count + 1)
      }
      groupNames[name] = number
    }
    groups.append(nil)
    let nodes = try contents(from: start, isVerbose: isVerbose, depth: depth)
    groups[number] = PatternWidth(nodes, groups: groups)
    return .group(number, adding: [], removing: [], nodes)
  }

  /// `(?P<name>…)` and `(?P=name)`
  mutating func pythonGroup(
    from start: Int, isVerbose: Bool, depth: Int
  ) throws(PatternError) -> PatternNode {
    if try scanner.take("<") {
      let name = try scanner.take(until: ">", what: "group name")
      try scanner.checkName(name, back: 1)
      return try capture(name: name, from: start, isVerbose: isVerbose, depth: depth)
    }
    if try scanner.take("=") {
      let name = try scanner.take(until: ")", what: "group name")
      try scanner.checkName(name, back: 1)
      guard let group = groupNames[name] else {
        throw scanner.error("unknown group name \(scanner.quoted(name))", back: name.count + 1)
      }
      try checkReference(group, back: name.count + 1)
      return .backReference(group)
    }
    guard let token = try scanner.take() else { throw scanner.error("unexpected end of pattern") }
    throw scanner.error("unknown extension ?P\(ByteText.of(token.scalars))", back: token.width + 2)
  }

  /// Checks that a group is closed and that a look-behind does not refer into itself.
  func checkReference(_ group: Int, back: Int) throws(PatternError) {
    guard groups[group] != nil else { throw scanner.error("cannot refer to an open group", back: back) }
    try checkLookBehind(group)
  }

  func checkLookBehind(_ group: Int) throws(PatternError) {
    guard let lookBehindGroups else { return }
    guard group < groups.count, groups[group] != nil else { throw scanner.error("cannot refer to an open group") }
    guard group < lookBehindGroups else {
      throw scanner.error("cannot refer to group defined in the same lookbehind subpattern")
    }
  }

  mutating func look(
    _ sign: UInt32, from start: Int, isVerbose: Bool, depth: Int
  ) throws(PatternError) -> PatternNode {
    var sign = sign
    let isBehind = sign == 0x3c
    if isBehind {
      guard let token = try scanner.take() else { throw scanner.error("unexpected end of pattern") }
      guard token.isCharacter("=") || token.isCharacter("!") else {
        throw scanner.error("unknown extension ?<\(ByteText.of(token.scalars))", back: token.width + 2)
      }
      sign = token.scalar
    }
    let isOutermost = isBehind && lookBehindGroups == nil
    if isOutermost { lookBehindGroups = groups.count }
    let nodes = try alternatives(isVerbose: isVerbose, depth: depth + 1)
    if isOutermost { lookBehindGroups = nil }
    guard try scanner.take(")") else { throw PatternError("missing ), unterminated subpattern", at: start) }
    return .look(isBehind: isBehind, isNegative: sign == 0x21, at: start, nodes)
  }

  /// `(?(1)yes|no)`
  mutating func conditional(
    from start: Int, isVerbose: Bool, depth: Int
  ) throws(PatternError) -> PatternNode {
    let name = try scanner.take(until: ")", what: "group name")
    let group: Int
    if PythonText.isIdentifier(name) {
      guard let known = groupNames[name] else {
        throw scanner.error("unknown group name \(scanner.quoted(name))", back: name.count + 1)
      }
      group = known
    } else {
      guard let number = PythonText.integer(name), number >= 0 else {
        throw scanner.error("bad character in group name \(scanner.quoted(name))", back: name.count + 1)
      }
      guard number > 0 else { throw scanner.error("bad group number", back: name.count + 1) }
      guard number < 2_147_483_647 else {
        throw scanner.error("invalid group reference \(number)", back: name.count + 1)
      }
      group = number
      if !laterReferences.contains(where: { $0.group == number }) {
        laterReferences.append((number, scanner.position - name.count - 1))
      }
    }
    try checkLookBehind(group)
    guard depth < Self.greatestDepth else { throw PatternError("the groups are nested too deeply", at: start) }
    let yes = try sequence(isVerbose: isVerbose, isFirst: false, depth: depth + 1)
    var no: [PatternNode]?
    if try scanner.take("|") {
      no = try sequence(isVerbose: isVerbose, isFirst: false, depth: depth + 1)
      if scanner.next?.isCharacter("|") == true {
        throw scanner.error("conditional backref with more than two branches")
      }
    }
    guard try scanner.take(")") else { throw PatternError("missing ), unterminated subpattern", at: start) }
    return .conditional(group, yes, no)
  }
}
