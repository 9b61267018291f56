import PackageModel

/// Puts actions out: the order of their attributes, quotes, and lines of at most eighty columns.
struct ActionLayout {
  private let options: FormattingOptions
  private let attributes: AttributeOrder
  /// The attribute names with the equals sign behind them.
  private let names: TextTable
  private let kinds = TextTable(ActionKind.allCases.map(\.name))

  private init(_ document: borrowing FormattingDocument, options: FormattingOptions) {
    self.options = options
    attributes = AttributeOrder(document.storage.names, options: options)
    names = TextTable(document.storage.names.names.map { $0 + "=" })
  }

  /// Lays out all actions of a document in the order of the text: what stands near is read together.
  static func layOut(_ document: borrowing FormattingDocument, options: FormattingOptions) -> LaidOutActions {
    let layout = ActionLayout(document, options: options)
    var pieces = AttributePieces(nameCount: document.storage.names.count)
    let size = document.storage.text.count
    var text = ByteWriter(capacity: size + size / 8)
    var ends: [Int] = []
    ends.reserveCapacity(document.entries.count)
    document.storage.withStoredBytes { bytes in
      for entry in document.entries {
        layout.append(entry, of: document, bytes, pieces: &pieces, to: &text)
        ends.append(text.count)
      }
    }
    return LaidOutActions(text, ends: ends)
  }

  @inline(__always)
  private func append(
    _ entry: FormattingDocument.Entry, of document: borrowing FormattingDocument, _ bytes: StoredBytes,
    pieces: inout AttributePieces, to output: inout ByteWriter
  ) {
    if entry.notesCount > 0 { appendNotes(of: entry, document, to: &output) }
    if options.strips, isDebugSetting(entry.action, in: document.storage, bytes) { return }
    attributes.collect(entry.action, in: document.storage, bytes, into: &pieces)
    output.makeRoom(for: bound(of: entry, pieces.pieces, in: document.storage))
    var line = LineWriter(options: options, remaining: pieces.countedValues)
    appendHead(of: entry, bytes, hasHash: pieces.hasPositionalHash, line: &line, to: &output)
    for piece in pieces.pieces {
      if piece.attribute == AttributePieces.Piece.hash {
        let hash = bytes[entry.action.payloadStart, entry.action.payloadCount]
        line.append(names[Int(NameTable.hash)], value: hash, breaks: false, to: &output)
      } else {
        let attribute = document.storage.attributes[Int(piece.attribute)]
        let breaks = piece.isList && attributes.ranks.breaksLists[Int(attribute.name)]
        let value = bytes[attribute.start, attribute.count]
        line.append(names[Int(attribute.name)], value: value, breaks: breaks, to: &output)
      }
    }
    line.finish(&output)
  }

  /// Writes the macro, the type and the payload's name.
  @inline(__always)
  private func appendHead(
    of entry: FormattingDocument.Entry, _ bytes: StoredBytes, hasHash: Bool, line: inout LineWriter,
    to output: inout ByteWriter
  ) {
    let action = entry.action
    if entry.macroCount > 0 { line.begin(bytes[entry.macroStart, entry.macroCount], to: &output) }
    line.begin(kinds[Int(action.kind.rawValue)].bytes, to: &output)
    // The word lines up with `file` and `link`; lines are not broken any earlier for it.
    if options.style == .v2, action.kind == .dir, entry.macroCount == 0 { output.write(ASCII.space) }
    if hasHash { line.appendHash(bytes[action.payloadStart, action.payloadCount], to: &output) }
  }

  /// How many bytes an action takes at most.
  @inline(__always)
  private func bound(
    of entry: FormattingDocument.Entry, _ pieces: [AttributePieces.Piece], in storage: borrowing ManifestStorage
  ) -> Int {
    // The type, blanks around the payload's name and the newline.
    var bound = Int(entry.macroCount) + 16
    if entry.action.hasPayload { bound += LineWriter.bound(name: 5, value: Int(entry.action.payloadCount)) }
    for piece in pieces where piece.attribute != AttributePieces.Piece.hash {
      let attribute = storage.attributes[Int(piece.attribute)]
      bound += LineWriter.bound(name: names[Int(attribute.name)].bytes.count, value: Int(attribute.count))
    }
    return bound
  }

  private func appendNotes(
    of entry: FormattingDocument.Entry, _ document: borrowing FormattingDocument, to output: inout ByteWriter
  ) {
    let start = Int(entry.notesStart)
    output.append(document.notes[start..<(start + Int(entry.notesCount))])
  }

  private func isDebugSetting(
    _ action: ActionReference, in storage: borrowing ManifestStorage, _ bytes: StoredBytes
  ) -> Bool {
    guard action.kind == .set else { return false }
    for index in action.attributes where storage.attributes[index].name == NameTable.name {
      let name = storage.attributes[index]
      return bytes[name.start, name.count].starts(with: "pkg.debug".utf8)
    }
    return false
  }
}
