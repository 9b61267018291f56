/// The attribute names of a manifest, each stored once and called by a small number.
///
/// The first numbers belong to names that the grammar itself knows, so that checks compare numbers.
package struct NameTable: Sendable {
  /// The number of an attribute name within one table.
  package typealias ID = UInt16

  package static let path: ID = 0
  package static let name: ID = 1
  package static let value: ID = 2
  package static let fmri: ID = 3
  package static let groupname: ID = 4
  package static let username: ID = 5
  package static let pkg: ID = 6
  package static let license: ID = 7
  package static let algorithm: ID = 8
  package static let version: ID = 9
  package static let type: ID = 10
  package static let hash: ID = 11
  package static let data: ID = 12
  package static let clonePerms: ID = 13
  package static let mode: ID = 14
  package static let owner: ID = 15
  package static let group: ID = 16
  package static let target: ID = 17

  private static let known: [ByteString] = [
    "path", "name", "value", "fmri", "groupname", "username", "pkg", "license", "algorithm", "version", "type", "hash",
    "data", "clone_perms", "mode", "owner", "group", "target",
  ]

  /// A table that holds the well-known names, built once.
  private static let seed: NameTable = {
    var table = NameTable(unseeded: ())
    for name in known { _ = table.intern(name.bytes.span, 0..<name.count) }
    return table
  }()

  /// What tells names apart quickly: their first eight bytes, their last eight and their length.
  private struct Sketch: Equatable {
    var first: UInt64
    var last: UInt64
    var count: Int

    /// The place of the sketch in a table of a power of two.
    @inline(__always)
    func slot(in size: Int) -> Int {
      let mixed = (first ^ (last &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(truncatingIfNeeded: count)) &* 0xff51_afd7_ed55_8ccd
      return Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & (size - 1)
    }
  }

  /// The names by number.
  package private(set) var names: [ByteString] = []
  private var sketches: [Sketch] = []
  /// The names again, one behind the other, so that they can be lent without counting references.
  private var text: [UInt8] = []
  /// Where each name begins in the text, and the end of the last one.
  private var starts: [UInt32] = [0]
  /// Numbers plus one by hash, open addressing; 0 is a free slot.
  private var slots: [UInt32]

  package init() { self = Self.seed }

  private init(unseeded: Void) { slots = Array(repeating: 0, count: 256) }

  package subscript(id: ID) -> ByteString { names[Int(id)] }

  /// How many names there are.
  package var count: Int { names.count }

  /// How long a name is.
  @inline(__always)
  package func byteCount(of id: ID) -> Int { Int(starts[Int(id) + 1] - starts[Int(id)]) }

  /// Lends a name without copying it.
  @inline(__always)
  package func withBytes<Result>(of id: ID, _ body: (Span<UInt8>) -> Result) -> Result {
    body(text.span.extracting(Int(starts[Int(id)])..<Int(starts[Int(id) + 1])))
  }

  /// The number of a name that is already in the table.
  package func lookup(_ name: ByteString) -> ID? {
    let span = name.bytes.span
    return find(span, 0..<name.count, Self.sketch(span, 0..<name.count)).id
  }

  /// The number of a name, which is added where it is new; `nil` when a manifest has more than 65,535 names.
  package mutating func intern(_ text: Span<UInt8>, _ range: Range<Int>) -> ID? {
    let sketch = Self.sketch(text, range)
    let (slot, id) = find(text, range, sketch)
    return id ?? add(ByteString(text.extracting(range)), sketch, slot)
  }

  /// The number of a name, or `nil`, and the slot where it is or belongs.
  @inline(__always)
  private func find(_ text: Span<UInt8>, _ range: Range<Int>, _ sketch: Sketch) -> (slot: Int, id: ID?) {
    var slot = sketch.slot(in: slots.count)
    while slots[slot] != 0 {
      let id = Int(slots[slot] - 1)
      // The sketch of a name of up to sixteen bytes is the whole name.
      if sketches[id] == sketch, range.count <= 16 || text.equals(names[id].bytes, at: range) { return (slot, ID(id)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (slot, nil)
  }

  private mutating func add(_ name: ByteString, _ sketch: Sketch, _ slot: Int) -> ID? {
    guard names.count < Int(ID.max), text.count + name.count < Int(UInt32.max) else { return nil }
    slots[slot] = UInt32(names.count) + 1
    names.append(name)
    text += name.bytes
    starts.append(UInt32(text.count))
    sketches.append(sketch)
    if names.count * 2 > slots.count { grow() }
    return ID(names.count - 1)
  }

  /// The place of each number when the names are sorted by their bytes.
  package func ranks() -> [UInt16] {
    let order = names.indices.sorted { names[$0] < names[$1] }
    var ranks = [UInt16](repeating: 0, count: names.count)
    for (rank, id) in order.enumerated() { ranks[id] = UInt16(rank) }
    return ranks
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (id, sketch) in sketches.enumerated() {
      var slot = sketch.slot(in: slots.count)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id) + 1
    }
  }

  @inline(__always)
  private static func sketch(_ text: Span<UInt8>, _ range: Range<Int>) -> Sketch {
    text.extracting(range).withUnsafeBytes { bytes in
      let count = bytes.count
      guard count >= 8 else {
        var word: UInt64 = 0
        for byte in bytes { word = word << 8 | UInt64(byte) }
        return Sketch(first: word, last: 0, count: count)
      }
      return Sketch(
        first: bytes.loadUnaligned(as: UInt64.self),
        last: bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self), count: count)
    }
  }
}
