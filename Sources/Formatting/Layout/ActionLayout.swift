import PackageModel

/// Puts actions out: the order of their attributes, quotes, and lines of at most eighty columns.
struct ActionLayout {
  /// One `NAME=VALUE` of an action.
  private struct Piece {
    /// Rank and place of the name, so that comparing numbers orders the names.
    var order: UInt32
    /// The attribute in the storage, or ``hashAttribute``.
    var attribute: UInt32
    var isList: Bool
  }

  /// Stands for a payload's name that must be written as an attribute.
  private static let hashAttribute = UInt32.max

  private let options: FormattingOptions
  private let ranks: AttributeRanks
  private let nameOrder: [UInt16]
  private let names: NameTexts
  private let alias: NameTable.ID?
  private let hashOrder: UInt32
  private let kinds: KindTexts
  private let printedModes: Set<UInt32>
  private var pieces: [Piece] = []
  /// How many values each name has in the current action.
  private var valueCounts: [UInt32]

  private init(_ document: borrowing FormattingDocument, options: FormattingOptions, printed: Set<UInt32>) {
    self.options = options
    let table = document.storage.names
    ranks = AttributeRanks(table, style: options.style)
    nameOrder = table.ranks()
    names = NameTexts(table)
    alias = table.lookup("alias")
    hashOrder = UInt32(AttributeRanks.others) << 16 | UInt32(nameOrder[Int(NameTable.hash)])
    kinds = KindTexts()
    printedModes = printed
    valueCounts = Array(repeating: 0, count: table.count)
  }

  /// Appends all actions of a document.
  static func append(
    _ document: borrowing FormattingDocument, in order: borrowing ActionOrder, options: FormattingOptions,
    to output: inout [UInt8]
  ) {
    var layout = ActionLayout(document, options: options, printed: order.printed)
    for entry in order.entries { layout.append(Int(entry), of: document, to: &output) }
  }

  private mutating func append(_ index: Int, of document: borrowing FormattingDocument, to output: inout [UInt8]) {
    let entry = document.entries[index]
    if entry.notesCount > 0 {
      let start = Int(entry.notesStart)
      output.append(contentsOf: document.notes[start..<(start + Int(entry.notesCount))])
    }
    if options.strips, isDebugSetting(entry.action, in: document.storage) { return }
    let remaining = collectPieces(of: entry.action, in: document.storage)

    var line = LineWriter(options: options, remaining: remaining)
    if entry.macroCount > 0 {
      document.storage.withBytes(entry.macroStart, entry.macroCount) {
        line.begin($0, width: CodePoints.count($0), to: &output)
      }
    }
    let kind = entry.action.kind
    let word = kinds.ranges[Int(kind.rawValue)]
    line.begin(kinds.bytes.span.extracting(word), width: word.count, to: &output)
    // The word lines up with `file` and `link`; the line is not wrapped any earlier for it.
    if options.style == .v2, kind == .dir, entry.macroCount == 0 { output.append(ASCII.space) }
    if entry.action.hasPayload, entry.action.payloadCount > 0 {
      document.storage.withBytes(entry.action.payloadStart, entry.action.payloadCount) { payload in
        if ActionWriter.isPositional(payload) {
          output.append(ASCII.space)
          line.begin(payload, width: CodePoints.count(payload) + 1, to: &output)
          line.hasPositionalHash = true
        }
      }
    }
    let wantsPlainMode = !printedModes.isEmpty && printedModes.contains(UInt32(index))
    for piece in pieces {
      append(piece, of: entry.action, in: document.storage, plainMode: wantsPlainMode, line: &line, to: &output)
    }
    line.finish(&output)
  }

  @inline(__always)
  private func append(
    _ piece: Piece, of action: ActionReference, in storage: borrowing ManifestStorage, plainMode: Bool,
    line: inout LineWriter, to output: inout [UInt8]
  ) {
    if piece.attribute == Self.hashAttribute {
      storage.withBytes(action.payloadStart, action.payloadCount) {
        line.append(NameTable.hash, of: names, value: $0, breaks: false, to: &output)
      }
      return
    }
    let attribute = storage.attributes[Int(piece.attribute)]
    let breaks = piece.isList && ranks.breaksLists[Int(attribute.name)]
    storage.withValue(attribute) { value in
      if plainMode, attribute.name == NameTable.mode, !piece.isList, value.count >= 2, value[0] == ASCII.zero,
        value[1] == UInt8(ascii: "o")
      {
        let mode = ByteString([ASCII.zero]) + ByteString(value.extracting(2..<value.count))
        line.append(attribute.name, of: names, value: mode.bytes.span, breaks: breaks, to: &output)
      } else {
        line.append(attribute.name, of: names, value: value, breaks: breaks, to: &output)
      }
    }
  }

  /// Puts the attributes of an action in order into ``pieces`` and gives the number of values that the reference counts.
  private mutating func collectPieces(of action: ActionReference, in storage: borrowing ManifestStorage) -> Int {
    pieces.removeAll(keepingCapacity: true)
    for index in action.attributes { valueCounts[Int(storage.attributes[index].name)] &+= 1 }
    var isSorted = true
    var previous: UInt32 = 0
    for index in action.attributes {
      let attribute = storage.attributes[index]
      let name = Int(attribute.name)
      if options.strips, ranks.isStripped[name] { continue }
      let isList = valueCounts[name] > 1 || attribute.isList
      let rank = ranks.rank(attribute.name, in: action.kind, isList: isList)
      let order = UInt32(rank) << 16 | UInt32(nameOrder[name])
      // Two values of one name have to be looked at even if the names are in order.
      isSorted = isSorted && order > previous
      previous = order
      pieces.append(Piece(order: order, attribute: UInt32(index), isList: isList))
    }
    for index in action.attributes { valueCounts[Int(storage.attributes[index].name)] = 0 }
    let counted = pieces.count
    if action.hasPayload, action.payloadCount > 0 {
      storage.withBytes(action.payloadStart, action.payloadCount) { payload in
        if !ActionWriter.isPositional(payload) {
          isSorted = false
          pieces.append(Piece(order: hashOrder, attribute: Self.hashAttribute, isList: false))
        }
      }
    }
    if !isSorted { sortPieces(in: storage) }
    return counted
  }

  private mutating func sortPieces(in storage: borrowing ManifestStorage) {
    var sorted: [Piece] = []
    swap(&sorted, &pieces)
    if sorted.count <= 24 {
      for index in sorted.indices.dropFirst() {
        let piece = sorted[index]
        var place = index
        while place > 0, precedes(piece, sorted[place - 1], in: storage) {
          sorted[place] = sorted[place - 1]
          place -= 1
        }
        sorted[place] = piece
      }
    } else {
      let storage = copy storage
      sorted.sort { precedes($0, $1, in: storage) }
    }
    swap(&sorted, &pieces)
  }

  @inline(__always)
  private func precedes(_ left: Piece, _ right: Piece, in storage: borrowing ManifestStorage) -> Bool {
    if left.order != right.order { return left.order < right.order }
    return valuePrecedes(left, right, in: storage)
  }

  /// The order of two values of a list.
  private func valuePrecedes(_ left: Piece, _ right: Piece, in storage: borrowing ManifestStorage) -> Bool {
    let one = storage.attributes[Int(left.attribute)]
    let other = storage.attributes[Int(right.attribute)]
    let values = (storage.value(one), storage.value(other))
    if options.style == .v2, one.name == alias { return AliasKey(values.0) < AliasKey(values.1) }
    return values.0 < values.1
  }

  private func isDebugSetting(_ action: ActionReference, in storage: borrowing ManifestStorage) -> Bool {
    guard action.kind == .set else { return false }
    for index in action.attributes where storage.attributes[index].name == NameTable.name {
      return storage.value(storage.attributes[index]).hasPrefix("pkg.debug")
    }
    return false
  }
}
