import PackageModel

/// A manifest as the formatter sees it: actions with what stays with them, and text that is kept as it is.
struct FormattingDocument {
  /// An action with the comments and the macro that stand in front of it.
  struct Entry {
    var action: ActionReference
    /// A leading `$(…)`, in the storage's address space.
    var macroStart: UInt32
    var macroCount: UInt32
    /// Comment lines with their ends, in ``FormattingDocument/notes``.
    var notesStart: UInt32
    var notesCount: UInt32
  }

  /// The text that is put out before the actions: leading comments and lines that are no actions, with their comments.
  private(set) var head: [UInt8] = []
  /// The comments behind the last line.
  private(set) var tail: [UInt8] = []
  /// The comments of actions.
  private(set) var notes: [UInt8] = []
  private(set) var storage: ManifestStorage
  private(set) var entries: [Entry] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let fileName: String
  private let style: FormatStyle
  private var pendingNotes: [UInt8] = []
  private var sawLine = false

  init(reading text: [UInt8], fileName: String, style: FormatStyle) throws(Diagnostic) {
    self.fileName = fileName
    self.style = style
    storage = ManifestStorage(text: text)
    guard text.count < Int(UInt32.max) / 2 else {
      throw Diagnostic(.error, "the manifest is larger than 2 GiB", at: SourceLocation(file: fileName))
    }
    // An action of a generated manifest takes some 130 bytes; growing the tables by doubling would cost more memory.
    entries.reserveLargePages(text.count / 160)
    storage.attributes.reserveLargePages(text.count / 32)
    let span = text.span
    var scanner = LogicalLineScanner(blankRule: .ends)
    while let line = scanner.next(span) {
      if let joined = line.joined {
        try readJoined(line, joined, of: span)
      } else {
        read(span.extracting(line.range), base: line.range.lowerBound, line, of: span)
      }
    }
    tail = pendingNotes
    pendingNotes = []
  }

  private mutating func readJoined(_ line: LogicalLine, _ joined: [UInt8], of text: Span<UInt8>) throws(Diagnostic) {
    if line.isUnfinished {
      diagnostics.append(
        Diagnostic(
          .error, "the file ends inside a continued line", at: SourceLocation(file: fileName, line: line.lastLine),
          sourceLine: ByteString(joined), remedy: "remove the backslash at the end of the last line"))
    }
    guard storage.hasRoom(for: joined.count) else {
      throw ActionError(.tooLarge, at: 0).diagnostic(file: fileName, line: line.lastLine, text: ByteString(joined))
    }
    // A piece that a blank line or the end of the file cut off may leave blanks at the end.
    let range = UnicodeBlanks.trimmed(joined.span, 0..<joined.count)
    let base = storage.text.count + storage.side.count + range.lowerBound
    storage.side.append(contentsOf: joined)
    read(joined.span.extracting(range), base: base, line, of: text)
  }

  /// Reads a stripped line whose first byte lies at `base` of the storage's address space.
  @inline(__always)
  private mutating func read(_ text: Span<UInt8>, base: Int, _ line: LogicalLine, of whole: Span<UInt8>) {
    guard !text.isEmpty, text[0] != ASCII.hash else {
      pendingNotes.append(span: text)
      pendingNotes.append(ASCII.newline)
      return
    }
    if !sawLine {
      sawLine = true
      // Comments before the first line belong to the file.
      flushNotesToHead()
    }

    var macro = 0
    if text.count > 1, text[0] == ASCII.dollar, text[1] == ASCII.openParenthesis {
      guard let end = text.firstIndex(of: ASCII.closeParenthesis, from: 2, to: text.count), end + 1 < text.count else {
        keep(text, line, of: whole, because: loneMacro(text, line))
        return
      }
      macro = end + 1
    }
    if text[macro] == ASCII.lessThan, text[text.count - 1] == ASCII.greaterThan {
      keepDirective(text, line, of: whole)
      return
    }
    do throws(ActionError) {
      let action = try ActionParser.parse(text.extracting(macro..<text.count), base: base + macro, into: &storage)
      guard action.kind != .depend || hasKnownType(action) else {
        keep(text, line, of: whole, because: unknownDependency(action, text, line))
        return
      }
      guard !text.hasBackslashTabOrHighByte || canBeLaidOut(action) else {
        keep(text, line, of: whole, because: unwritable(text, line))
        return
      }
      // A single blank line in front of an action separates nothing once the actions are sorted.
      if pendingNotes.count == 1 { pendingNotes.removeAll(keepingCapacity: true) }
      entries.append(
        Entry(
          action: action, macroStart: UInt32(base), macroCount: UInt32(macro), notesStart: UInt32(notes.count),
          notesCount: UInt32(pendingNotes.count)))
      if !pendingNotes.isEmpty {
        notes.append(contentsOf: pendingNotes)
        pendingNotes.removeAll(keepingCapacity: true)
      }
    } catch {
      var error = error
      error.position += macro
      keep(text, line, of: whole, because: malformed(error, text, line))
    }
  }
}

extension FormattingDocument {
  /// Writes modes as `0755` that are written as `0o755`, Python's way, in some entries. Gives whether there were any.
  mutating func normaliseModes(of numbers: Set<UInt32>) -> Bool {
    var changes = false
    for number in numbers {
      let indices = entries[Int(number)].action.attributes.filter { storage.attributes[$0].name == NameTable.mode }
      guard indices.count == 1, let index = indices.first else { continue }
      let mode = storage.value(storage.attributes[index])
      guard let digits = mode.dropping(prefix: "0o"), storage.hasRoom(for: mode.count) else { continue }
      let place = storage.store("0" + digits)
      storage.attributes[index].start = place.start
      storage.attributes[index].count = place.count
      changes = true
    }
    return changes
  }

  private func hasKnownType(_ action: ActionReference) -> Bool {
    var found: Int?
    for index in action.attributes where storage.attributes[index].name == NameTable.type {
      guard found == nil else { return false }
      found = index
    }
    guard let found else { return false }
    return storage.withValue(storage.attributes[found]) { DependencyTypes.rank($0) != nil }
  }

  /// Whether an action reads the same once it is laid out: a backslash is never escaped there, and a tab or another blank
  /// than U+0020 never quoted.
  private func canBeLaidOut(_ action: ActionReference) -> Bool {
    var isSuspect = false
    for index in action.attributes {
      let isKept = storage.withValue(storage.attributes[index]) { value in
        guard let last = value.isEmpty ? nil : value[value.count - 1] else { return true }
        if value.hasBackslashTabOrHighByte { isSuspect = true }
        // At the end of a line both are lost.
        if last == ASCII.backslash { return false }
        return last < 0x80 || UnicodeBlanks.trimmed(value, value.indices).upperBound == value.count
          || ActionWriter.needsQuotes(value, asListElement: true)
      }
      guard isKept else { return false }
    }
    return !isSuspect || storage.action(action).isExpressible
  }

  private mutating func flushNotesToHead() {
    head.append(contentsOf: pendingNotes)
    pendingNotes.removeAll(keepingCapacity: true)
  }

  /// Keeps a line that is no action.
  private mutating func keep(
    _ text: Span<UInt8>, _ line: LogicalLine, of whole: Span<UInt8>, because diagnostic: Diagnostic
  ) {
    diagnostics.append(diagnostic)
    flushNotesToHead()
    head.append(span: text)
    head.append(ASCII.newline)
  }

  /// Keeps a transform or an include. The second style keeps its line breaks, too.
  private mutating func keepDirective(_ text: Span<UInt8>, _ line: LogicalLine, of whole: Span<UInt8>) {
    flushNotesToHead()
    if style == .v1 {
      head.append(span: text)
    } else if line.joined == nil {
      head.append(span: whole.extracting(line.physical.lowerBound..<line.range.upperBound))
    } else {
      appendContinued(whole.extracting(line.physical))
    }
    head.append(ASCII.newline)
  }

  /// Appends physical lines, each indented by four blanks if it is indented at all.
  private mutating func appendContinued(_ lines: Span<UInt8>) {
    var scanner = LineScanner()
    while let line = scanner.next(lines) {
      if scanner.line > 1 { head.append(ASCII.newline) }
      var start = line.lowerBound
      while start < line.upperBound {
        let width = UnicodeBlanks.leadingWidth(lines, start, line.upperBound)
        if width == 0 { break }
        start += width
      }
      if start > line.lowerBound { head.append(contentsOf: [ASCII.space, ASCII.space, ASCII.space, ASCII.space]) }
      head.append(span: lines.extracting(start..<line.upperBound))
    }
    // Blanks at the end of the last line carry nothing.
    let trimmed = UnicodeBlanks.trimmed(head.span, 0..<head.count)
    head.removeSubrange(trimmed.upperBound...)
  }

  private func malformed(_ error: ActionError, _ text: Span<UInt8>, _ line: LogicalLine) -> Diagnostic {
    error.diagnostic(
      file: fileName, line: line.lastLine, text: ByteString(text),
      indentation: line.joined == nil ? line.indentation : 0)
  }

  private func unwritable(_ text: Span<UInt8>, _ line: LogicalLine) -> Diagnostic {
    Diagnostic(
      .error, "a value that the canonical layout cannot hold: backslashes and tabs are not escaped there",
      at: SourceLocation(file: fileName, line: line.lastLine), sourceLine: ByteString(text),
      remedy: "the line is kept as it is; let the value end in something else than a backslash, and use no tabs")
  }

  private func loneMacro(_ text: Span<UInt8>, _ line: LogicalLine) -> Diagnostic {
    Diagnostic(
      .warning, "a macro without an action behind it",
      at: SourceLocation(file: fileName, line: line.lastLine, column: line.joined == nil ? line.indentation + 1 : 1),
      sourceLine: ByteString(text), remedy: "write the action behind $(…), or put the line into an included file")
  }

  private func unknownDependency(_ action: ActionReference, _ text: Span<UInt8>, _ line: LogicalLine) -> Diagnostic {
    let types = storage.action(action).attributes.values("type")
    let known = DependencyTypes.names.map(\.text)
    let message: String
    let remedy: String
    switch types.count {
    case 0:
      message = "a dependency without a type"
      remedy = "add type=require or another type"
    case 1:
      message = "unknown type of dependency: '\(types[0])'"
      remedy =
        Suggestion.nearest(to: types[0].text, among: known).map { "did you mean \"\($0)\"?" }
        ?? "the types are " + known.joined(separator: ", ")
    default:
      message = "a dependency with several types"
      remedy = "keep one type="
    }
    return Diagnostic(
      .warning, message, at: SourceLocation(file: fileName, line: line.lastLine), sourceLine: ByteString(text),
      remedy: remedy)
  }
}
