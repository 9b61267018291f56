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

  /// The names by number.
  package private(set) var names: [ByteString] = []
  /// Numbers plus one by hash, open addressing; 0 is a free slot.
  private var slots: [UInt32]

  package init() { self = Self.seed }

  private init(unseeded: Void) { slots = Array(repeating: 0, count: 256) }

  package subscript(id: ID) -> ByteString { names[Int(id)] }

  /// How many names there are.
  package var count: Int { names.count }

  /// The number of a name that is already in the table.
  package func lookup(_ name: ByteString) -> ID? {
    let span = name.bytes.span
    var slot = Self.hash(span, 0..<name.count) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if names[Int(id)] == name { return ID(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The number of a name, which is added where it is new; `nil` when a manifest has more than 65,535 names.
  package mutating func intern(_ text: Span<UInt8>, _ range: Range<Int>) -> ID? {
    var slot = Self.hash(text, range) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if text.equals(names[Int(id)].bytes, at: range) { return ID(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard names.count < Int(ID.max) else { return nil }
    slots[slot] = UInt32(names.count) + 1
    names.append(ByteString(text.extracting(range)))
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
    for (id, name) in names.enumerated() {
      var slot = Self.hash(name.bytes.span, 0..<name.count) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id) + 1
    }
  }

  @inline(__always)
  private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var hash: UInt32 = 0x811c_9dc5
    for index in range { hash = (hash ^ UInt32(text[index])) &* 0x0100_0193 }
    return Int(hash ^ (hash >> 15))
  }
}
