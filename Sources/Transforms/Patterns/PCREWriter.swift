import PackageModel

/// Writes a pattern in the syntax of PCRE2, so that it means there what it means in Python.
///
/// Nothing is left to the defaults of either: characters are escaped, classes are listed, anchors and word boundaries
/// are spelt out. There are two forms of a pattern. The one for characters runs in PCRE2's UTF mode. The one for bytes
/// is faster, and right for every text that is all ASCII; texts that are not UTF-8 use it too, each byte a character.
struct PCREWriter {
  /// What the pattern is matched against.
  enum Form: Hashable {
    case bytes
    case characters
  }

  private let form: Form
  private let groupWidths: [PatternWidth?]
  private var isInLookBehind = false
  private var output: [UInt8] = []

  /// PCRE2's greatest count of a repetition.
  static let greatestCount = 65_535

  private init(_ form: Form, groupWidths: [PatternWidth?]) {
    self.form = form
    self.groupWidths = groupWidths
  }

  /// The pattern as PCRE2 reads it.
  static func write(_ syntax: PatternSyntax, form: Form) -> [UInt8] {
    var writer = PCREWriter(form, groupWidths: syntax.groupWidths)
    writer.write(syntax.nodes, syntax.flags)
    return writer.output
  }

  private mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  private mutating func put(number: Int) { output.append(contentsOf: String(number).utf8) }

  private mutating func write(_ nodes: [PatternNode], _ flags: PatternFlags) {
    for node in nodes { write(node, flags) }
  }

  private mutating func write(_ node: PatternNode, _ flags: PatternFlags) {
    switch node {
    case .character(let scalar): write(character: scalar, flags)
    case .any: flags.contains(.dotMatchesAll) ? put("(?s:.)") : put("[^\\x0a]")
    case .set(let set):
      write(ExpandedSet(set, flags: flags, limitedToASCII: form == .bytes))
    case .anchor(let anchor): write(anchor, flags)
    case .alternatives(let branches):
      put("(?:")
      for (index, branch) in branches.enumerated() {
        if index > 0 { put("|") }
        write(branch, flags)
      }
      put(")")
    case .group(let number, let added, let removed, let nodes):
      number == nil ? put("(?:") : put("(")
      write(nodes, flags.combined(adding: added, removing: removed))
      put(")")
    case .atomic(let nodes):
      put("(?>")
      write(nodes, flags)
      put(")")
    case .repetition(let least, let most, let greed, let nodes):
      write(nodes, least, most, greed, flags)
    case .look(let isBehind, let isNegative, _, let nodes):
      switch (isBehind, isNegative) {
      case (false, false): put("(?=")
      case (false, true): put("(?!")
      case (true, false): put("(?<=")
      case (true, true): put("(?<!")
      }
      let outer = isInLookBehind
      isInLookBehind = isBehind || outer
      write(nodes, flags)
      isInLookBehind = outer
      put(")")
    case .backReference(let group):
      flags.contains(.ignoreCase) ? put("(?i:\\g{") : put("(?:\\g{")
      put(number: group)
      put("})")
    case .conditional(let group, let yes, let no):
      put("(?(")
      put(number: group)
      put(")")
      write(yes, flags)
      if let no {
        put("|")
        write(no, flags)
      }
      put(")")
    }
  }

  // MARK: Repetition

  private mutating func write(
    _ nodes: [PatternNode], _ least: Int, _ most: Int?, _ greed: Greed, _ flags: PatternFlags
  ) {
    if isInLookBehind, writeFixed(nodes, least, most, greed, flags) { return }
    // Counts beyond PCRE2's are cut; no value of an action is that long.
    let least = min(least, Self.greatestCount)
    let most = most.flatMap { $0 > Self.greatestCount ? nil : $0 }
    put("(?:")
    write(nodes, flags)
    put(")")
    switch (least, most) {
    case (0, nil): put("*")
    case (1, nil): put("+")
    case (0, 1): put("?")
    default:
      put("{")
      put(number: least)
      if most != least {
        put(",")
        if let most { put(number: most) }
      }
      put("}")
    }
    switch greed {
    case .greedy: break
    case .lazy: put("?")
    case .possessive: put("+")
    }
  }

  /// PCRE2 takes no repetition of unknown count for one of fixed width, not even of nothing; this writes those.
  private mutating func writeFixed(
    _ nodes: [PatternNode], _ least: Int, _ most: Int?, _ greed: Greed, _ flags: PatternFlags
  ) -> Bool {
    if most == 0 {
      // The groups inside must be there, for they have numbers.
      put("(?:")
      for _ in 0..<PatternNode.captureCount(nodes) { put("()") }
      put("){0}")
      return true
    }
    guard least != most, PatternWidth(nodes, groups: groupWidths).high == 0 else { return false }
    put(greed == .possessive ? "(?>" : "(?:")
    if least == 0, greed == .lazy { put("|") }
    write(nodes, flags)
    if least == 0, greed != .lazy { put("|") }
    put(")")
    return true
  }

  // MARK: Anchors

  private mutating func write(_ anchor: Anchor, _ flags: PatternFlags) {
    let isMultiline = flags.contains(.multiline)
    switch anchor {
    case .lineStart: isMultiline ? put("(?:\\A|(?<=\\x0a))") : put("\\A")
    // Python's `$` and PCRE2's `\Z` both hold before a final newline.
    case .lineEnd: isMultiline ? put("(?=\\x0a|\\z)") : put("\\Z")
    case .textStart: put("\\A")
    case .textEnd: put("\\z")
    case .wordBoundary, .noWordBoundary:
      let isBoundary = anchor == .wordBoundary
      // In an empty text Python finds neither a boundary nor the lack of one.
      if !isBoundary { put("(?!\\A\\z)") }
      if form == .bytes || flags.contains(.ascii) {
        isBoundary ? put("\\b") : put("\\B")
      } else if isBoundary {
        put("(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))")
      } else {
        put("(?:(?<=[\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))")
      }
    }
  }

  // MARK: Characters

  private mutating func write(character scalar: UInt32, _ flags: PatternFlags) {
    if flags.contains(.ignoreCase) {
      let variants = CaseVariants.variants(of: scalar, asciiOnly: flags.contains(.ascii))
      if variants.count > 1 {
        let members = variants.map { CharacterSet.Member.range($0, $0) }
        let set = CharacterSet(members: members, isComplement: false)
        // The variants are listed, so the flag has done its work.
        return write(
          ExpandedSet(set, flags: flags.subtracting(.ignoreCase), limitedToASCII: form == .bytes))
      }
    }
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      if ASCII.isAlphanumeric(byte) || byte == ASCII.underscore || byte == ASCII.slash || byte == ASCII.hyphen {
        output.append(byte)
      } else {
        write(escaped: scalar)
      }
    } else if form == .characters {
      if Unicode.Scalar(scalar) == nil { put("(?!)") } else { write(escaped: scalar) }
    } else if isInLookBehind {
      // The width must be that of one character, although no ASCII text has it.
      put("[\\x80-\\xff]")
    } else {
      for byte in PythonText.bytes([scalar]) { write(escaped: UInt32(byte)) }
    }
  }

  private mutating func write(escaped scalar: UInt32) {
    put("\\x{")
    output.append(contentsOf: String(scalar, radix: 16).utf8)
    put("}")
  }

  // MARK: Sets

  private mutating func write(_ set: ExpandedSet) {
    if set.isEverything {
      set.isComplement ? put("(?!)") : put("(?s:.)")
      return
    }
    let ranges = form == .characters ? set.ranges.compactMap(Self.withoutSurrogates) : set.ranges
    // A complement of a category is no member of a class that a class can be written from; a choice does it.
    if set.words == false {
      if set.isComplement {
        if !ranges.isEmpty || set.digits != nil {
          put("(?:(?!")
          writeClass(ranges, digits: set.digits, words: nil, isComplement: false)
          put(")[\\p{L}\\p{N}_])")
        } else {
          put("[\\p{L}\\p{N}_]")
        }
      } else if ranges.isEmpty, set.digits == nil {
        put("[^\\p{L}\\p{N}_]")
      } else {
        put("(?:")
        writeClass(ranges, digits: set.digits, words: nil, isComplement: false)
        put("|[^\\p{L}\\p{N}_])")
      }
      return
    }
    writeClass(ranges, digits: set.digits, words: set.words, isComplement: set.isComplement)
  }

  private mutating func writeClass(
    _ ranges: [ClosedRange<UInt32>], digits: Bool?, words: Bool?, isComplement: Bool
  ) {
    if ranges.isEmpty, digits == nil, words == nil {
      isComplement ? put("(?s:.)") : put("(?!)")
      return
    }
    isComplement ? put("[^") : put("[")
    for range in ranges {
      write(escaped: range.lowerBound)
      if range.count > 1 {
        put("-")
        write(escaped: min(range.upperBound, form == .bytes ? 0xff : 0x10ffff))
      }
    }
    if let digits { digits ? put("\\p{Nd}") : put("\\P{Nd}") }
    if words == true { put("\\p{L}\\p{N}_") }
    put("]")
  }

  /// PCRE2 refuses the numbers that stand for no character as ends of a range.
  private static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt32>? {
    let low = (0xd800...0xdfff).contains(range.lowerBound) ? 0xe000 : range.lowerBound
    let high = (0xd800...0xdfff).contains(range.upperBound) ? 0xd7ff : range.upperBound
    return low <= high ? low...high : nil
  }
}
