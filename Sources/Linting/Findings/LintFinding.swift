package import PackageModel

/// Something that is wrong, with its place, its reason and its remedy, for people and for machines.
package struct LintFinding: Sendable {
  /// A stretch of one line.
  package struct Place: Sendable, Hashable {
    /// The file's name as the user gave it.
    package var file: String
    /// From 1; `nil` where the whole file is meant.
    package var line: Int?
    /// In bytes, from 1; `nil` where the whole line is meant.
    package var column: Int?
    /// The column behind the last byte that is meant.
    package var endColumn: Int?
    /// The line itself.
    package var text: ByteString?

    package init(
      file: String, line: Int? = nil, column: Int? = nil, endColumn: Int? = nil, text: ByteString? = nil
    ) {
      self.file = file
      self.line = line
      self.column = column
      self.endColumn = endColumn
      self.text = text
    }
  }

  /// A change of the file that mends the mistake.
  package struct Fix: Sendable, Hashable {
    package var title: String
    package var edit: TextEdit

    package init(title: String, edit: TextEdit) {
      self.title = title
      self.edit = edit
    }
  }

  /// The message's id, as in `pkglint.action001.1`.
  package var id: String
  package var level: LintLevel
  package var message: String
  package var place: Place
  package var remedy: String?
  /// The package that the finding is about.
  package var package: String?
  package var related: [Place] = []
  package var fix: Fix?
  /// Whether a `pkg.linted` attribute says that the finding is known.
  package var isSuppressed = false
  /// What tells the finding from others, whatever line it stands on.
  package var fingerprint = ""

  package init(
    id: String, level: LintLevel, message: String, place: Place, remedy: String? = nil, package: String? = nil
  ) {
    self.id = id
    self.level = level
    self.message = message
    self.place = place
    self.remedy = remedy
    self.package = package
  }

  /// The message on one line.
  var oneLine: String { message.split(separator: "\n").joined(separator: "; ") }
}

extension LintFinding.Place {
  /// The column in code points, which is what other programs count in.
  package var characterColumn: Int? { column.map { characters(before: $0) + 1 } }

  /// The column behind the stretch in code points.
  package var characterEndColumn: Int? { endColumn.map { characters(before: $0) + 1 } }

  private func characters(before column: Int) -> Int {
    guard let text else { return column - 1 }
    return ByteString(text.bytes.prefix(column - 1)).text.unicodeScalars.count
  }
}

extension [LintFinding] {
  /// Orders by file, line, column and id, and gives each finding its fingerprint.
  package func numbered() -> [LintFinding] {
    var sorted = self.enumerated().sorted { left, right in
      let one = left.element
      let other = right.element
      if one.place.file != other.place.file {
        return one.place.file.utf8.lexicographicallyPrecedes(other.place.file.utf8)
      }
      let places = [
        (one.place.line ?? 0, other.place.line ?? 0), (one.place.column ?? 0, other.place.column ?? 0),
      ]
      for (mine, theirs) in places where mine != theirs { return mine < theirs }
      if one.id != other.id { return one.id < other.id }
      return left.offset < right.offset
    }.map(\.element)
    var counts: [String: Int] = [:]
    for index in sorted.indices {
      let finding = sorted[index]
      let line = finding.place.text.map { UnicodeBlanks.trimmed($0).text } ?? ""
      let identity = [finding.id, finding.place.file, finding.message, line].joined(separator: "\u{1f}")
      let count = counts[identity, default: 0]
      counts[identity] = count + 1
      sorted[index].fingerprint = Fingerprint.of("\(identity)\u{1f}\(count)")
    }
    return sorted
  }
}
