/// A manifest: actions, comments and directives in the order of the text.
///
/// This is what every front end produces, every pass works on and every back end reads. It is compact, so that a
/// manifest of a million actions fits in memory: values are positions in the text it was read from. Use
/// ``action(at:)`` for an editable value and ``replaceAction(at:with:)`` to put it back.
public struct Manifest: Sendable {
  /// What an item of a manifest is.
  public enum ItemKind: UInt8, Sendable {
    /// A line with nothing on it.
    case blank
    /// A line that begins with `#`.
    case comment
    /// A line of the form `<…>`: an include or a transform.
    case directive
    /// An action.
    case action
    /// A line that could not be read as an action.
    case malformed
  }

  /// One item: where it stands and, for actions, which one it is.
  package struct Item: Sendable {
    package var start: UInt32
    package var count: UInt32
    /// The number of the action, for actions.
    package var action: UInt32
    /// The last physical line, from 1; 0 for items that came from no text.
    package var line: UInt32
    package var kind: ItemKind
  }

  /// The name of the file the manifest was read from, for diagnostics.
  public var fileName: String
  package var storage: ManifestStorage
  package var actions: [ActionReference] = []
  package var items: [Item] = []

  /// Makes an empty manifest.
  public init(fileName: String = "<manifest>") {
    self.fileName = fileName
    storage = ManifestStorage()
  }

  /// Reads a manifest from its text (pkg(7), "Manifest format").
  ///
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - fileName: its name, for diagnostics.
  /// - Throws: all mistakes of the text together, each with its place.
  public init(reading text: [UInt8], fileName: String) throws(Diagnostics) {
    var diagnostics: [Diagnostic] = []
    self.init(reading: text, fileName: fileName, diagnostics: &diagnostics)
    guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
  }

  /// Reads a manifest and goes on behind mistakes; lines that are no actions become malformed items.
  public init(reading text: [UInt8], fileName: String, diagnostics: inout [Diagnostic]) {
    self.fileName = fileName
    storage = ManifestStorage(text: text)
    guard text.count < Int(UInt32.max) / 2 else {
      diagnostics.append(Diagnostic(.error, "the manifest is larger than 2 GiB", at: SourceLocation(file: fileName)))
      storage = ManifestStorage()
      return
    }
    // An action of a generated manifest takes some 170 bytes; growing the tables by doubling would cost more memory.
    actions.reserveLargePages(text.count / 256)
    items.reserveLargePages(text.count / 256)
    storage.attributes.reserveLargePages(text.count / 48)
    let span = text.span
    var scanner = LogicalLineScanner(blankRule: .goesOn)
    while let line = scanner.next(span) {
      read(line, of: span, diagnostics: &diagnostics)
    }
  }

  private mutating func read(_ line: LogicalLine, of text: Span<UInt8>, diagnostics: inout [Diagnostic]) {
    guard let joined = line.joined else {
      read(text.extracting(line.range), base: line.range.lowerBound, line, diagnostics: &diagnostics)
      return
    }
    if line.isUnfinished {
      diagnostics.append(
        Diagnostic(
          .error, "the file ends inside a continued line",
          at: SourceLocation(file: fileName, line: line.lastLine), sourceLine: ByteString(joined),
          remedy: "remove the backslash at the end of the last line"))
    }
    guard storage.hasRoom(for: joined.count) else {
      diagnostics.append(
        ActionError(.tooLarge, at: 0).diagnostic(file: fileName, line: line.lastLine, text: ByteString(joined)))
      return
    }
    let base = storage.text.count + storage.side.count
    storage.side.append(contentsOf: joined)
    read(joined.span, base: base, line, diagnostics: &diagnostics)
  }

  private mutating func read(
    _ text: Span<UInt8>, base: Int, _ line: LogicalLine, diagnostics: inout [Diagnostic]
  ) {
    var item = Item(
      start: UInt32(base), count: UInt32(text.count), action: 0, line: UInt32(line.lastLine), kind: .blank)
    if text.isEmpty {
      item.kind = .blank
    } else if text[0] == ASCII.hash {
      item.kind = .comment
    } else if text[0] == ASCII.lessThan, text[text.count - 1] == ASCII.greaterThan {
      item.kind = .directive
    } else {
      do throws(ActionError) {
        let action = try ActionParser.parse(text, base: base, into: &storage)
        item.kind = .action
        item.action = UInt32(actions.count)
        actions.append(action)
      } catch {
        item.kind = .malformed
        diagnostics.append(
          error.diagnostic(
            file: fileName, line: line.lastLine, text: ByteString(text),
            indentation: line.joined == nil ? line.indentation : 0))
      }
    }
    items.append(item)
  }
}

extension Manifest {
  /// How many items there are.
  public var itemCount: Int { items.count }

  /// How many actions there are.
  public var actionCount: Int { actions.count }

  /// What the item at a place is.
  public func itemKind(at index: Int) -> ItemKind { items[index].kind }

  /// The text of an item: of a comment with its `#`, of an action as it was written, joined to one line.
  public func itemText(at index: Int) -> ByteString {
    let item = items[index]
    guard item.kind == .action, item.line == 0 else { return storage.bytes(item.start, item.count) }
    return storage.action(actions[Int(item.action)]).line()
  }

  /// Where an item stands in the file it was read from.
  public func location(ofItem index: Int) -> SourceLocation {
    SourceLocation(file: fileName, line: items[index].line == 0 ? nil : Int(items[index].line))
  }

  /// The number of the action that an item is, or `nil`.
  public func actionIndex(ofItem index: Int) -> Int? {
    items[index].kind == .action ? Int(items[index].action) : nil
  }

  /// The action with a number, in the order of the text.
  public func action(at index: Int) -> Action { storage.action(actions[index]) }

  /// The kind of an action, without making a value of it.
  public func kind(ofAction index: Int) -> ActionKind { actions[index].kind }

  /// The first value of an attribute of an action, without making a value of the action.
  public func value(_ name: ByteString, ofAction index: Int) -> ByteString? {
    guard let id = storage.names.lookup(name) else { return nil }
    for attribute in actions[index].attributes where storage.attributes[attribute].name == id {
      return storage.value(storage.attributes[attribute])
    }
    return nil
  }

  /// Appends an action.
  ///
  /// - Throws: a diagnostic when the manifest has 4 GiB of values or 65,535 attribute names.
  public mutating func append(_ action: Action) throws(Diagnostic) {
    guard let reference = storage.store(action) else { throw tooLarge }
    items.append(Item(start: 0, count: 0, action: UInt32(actions.count), line: 0, kind: .action))
    actions.append(reference)
  }

  /// Appends a comment, which must begin with `#`, a directive or an empty line.
  ///
  /// - Throws: a diagnostic when the text is none of these.
  public mutating func append(text: ByteString) throws(Diagnostic) {
    let kind: ItemKind
    switch (text.bytes.first, text.bytes.last) {
    case (nil, _): kind = .blank
    case (ASCII.hash, _): kind = .comment
    case (ASCII.lessThan, ASCII.greaterThan): kind = .directive
    default:
      throw Diagnostic(
        .error, "neither a comment nor a directive", sourceLine: text, remedy: "begin a comment with #")
    }
    guard !text.contains(ASCII.newline), !text.contains(ASCII.carriageReturn), text.bytes.last != ASCII.backslash,
      UnicodeBlanks.trimmed(text) == text
    else {
      throw Diagnostic(
        .error, "a comment or directive must be one line without blanks at its ends or a backslash at its end",
        sourceLine: text)
    }
    guard storage.hasRoom(for: text.count) else { throw tooLarge }
    let place = storage.store(text)
    items.append(Item(start: place.start, count: place.count, action: 0, line: 0, kind: kind))
  }

  /// Puts an edited action in the place of an old one.
  ///
  /// - Throws: a diagnostic when the manifest has 4 GiB of values or 65,535 attribute names.
  public mutating func replaceAction(at index: Int, with action: Action) throws(Diagnostic) {
    guard let reference = storage.store(action) else { throw tooLarge }
    actions[index] = reference
  }

  private var tooLarge: Diagnostic {
    Diagnostic(.error, ActionError(.tooLarge, at: 0).message, at: SourceLocation(file: fileName))
  }

  /// The values of a package attribute: those of the `set` actions with this name, in order.
  public func packageAttribute(_ name: ByteString) -> [ByteString] {
    var values: [ByteString] = []
    for index in actions.indices where actions[index].kind == .set && value("name", ofAction: index) == name {
      values += storage.action(actions[index]).attributes.values("value")
    }
    return values
  }

  /// The manifest as text: each item on a line of its own, actions as the IPS tools print them.
  public func text() -> [UInt8] {
    var output: [UInt8] = []
    let ranks = storage.names.ranks()
    for item in items {
      if item.kind == .action {
        ActionWriter.append(
          actions[Int(item.action)], of: storage, ranks: ranks, showsMissingHash: false, to: &output)
      } else {
        storage.withBytes(item.start, item.count) { output.append(span: $0) }
      }
      output.append(ASCII.newline)
    }
    return output
  }
}

extension Manifest: Equatable {
  /// Whether two manifests hold the same items: equal actions whatever the order of their names, equal other lines.
  /// Names of files and places in them do not count.
  public static func == (left: Manifest, right: Manifest) -> Bool {
    guard left.items.count == right.items.count else { return false }
    for (one, other) in zip(left.items, right.items) {
      guard one.kind == other.kind else { return false }
      if one.kind == .action {
        guard left.normalForm(of: one) == right.normalForm(of: other) else { return false }
      } else if left.storage.bytes(one.start, one.count) != right.storage.bytes(other.start, other.count) {
        return false
      }
    }
    return true
  }

  private func normalForm(of item: Item) -> Action {
    let action = storage.action(actions[Int(item.action)])
    return Action(
      action.kind, payload: action.payload,
      action.attributes.entries.sorted { $0.name < $1.name }.reduce(into: Attributes()) { result, entry in
        result.set(entry.name, entry.values, isList: entry.isList)
      })
  }
}
