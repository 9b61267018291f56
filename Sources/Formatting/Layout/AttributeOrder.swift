import PackageModel

/// The values of one action in the order in which they are put out.
struct AttributePieces {
  /// One `NAME=VALUE`.
  struct Piece {
    /// Rank and place of the name, so that comparing numbers orders the names.
    var order: UInt32
    /// The attribute in the storage, or ``hash``.
    var attribute: UInt32
    var isList: Bool

    /// Stands for a payload's name that must be written as an attribute.
    static let hash = UInt32.max
  }

  var pieces: [Piece] = []
  /// The number of values as the reference counts them: without a payload's name.
  var countedValues = 0
  /// Whether the payload's name stands behind the type.
  var hasPositionalHash = false
  /// How many values each name has; all zero between actions.
  var valueCounts: [UInt32]

  init(nameCount: Int) {
    valueCounts = Array(repeating: 0, count: nameCount)
  }
}

/// Puts the attributes of actions in order.
struct AttributeOrder {
  let ranks: AttributeRanks
  private let strips: Bool
  private let alias: NameTable.ID?
  private let nameOrder: [UInt16]
  private let hashOrder: UInt32

  init(_ names: borrowing NameTable, options: FormattingOptions) {
    ranks = AttributeRanks(names, style: options.style)
    strips = options.strips
    alias = options.style == .v2 ? names.lookup("alias") : nil
    nameOrder = names.ranks()
    hashOrder = UInt32(AttributeRanks.others) << 16 | UInt32(nameOrder[Int(NameTable.hash)])
  }

  /// Puts the values of an action into `result`, in order.
  @inline(__always)
  func collect(
    _ action: ActionReference, in storage: borrowing ManifestStorage, _ bytes: StoredBytes,
    into result: inout AttributePieces
  ) {
    result.pieces.removeAll(keepingCapacity: true)
    let mayHaveLists = mayRepeatNames(action, in: storage)
    if mayHaveLists { count(action, in: storage, into: &result) }
    var isSorted = true
    var previous: UInt32 = 0
    for index in action.attributes {
      let attribute = storage.attributes[index]
      let name = Int(attribute.name)
      if strips, ranks.isStripped[name] { continue }
      let isList = attribute.isList || mayHaveLists && result.valueCounts[name] > 1
      let rank = ranks.rank(attribute.name, in: action.kind, isList: isList)
      let order = UInt32(rank) << 16 | UInt32(nameOrder[name])
      // Two values of one name have to be looked at even if the names are in order.
      isSorted = isSorted && order > previous
      previous = order
      result.pieces.append(AttributePieces.Piece(order: order, attribute: UInt32(index), isList: isList))
    }
    if mayHaveLists { for index in action.attributes { result.valueCounts[Int(storage.attributes[index].name)] = 0 } }
    result.countedValues = result.pieces.count
    result.hasPositionalHash = false
    if action.payloadCount > 0, action.hasPayload {
      let hash = Span(_unsafeElements: bytes[action.payloadStart, action.payloadCount])
      result.hasPositionalHash = ActionWriter.isPositional(hash)
      if !result.hasPositionalHash {
        isSorted = false
        result.pieces.append(
          AttributePieces.Piece(order: hashOrder, attribute: AttributePieces.Piece.hash, isList: false))
      }
    }
    if !isSorted { sort(&result.pieces, in: storage) }
  }

  /// Whether two attributes may have the same name; an action without lists is told by a set of 64 places.
  @inline(__always)
  private func mayRepeatNames(_ action: ActionReference, in storage: borrowing ManifestStorage) -> Bool {
    var seen: UInt64 = 0
    for index in action.attributes {
      let place: UInt64 = 1 << UInt64(storage.attributes[index].name & 63)
      if seen & place != 0 { return true }
      seen |= place
    }
    return false
  }

  private func count(
    _ action: ActionReference, in storage: borrowing ManifestStorage, into result: inout AttributePieces
  ) {
    for index in action.attributes { result.valueCounts[Int(storage.attributes[index].name)] += 1 }
  }

  @inline(__always)
  private func sort(_ pieces: inout [AttributePieces.Piece], in storage: borrowing ManifestStorage) {
    if pieces.count > 24 {
      sortMany(&pieces, in: copy storage)
      return
    }
    for index in pieces.indices.dropFirst() {
      let piece = pieces[index]
      var place = index
      while place > 0, precedes(piece, pieces[place - 1], in: storage) {
        pieces[place] = pieces[place - 1]
        place -= 1
      }
      pieces[place] = piece
    }
  }

  private func sortMany(_ pieces: inout [AttributePieces.Piece], in storage: ManifestStorage) {
    pieces.sort { precedes($0, $1, in: storage) }
  }

  @inline(__always)
  private func precedes(
    _ left: AttributePieces.Piece, _ right: AttributePieces.Piece, in storage: borrowing ManifestStorage
  ) -> Bool {
    left.order != right.order ? left.order < right.order : valuePrecedes(left, right, in: storage)
  }

  /// The order of two values of a list.
  private func valuePrecedes(
    _ left: AttributePieces.Piece, _ right: AttributePieces.Piece, in storage: borrowing ManifestStorage
  ) -> Bool {
    let one = storage.attributes[Int(left.attribute)]
    let other = storage.attributes[Int(right.attribute)]
    let values = (storage.value(one), storage.value(other))
    return one.name == alias ? AliasKey(values.0) < AliasKey(values.1) : values.0 < values.1
  }
}
