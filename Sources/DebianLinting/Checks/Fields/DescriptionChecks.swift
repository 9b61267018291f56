/// The field Description: a synopsis on its first line, and an extended description below it.
enum DescriptionChecks {
  static let all = [
    emptySynopsis, startsWithName, article, tooShort, isName, synopsisTooLong, duplicated, invalidControl,
    unindentedList, tabs, leadingSpaces, lineTooLong, emptyExtended, probablyTooShort, emptyParagraph,
  ]

  /// A description taken apart.
  private struct Description {
    var synopsis: String
    /// The lines below, with the blank they begin with.
    var lines: [String]
    /// The lines that are no paragraph marks, with their numbers from 1.
    var textLines: [(number: Int, line: String)]
  }

  private static func description(_ package: BinaryPackage) -> Description? {
    package.cached("description") {
      package.control.field("Description").map { field in
        var lines = field.rawValue.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let synopsis = lines.removeFirst().trimmed
        let text = lines.enumerated().filter { !package.matches("^ \\.\\s*$", $0.element) }
        return Description(synopsis: synopsis, lines: lines, textLines: text.map { ($0.offset + 1, $0.element) })
      }
    }
  }

  private static func squeezed(_ text: String) -> [UInt8] {
    text.lowercased().utf8.filter { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
  }

  private static let emptySynopsis = DebianCheck(
    .error, "description-synopsis-is-empty", .debianFields, "The description has no first line",
    remedy: "say in a few words what the package is, behind Description:",
    explanation: "The first line of the description is what lists of packages show (Policy 3.4.1).",
    wrong: "Description:\n A server that says everything twice.",
    right: "Description: server that says everything twice\n It listens on a port of its own."
  ) { package, report in
    if description(package)?.synopsis.isEmpty ?? false { report(at: .field("Description")) }
  }

  private static let startsWithName = DebianCheck(
    .error, "description-starts-with-package-name", .debianFields,
    "The description begins with the name of the package",
    remedy: "begin with what it is",
    explanation: "Lists show the name before the first line of the description, so it would stand there twice.",
    wrong: "Description: demo - server that says everything twice",
    right: "Description: server that says everything twice"
  ) { package, report in
    guard let synopsis = description(package)?.synopsis, !synopsis.isEmpty else { return }
    let name = package.name.lowercasedASCII
    guard !name.isEmpty, synopsis.lowercasedASCII.hasPrefix(name) else { return }
    let next = synopsis.utf8.dropFirst(name.utf8.count).first
    let isWord = next.map { $0 == 0x5f || (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf) } ?? false
    let endsInWord = name.utf8.last.map { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) } ?? false
    if isWord != endsInWord { report(at: .field("Description")) }
  }

  private static let article = DebianCheck(
    .warning, "description-synopsis-starts-with-article", .debianFields, "The description begins with an article",
    remedy: "leave the article out",
    explanation: "The first line is what fits into `NAME is a …`, so it begins without `a`, `an` and `the`.",
    wrong: "Description: A server that says everything twice", right: "Description: server that says everything twice"
  ) { package, report in
    guard let synopsis = description(package)?.synopsis else { return }
    if package.matches("(?i)^(an?|the)\\s", synopsis) { report(at: .field("Description")) }
  }

  private static let tooShort = DebianCheck(
    .error, "description-too-short", .debianFields, "The first line of the description has one word",
    remedy: "say in a few words what the package is",
    explanation: "One word does not tell anybody whether the package is what they are looking for.",
    wrong: "Description: server", right: "Description: server that says everything twice"
  ) { package, report in
    guard let synopsis = description(package)?.synopsis, !synopsis.isEmpty, synopsis.words.count == 1 else { return }
    report(synopsis, at: .field("Description"))
  }

  private static let isName = DebianCheck(
    .error, "description-is-pkg-name", .debianFields, "The description is the name of the package",
    remedy: "say in a few words what the package is",
    explanation: "Packagers that have no description put the name in its place, which says nothing new.",
    wrong: "Package: echo-server\nDescription: echo server",
    right: "Package: echo-server\nDescription: server that says everything twice"
  ) { package, report in
    guard let synopsis = description(package)?.synopsis, !synopsis.isEmpty else { return }
    let name = package.name.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }
    let text = synopsis.lowercased().map { "-_/\\".contains($0) ? " " : $0 }
    let squeezed = String(text).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    if String(name) == squeezed { report(synopsis, at: .field("Description")) }
  }

  private static let synopsisTooLong = DebianCheck(
    .warning, "synopsis-too-long", .debianFields, "The first line of the description has more than 80 characters",
    remedy: "shorten it, and say the rest in the lines below",
    explanation: "Lists of packages show one line for each, and cut what does not fit (Policy 3.4.1).",
    wrong: "Description: server that listens on a port and says everything that it is told twice to whoever told it",
    right: "Description: server that says everything twice"
  ) { package, report in
    if description(package)?.synopsis.unicodeScalars.count ?? 0 > 80 { report(at: .field("Description")) }
  }

  private static let duplicated = DebianCheck(
    .error, "description-synopsis-is-duplicated", .debianFields,
    "The extended description begins with the first line again",
    remedy: "say more in the lines below",
    explanation: "Both parts are shown together; the second should not begin with what the first has just said.",
    wrong: "Description: server that says everything twice\n server that says everything twice",
    right: "Description: server that says everything twice\n It listens on a port of its own."
  ) { package, report in
    guard let description = description(package), !description.synopsis.isEmpty,
      let first = description.textLines.first,
      first.number == 1
    else { return }
    if squeezed(first.line) == squeezed(description.synopsis) {
      report("line 1", at: .field("Description"))
    }
  }

  private static let invalidControl = DebianCheck(
    .error, "description-contains-invalid-control-statement", .debianFields,
    "A line of the description begins with a dot and goes on",
    remedy: "write a dot alone for an empty line, or begin the line with something else",
    explanation:
      "Lines that begin with a blank and a dot are kept for later use; a dot alone is an empty line (Policy 5.6.13).",
    wrong: "Description: demo server\n .config is read first",
    right: "Description: demo server\n The file .config is read first."
  ) { package, report in
    for (number, line) in description(package)?.textLines ?? [] {
      if package.matches("^ \\.\\s*\\S|^ \\s+\\.\\s*$", line) { report("line \(number)", at: .field("Description")) }
    }
  }

  private static let unindentedList = DebianCheck(
    .warning, "possible-unindented-list-in-extended-description", .debianFields, "A list is not indented",
    remedy: "begin each item with two blanks",
    explanation: "Lines with one blank are run together as text; lines with two are shown as they are (Policy 5.6.13).",
    wrong: " - one\n - two\n - three", right: "  - one\n  - two\n  - three"
  ) { package, report in
    let items = (description(package)?.textLines ?? []).filter {
      package.matches("^ [\\-\\*]", $0.line) && !package.matches("^ \\.\\s*\\S|^ \\s+\\.\\s*$", $0.line)
    }
    if items.count > 2 { report("line \(items[2].number)", at: .field("Description")) }
  }

  private static let tabs = DebianCheck(
    .error, "description-contains-tabs", .debianFields, "The description has tabs",
    remedy: "write blanks",
    explanation: "Nobody knows how wide a tab is where the description is shown.",
    wrong: "Description: demo server\n \tsays everything twice",
    right: "Description: demo server\n says everything twice"
  ) { package, report in
    guard let description = description(package) else { return }
    if description.synopsis.contains("\t") { return report(at: .field("Description")) }
    if let line = description.textLines.first(where: { $0.line.contains("\t") }) {
      report("line \(line.number)", at: .field("Description"))
    }
  }

  private static let leadingSpaces = DebianCheck(
    .warning, "description-starts-with-leading-spaces", .debianFields,
    "The extended description begins with two blanks",
    remedy: "begin it with one blank",
    explanation: "Two blanks mean that the line is shown as it is; text begins with one (Policy 5.6.13).",
    wrong: "Description: demo server\n  It says everything twice.",
    right: "Description: demo server\n It says everything twice."
  ) { package, report in
    guard let first = description(package)?.textLines.first, first.number == 1 else { return }
    if package.matches("^ \\s", first.line) { report("line 1", at: .field("Description")) }
  }

  private static let lineTooLong = DebianCheck(
    .warning, "extended-description-line-too-long", .debianFields,
    "A line of the extended description has more than 80 characters",
    remedy: "break the line",
    explanation: "Programs that show lines as they are expect them to fit a terminal.",
    wrong: " one very long line", right: " several lines\n of text"
  ) { package, report in
    for (number, line) in description(package)?.textLines ?? [] where line.unicodeScalars.count > 80 {
      report("line \(number)", at: .field("Description"))
    }
  }

  private static func isDebug(_ package: BinaryPackage) -> Bool {
    package.matches("-dbg(?:sym)?(?:-|$)", package.name)
  }

  private static let emptyExtended = DebianCheck(
    .error, "extended-description-is-empty", .debianFields, "The description has one line only",
    remedy: "add lines that begin with a blank and say what the package does, and for whom",
    explanation: """
      Below the first line, the description tells people who do not know the package whether they want it (Policy 3.4.2).
      """,
    wrong: "Description: server that says everything twice",
    right: """
      Description: server that says everything twice
       It listens on a port of its own and answers every line with the same line.
      """
  ) { package, report in
    guard let description = description(package), description.lines.isEmpty, !isDebug(package) else { return }
    report(at: .field("Description"))
  }

  private static let probablyTooShort = DebianCheck(
    .info, "extended-description-is-probably-too-short", .debianFields, "The extended description has one line only",
    remedy: "say what the package does, and for whom",
    explanation: "One line is seldom enough to tell people whether they want the package (Policy 3.4.2).",
    wrong: "Description: demo server\n Says everything twice.",
    right: "Description: demo server\n It listens on a port of its own and answers every line\n with the same line."
  ) { package, report in
    guard let description = description(package), description.lines.count == 1 else { return }
    if package.matches("(?i)(?:dummy|transition)", description.synopsis) { return }
    if package.matches("(?i)transitional package", package.value("Description") ?? "") { return }
    if package.matches("-dbg$", package.name) || isMeta(package) { return }
    report(at: .field("Description"))
  }

  /// Whether the package has no purpose but its dependencies.
  private static func isMeta(_ package: BinaryPackage) -> Bool {
    package.matches("(?i)meta[ -]?package|(?:dependency|dummy) package", package.value("Description") ?? "")
      || package.matches("tasks|metapackages", package.value("Section") ?? "") || package.name.hasPrefix("task-")
  }

  private static let emptyParagraph = DebianCheck(
    .warning, "extended-description-contains-empty-paragraph", .debianFields,
    "The extended description has an empty paragraph",
    remedy: "keep one dot between paragraphs, and none at the beginning and the end",
    explanation:
      "A line with a dot separates paragraphs; where there is nothing before or behind it, it separates nothing.",
    wrong: "Description: demo server\n .\n It says everything twice.",
    right: "Description: demo server\n It says everything twice.\n .\n It does nothing else."
  ) { package, report in
    guard let description = description(package), description.lines.count >= 2 else { return }
    let text = description.lines.map { $0 + "\n" }.joined()
    if package.matches("^ \\.\\s*\\n|\\n \\.\\s*\\n \\.\\s*\\n|\\n \\.\\s*\\n?$", text) {
      report(at: .field("Description"))
    }
  }
}
