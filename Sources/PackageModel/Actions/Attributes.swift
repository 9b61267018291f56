/// The attributes of an action: names in order, each with one value or several.
///
/// A name that is repeated in the text collects its values in the order of the text. The IPS tools tell a single value
/// from a list that happens to hold one value (an `edit` rule makes such lists), because the two print differently;
/// ``Entry/isList`` keeps that.
public struct Attributes: Hashable, Sendable {
  /// One name and what it is set to.
  public struct Entry: Hashable, Sendable {
    /// The attribute's name.
    public var name: ByteString
    /// Its values, at least one, in order, duplicates kept.
    public var values: [ByteString]
    /// Whether the values are a list; always true of two or more.
    public var isList: Bool

    /// Makes an entry; two or more values are a list whatever is asked for.
    public init(name: ByteString, values: [ByteString], isList: Bool = false) {
      self.name = name
      self.values = values
      self.isList = isList || values.count > 1
    }
  }

  /// The entries in the order in which their names first occurred.
  public private(set) var entries: [Entry] = []

  /// Makes an empty set of attributes.
  public init() {}

  /// Takes pairs in order; a repeated name adds a value.
  public init(_ pairs: [(ByteString, ByteString)]) {
    for (name, value) in pairs { add(name, value) }
  }

  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }

  /// The names in order.
  public var names: [ByteString] { entries.map(\.name) }

  /// The first value of a name; setting it replaces all values, setting `nil` removes the name.
  public subscript(name: ByteString) -> ByteString? {
    get { index(of: name).map { entries[$0].values[0] } }
    set {
      if let newValue { set(name, [newValue], isList: false) } else { remove(name) }
    }
  }

  /// All values of a name, in order; empty where the name is missing.
  public func values(_ name: ByteString) -> [ByteString] {
    index(of: name).map { entries[$0].values } ?? []
  }

  /// Whether the name is there.
  public func contains(_ name: ByteString) -> Bool { index(of: name) != nil }

  /// The entry of a name.
  public func entry(_ name: ByteString) -> Entry? { index(of: name).map { entries[$0] } }

  /// Replaces the values of a name, keeping its place; no values remove it.
  public mutating func set(_ name: ByteString, _ values: [ByteString], isList: Bool = false) {
    guard !values.isEmpty else { return remove(name) }
    let entry = Entry(name: name, values: values, isList: isList)
    if let index = index(of: name) { entries[index] = entry } else { entries.append(entry) }
  }

  /// Adds a value to a name, which makes a list of a single value.
  public mutating func add(_ name: ByteString, _ value: ByteString) {
    if let index = index(of: name) {
      entries[index].values.append(value)
      entries[index].isList = true
    } else {
      entries.append(Entry(name: name, values: [value]))
    }
  }

  /// Removes a name with all its values.
  public mutating func remove(_ name: ByteString) {
    entries.removeAll { $0.name == name }
  }

  private func index(of name: ByteString) -> Int? { entries.firstIndex { $0.name == name } }
}
