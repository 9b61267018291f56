import PackageModel

/// The overrides of a package (lintian's user manual, 2.4): lines `[PACKAGE] [[ARCHITECTURES]] [TYPE]: TAG [CONTEXT]` in
/// `usr/share/lintian/overrides/PACKAGE`, with `*` and `?` in contexts, and comments.
struct Overrides {
  /// One line.
  struct Line: Hashable {
    var number: Int
    var tag: String
    /// What contexts are compared with; empty for all of them.
    var pattern: String
    var architectures: [String]
  }

  private let path: String
  private let architecture: String
  private(set) var lines: [Line] = []
  /// The lines that are none, with the reason.
  private(set) var malformed: [(line: Int, reason: String)] = []

  init(of package: BinaryPackage) {
    path = "usr/share/lintian/overrides/" + package.name
    architecture = package.architecture
    guard let entry = package.entry(path) else { return }
    for (index, line) in entry.lines.enumerated() { read(line, index + 1, package: package.name) }
  }

  private mutating func read(_ line: String, _ number: Int, package: String) {
    var words = line.words
    guard let first = words.first, !first.hasPrefix("#") else { return }
    var needsColon = false
    // The colon may stand by itself or behind any of the words before it.
    func takesColon(_ word: String) -> Bool { word.hasSuffix(":") }
    var sawColon = false
    if first == package || first == package + ":" {
      needsColon = true
      sawColon = takesColon(first)
      words.removeFirst()
    }
    var architectures: [String] = []
    if !sawColon, let word = words.first, word.hasPrefix("["), let end = words.firstIndex(where: { $0.contains("]") }) {
      needsColon = true
      sawColon = takesColon(words[end])
      architectures = words[...end].joined(separator: " ").split { "[]: ".contains($0) }.map(String.init)
      words.removeFirst(end + 1)
    }
    if !sawColon, let word = words.first, word == "binary" || word == "binary:" {
      needsColon = true
      sawColon = takesColon(word)
      words.removeFirst()
    }
    if needsColon, !sawColon {
      guard let word = words.first, word.hasPrefix(":") else {
        malformed.append((number, "Expected a colon"))
        return
      }
      words[0] = String(word.dropFirst())
      if words[0].isEmpty { words.removeFirst() }
    }
    guard let tag = words.first else {
      malformed.append((number, "Cannot parse line: \(line)"))
      return
    }
    lines.append(
      Line(
        number: number, tag: tag, pattern: words.dropFirst().joined(separator: " "), architectures: architectures))
  }

  private func isFor(_ line: Line) -> Bool {
    guard !line.architectures.isEmpty else { return true }
    let negated = line.architectures.contains { $0.hasPrefix("!") }
    let matches = line.architectures.contains {
      let wanted = $0.hasPrefix("!") ? String($0.dropFirst()) : $0
      return wanted == architecture || wanted == "any" || (wanted == "linux-any" && architecture != "all")
    }
    return matches != negated
  }

  /// Marks the hints that are overridden and adds what is wrong with the overrides themselves.
  func apply(to hints: [TagHint]) -> [TagHint] {
    var used: Set<Line> = []
    let active = lines.filter(isFor)
    let byTag = Dictionary(grouping: active) { RenamedTags.current($0.tag) }
    var result = hints.map { hint in
      var hint = hint
      guard let candidates = byTag[hint.tag] else { return hint }
      let context = hint.fullContext.words.joined(separator: " ")
      let line =
        candidates.last { $0.pattern.isEmpty }
        ?? candidates.sorted { $0.pattern < $1.pattern }.first { Wildcard.matches($0.pattern, context) }
      if let line {
        hint.isOverridden = true
        used.insert(line)
      }
      return hint
    }
    let tags = Set(hints.map(\.tag))
    for line in active where !used.contains(line) && DebianChecks.knows(line.tag) {
      let isMismatch = tags.contains(RenamedTags.current(line.tag))
      let text = [line.tag, line.pattern].filter { !$0.isEmpty }.joined(separator: " ")
      result.append(
        TagHint(
          isMismatch ? OverrideChecks.mismatched.tag : OverrideChecks.unused.tag, text,
          at: .path(path, line: line.number)))
    }
    return result
  }
}

/// Patterns in which `*` stands for any text and `?` for any character.
enum Wildcard {
  /// Whether a pattern matches the whole of a text.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let text = Array(text.utf8)
    var place = 0
    var position = 0
    // Where the last star stands, and how far it has eaten.
    var star: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == text[position] || pattern[place] == UInt8(ascii: "?") {
        place += 1
        position += 1
      } else if let last = star {
        star = (last.place, last.position + 1)
        place = last.place + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
