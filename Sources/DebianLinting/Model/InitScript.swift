/// An init script taken apart: its LSB header and what it can do (Policy 9.3; LSB 3.1).
struct InitScript {
  let entry: PackageEntry
  /// The values of the header by keyword in lower case.
  private(set) var keywords: [String: [String]] = [:]
  private(set) var hasHeader = false
  /// The lines at which something is wrong with the header.
  private(set) var unterminated: [Int] = []
  private(set) var repeatedHeader: [Int] = []
  private(set) var badLines: [Int] = []
  private(set) var repeatedKeywords: [(line: Int, keyword: String)] = []
  private(set) var unknownKeywords: [(line: Int, keyword: String)] = []
  /// Where a file is read without a look whether it is there.
  private(set) var untestedSources: [(line: Int, file: String)] = []
  private(set) var templateLines: [Int] = []
  /// The words among start, stop, restart, force-reload and status that occur.
  private(set) var actions: Set<String> = []
  private(set) var usesVar = false
  private(set) var readsFunctions = false

  static let knownKeywords: Set<String> = [
    "provides", "required-start", "required-stop", "should-start", "should-stop", "default-start", "default-stop",
    "short-description", "description",
  ]

  init(_ entry: PackageEntry, _ patterns: Patterns) {
    self.entry = entry
    let all: Set<String> = ["start", "stop", "restart", "force-reload", "status"]
    if entry.interpreter?.effective == "/lib/init/init-d-script" {
      actions = all
      readsFunctions = true
    }
    var isInHeader = false
    var lastKeyword = ""
    var isInTest = false
    for (index, line) in entry.lines.enumerated() {
      let number = index + 1
      if isInHeader {
        isInHeader = readHeader(line, number, &lastKeyword, patterns)
        continue
      }
      if patterns.matches("Please remove the \"Author\" lines|Example initscript", line) {
        templateLines.append(number)
      }
      if line.hasPrefix("### BEGIN INIT INFO") {
        if hasHeader {
          repeatedHeader.append(number)
          continue
        }
        hasHeader = true
        isInHeader = true
        continue
      }
      if patterns.matches("\\bif\\s+.*?(?:test|\\[)(?:\\s+!)?\\s+-[efr]\\s+", line) { isInTest = true }
      if patterns.matches("\\bfi\\b", line) { isInTest = false }
      if !isInTest, let file = patterns.first("^\\s*\\.\\s+[\"']?(/etc/default/[$\\w/-]+)", line) {
        untestedSources.append((number, file))
      }
      if line.contains(". /lib/init/init-d-script") { actions = all }
      if patterns.matches("^[^#]*/var/", line) { usesVar = true }
      if !line.trimmed.hasPrefix("#"),
        patterns.matches("(?:\\.|source)\\s+/lib/(?:lsb/init-functions|init/init-d-script)", line)
      {
        readsFunctions = true
      }
      var rest = line
      while let groups = patterns.groups("^[^#]*?(start|stop|restart|force-reload|status)", rest) {
        actions.insert(groups[1] ?? "")
        rest = String(decoding: rest.utf8.dropFirst((groups[0] ?? "").utf8.count), as: UTF8.self)
      }
    }
  }

  /// - Returns: whether the header goes on.
  private mutating func readHeader(
    _ line: String, _ number: Int, _ last: inout String, _ patterns: Patterns
  ) -> Bool {
    if line.hasPrefix("### END INIT INFO") { return false }
    guard line.hasPrefix("#") else {
      unterminated.append(number)
      return false
    }
    if let groups = patterns.groups("^# ([a-zA-Z-]+):\\s*(.*?)\\s*$", line) {
      let keyword = (groups[1] ?? "").lowercasedASCII
      if keywords[keyword] != nil { repeatedKeywords.append((number, keyword)) }
      if !Self.knownKeywords.contains(keyword), !keyword.hasPrefix("x-") { unknownKeywords.append((number, keyword)) }
      keywords[keyword] = (groups[2] ?? "").words
      last = keyword
    } else if !(last == "description" && patterns.matches("^#(?:\\t|  )", line)) {
      badLines.append(number)
    }
    return true
  }

  /// The init scripts of a package.
  static func all(_ package: BinaryPackage) -> [InitScript] {
    package.cached("init scripts") {
      guard !["initscripts", "sysvinit"].contains(package.name) else { return [] }
      return package.children("etc/init.d").filter { entry in
        entry.isFile && !["README", "skeleton", "rc", "rcS"].contains(entry.name)
      }.map { InitScript($0, package.patterns) }
    }
  }
}
