import PackageModel

/// The variants of an action or a package: for each name the values under which it is installed.
struct VariantTemplate: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    var name: ByteString
    /// Sorted, each once.
    var values: [ByteString]
  }

  /// Sorted by name.
  private(set) var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// The values of a name.
  subscript(name: ByteString) -> [ByteString]? { entries.first { $0.name == name }?.values }

  /// Sets the values of a name.
  mutating func set(_ name: ByteString, _ values: some Sequence<ByteString>) {
    let entry = Entry(name: name, values: Set(values).sorted())
    let place = entries.firstIndex { $0.name >= name } ?? entries.count
    if place < entries.count, entries[place].name == name {
      entries[place] = entry
    } else {
      entries.insert(entry, at: place)
    }
  }

  /// Takes over the names that are missing here.
  mutating func mergeUnknown(_ other: VariantTemplate) {
    for entry in other.entries where self[entry.name] == nil { set(entry.name, entry.values) }
  }

  /// Whether two actions may be installed together. An action without variants is installed everywhere; else both must
  /// have the same names and a common value of each.
  func intersects(_ other: VariantTemplate) -> Bool { isEmpty || other.isEmpty || intersection(other) != nil }

  /// The combinations that both have, where both have any.
  func intersection(_ other: VariantTemplate) -> VariantTemplate? {
    guard !isEmpty, entries.count == other.entries.count else { return nil }
    var result = VariantTemplate()
    for (mine, theirs) in zip(entries, other.entries) {
      guard mine.name == theirs.name else { return nil }
      let common = mine.values.filter(theirs.values.contains)
      guard !common.isEmpty else { return nil }
      result.entries.append(Entry(name: mine.name, values: common))
    }
    return result
  }

  /// Leaves out the names whose values are all that a package knows.
  ///
  /// - Throws: a failure that names a value the package does not know, as the reference fails where there are more
  ///   values than it expects.
  func simplified(for package: VariantTemplate) throws(CheckFailure) -> VariantTemplate {
    guard !package.isEmpty else { return self }
    if combinationCount == package.combinationCount { return VariantTemplate() }
    var result = VariantTemplate()
    for entry in entries {
      if let known = package[entry.name], entry.values.count >= known.count {
        if let stranger = entry.values.first(where: { !known.contains($0) }) {
          throw CheckFailure(PythonForm.repr(stranger))
        }
        continue
      }
      result.entries.append(entry)
    }
    return result
  }

  private var combinationCount: Double { entries.reduce(1) { $0 * Double($1.values.count) } }

  /// Each combination as `NAME=VALUE NAME=VALUE`, sorted; at most `limit` of them.
  func combinations(limit: Int = 1_000) -> [[String]] {
    guard !isEmpty else { return [] }
    var result: [[String]] = [[]]
    for entry in entries {
      result = result.flatMap { start in entry.values.map { start + ["\(entry.name)=\($0)"] } }
      if result.count > limit { result.removeSubrange(limit...) }
    }
    return result
  }

  /// What this template has that a package does not declare.
  func difference(_ package: VariantTemplate) -> (names: [ByteString], values: [(ByteString, ByteString)]) {
    var names: [ByteString] = []
    var values: [(ByteString, ByteString)] = []
    for entry in entries {
      if let known = package[entry.name] {
        values += entry.values.filter { !known.contains($0) }.map { (entry.name, $0) }
      } else {
        names.append(entry.name)
      }
    }
    return (names, values)
  }
}
