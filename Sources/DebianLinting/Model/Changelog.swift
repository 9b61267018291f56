import PackageModel

/// A changelog of Debian (Policy 4.4; deb-changelog(5)), read as far as it can be.
struct Changelog {
  /// What is said about one version.
  struct Entry {
    /// The line of its heading, from 1.
    var line: Int
    var version: String
    var distribution: String
    /// The name and the address in the trailer.
    var maintainer = ""
    /// The date as written.
    var date = ""
    /// The lines of the changes with the numbers of their lines, empty ones between them included.
    var changes: [(line: Int, text: String)] = []
  }

  /// A mistake and its line.
  struct Mistake {
    var line: Int
    var reason: String
  }

  private(set) var entries: [Entry] = []
  private(set) var mistakes: [Mistake] = []

  private enum Expectation: String {
    case first = "first heading"
    case changes = "start of change data"
    case more = "more change data or trailer"
    case next = "next heading or eof"
  }

  private var current: Entry?
  private var expected = Expectation.first
  private var blanks: [Int] = []

  init(_ text: [UInt8], _ patterns: Patterns) {
    let lines = TextLines.split(text)
    let heading = "^\\S+\\s*\\([^)]+\\)\\s*(?:[^ \\t;]+\\s*)+;"
    guard lines.contains(where: { patterns.matches(heading, $0) }) else {
      mistakes.append(Mistake(line: 1, reason: "not a Debian changelog"))
      return
    }
    for (index, line) in lines.enumerated() {
      var bytes = line.utf8[...]
      while let last = bytes.last, last == ASCII.space || (0x09...0x0d).contains(last) { bytes.removeLast() }
      guard read(String(decoding: bytes, as: UTF8.self), index + 1, patterns) else { break }
    }
    if let current { entries.append(current) }
  }

  private mutating func complain(_ line: Int, _ reason: String) { mistakes.append(Mistake(line: line, reason: reason)) }

  /// - Returns: whether lines follow that are to be read.
  private mutating func read(_ line: String, _ number: Int, _ patterns: Patterns) -> Bool {
    if line.isEmpty {
      if expected == .first { complain(number, "found blank line where expected \(expected.rawValue)") }
      if expected == .more { blanks.append(number) }
      return true
    }
    if let groups = patterns.groups(
      "(?i)^\\w[-+0-9a-z.]* \\(([^\\(\\) \\t]+)\\)((?:\\s+[-+0-9a-z.]+)+);\\s*(.*)$", line)
    {
      if expected != .first, expected != .next {
        complain(number, "found start of entry where expected \(expected.rawValue)")
      }
      if let current { entries.append(current) }
      current = Entry(line: number, version: groups[1] ?? "", distribution: (groups[2] ?? "").trimmed)
      readKeys(groups[3] ?? "", number, patterns)
      expected = .changes
      blanks = []
      return true
    }
    if patterns.matches("(?i)^(?:;;\\s*)?Local variables:|^vim:|^Old Changelog:$|^(?:\\d+:)?\\w[\\w.+~-]*:?$", line) {
      return false
    }
    if patterns.matches(
      "(?i)^\\w+\\s+\\w+\\s+\\d{1,2},? (?:\\d{1,2}:\\d{1,2}:\\d{1,2}\\s+[\\w\\s]*)?\\d{4}\\s+.*\\s+[<(].*[)>]"
        + "|^\\w[-+0-9a-z.]* \\([^() \\t]+\\);?|^[\\w.+-]+[- ]\\S+ Debian \\S+|^Changes from version .* to .*:"
        + "|^Changes for [\\w.+-]+-[\\w.+-]+:?$", line)
    {
      return false
    }
    if patterns.matches("^\\$\\w+:.*\\$|^# |^/\\*.*\\*/", line) { return true }
    readBody(line, number, patterns)
    return true
  }

  private mutating func readBody(_ line: String, _ number: Int, _ patterns: Patterns) {
    if line.utf8.first != ASCII.space, line.utf8.first != ASCII.tab {
      complain(number, "badly formatted heading line")
    } else if let groups = patterns.groups(
      "^ -- (.*) <(.*)>(  ?)((?:\\w+,\\s*)?\\d{1,2}\\s+\\w+\\s+\\d{4}\\s+\\d{1,2}:\\d\\d:\\d\\d\\s+[-+]\\d{4}(?:\\s+\\([^\\\\()]\\))?)$",
      line)
    {
      if expected != .more { complain(number, "found trailer where expected \(expected.rawValue)") }
      if groups[3] != "  " { complain(number, "badly formatted trailer line") }
      if current?.maintainer.isEmpty ?? false { current?.maintainer = "\(groups[1] ?? "") <\(groups[2] ?? "")>" }
      if current?.date.isEmpty ?? false { current?.date = groups[4] ?? "" }
      expected = .next
    } else if line.hasPrefix(" --") {
      complain(number, "badly formatted trailer line")
    } else if patterns.matches("^\\s{2,}\\S", line) {
      if expected != .changes, expected != .more {
        complain(number, "found change data where expected \(expected.rawValue)")
      }
      current?.changes += blanks.map { ($0, "") } + [(number, line)]
      blanks = []
      expected = .more
    } else {
      complain(number, "unrecognised line")
    }
  }

  private mutating func readKeys(_ text: String, _ number: Int, _ patterns: Patterns) {
    for pair in text.split(separator: ",").map({ String($0).trimmed }) where !pair.isEmpty {
      guard let key = patterns.first("(?i)^([-0-9a-z]+)=\\s*.*\\S$", pair) else {
        complain(number, "bad key-value after ';': '\(pair)'")
        continue
      }
      if key.lowercasedASCII != "urgency", !patterns.matches("(?i)^X[BCS]+-", key) {
        let name = key.prefix(1).uppercased() + key.dropFirst()
        complain(number, "unknown key-value key \(name) - copying to XS-\(name)")
      }
    }
  }
}
