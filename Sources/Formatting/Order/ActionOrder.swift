import PackageModel

/// The order in which the actions of a manifest are put out.
struct ActionOrder {
  /// The numbers of the entries, in order.
  private(set) var entries: [UInt32] = []
  /// The entries that were told apart by their printed forms. Printing has a side effect in the IPS tools: a mode
  /// written `0o755` is `0755` from then on.
  private(set) var printed: Set<UInt32> = []

  init(of document: borrowing FormattingDocument, style: FormatStyle) {
    let classified = Self.keys(of: document, style: style)
    let classes = classified.classes
    var keys = classified.keys
    var sorter = KeySorter(text: document.storage.text, side: document.storage.side)
    var span = keys.mutableSpan
    for (number, range) in classes.enumerated() where number != SortClass.fmri { sorter.sort(&span, range) }
    if !sorter.ties.isEmpty {
      let breaker = TieBreaker(document, style: style)
      for range in sorter.ties {
        let sorted = breaker.sorted(keys[range].map(\.entry), printed: &printed)
        for (offset, entry) in sorted.enumerated() { keys[range.lowerBound + offset].entry = entry }
      }
    }
    // Each `set name=pkg.fmri` goes in front of all others, so that several of them end up in reverse.
    keys[classes[SortClass.fmri]].reverse()
    entries = keys.map(\.entry)
  }

  private struct ClassifiedKeys {
    var keys: [SortKey]
    /// The range of each class.
    var classes: [Range<Int>]
  }

  /// The keys of all entries, class by class, in the order of the text within each.
  private static func keys(of document: borrowing FormattingDocument, style: FormatStyle) -> ClassifiedKeys {
    let count = document.entries.count
    var counts = [Int](repeating: 0, count: SortClass.count)
    let unclassified = [(key: SortKey, number: UInt8)](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        let (key, number) = key(of: index, in: document, style: style)
        counts[number] += 1
        buffer.initializeElement(at: index, to: (key, UInt8(number)))
      }
      initialized = count
    }
    var classes: [Range<Int>] = []
    var start = 0
    for size in counts {
      classes.append(start..<(start + size))
      start += size
    }
    var places = classes.map(\.lowerBound)
    let none = SortKey(window: 0, start: 0, count: 0, entry: 0)
    var keys = [SortKey](repeating: none, count: count)
    for (key, number) in unclassified {
      keys[places[Int(number)]] = key
      places[Int(number)] += 1
    }
    return ClassifiedKeys(keys: keys, classes: classes)
  }

  @inline(__always)
  private static func key(
    of index: Int, in document: borrowing FormattingDocument, style: FormatStyle
  ) -> (SortKey, Int) {
    let action = document.entries[index].action
    var key = SortKey(window: 0, start: 0, count: 0, entry: UInt32(index))
    guard let name = action.kind.keyName else { return (key, SortClass.of(action.kind, style: style)) }
    var found: AttributeReference?
    var several = false
    var type: AttributeReference?
    for position in action.attributes {
      let attribute = document.storage.attributes[position]
      if attribute.name == name {
        several = several || found != nil
        if found == nil { found = attribute }
        if action.kind != .depend { break }
      } else if attribute.name == NameTable.type {
        type = attribute
      }
    }
    if let found {
      key.start = found.start
      key.count = found.count
    }
    switch action.kind {
    case .set:
      let number = document.storage.withBytes(key.start, key.count) { SortClass.ofSet(name: $0, style: style) }
      return (key, number)
    case .depend:
      let rank = type.flatMap { document.storage.withValue($0) { DependencyTypes.rank($0) } } ?? 0
      let number = document.storage.withBytes(key.start, key.count) {
        SortClass.ofDependency(on: $0, typeRank: rank, hasSeveralNames: several, style: style)
      }
      return (key, number)
    default:
      return (key, SortClass.of(action.kind, style: style))
    }
  }
}

extension ActionKind {
  /// The number of the kind's key attribute.
  var keyName: NameTable.ID? {
    switch self {
    case .set, .driver: NameTable.name
    case .depend: NameTable.fmri
    case .dir, .file, .hardlink, .link: NameTable.path
    case .group: NameTable.groupname
    case .legacy: NameTable.pkg
    case .license: NameTable.license
    case .signature: NameTable.value
    case .user: NameTable.username
    case .unknown: nil
    }
  }
}
