import PackageModel

/// The attribute names of a manifest as they are put out, one behind the other in one buffer.
struct NameTexts {
  /// Where a name lies, with the equals sign behind it, and how many characters that is.
  struct Place {
    var range: Range<Int>
    var width: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var places: [Place] = []

  init(_ table: borrowing NameTable) {
    for name in table.names {
      let start = bytes.count
      bytes += name.bytes
      bytes.append(ASCII.equals)
      places.append(Place(range: start..<bytes.count, width: CodePoints.count(name.bytes.span) + 1))
    }
  }
}

/// The words that begin actions, by the number of their kind.
struct KindTexts {
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []

  init() {
    for kind in ActionKind.allCases {
      let start = bytes.count
      bytes += kind.name.bytes
      ranges.append(start..<bytes.count)
    }
  }
}
