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
    let ties = Self.sort(&keys, classes, of: document.storage)
    if !ties.isEmpty {
      let breaker = TieBreaker(document, style: style)
      for range in ties {
        let sorted = breaker.sorted(keys[range].map(\.entry), printed: &printed)
        for (offset, entry) in sorted.enumerated() { keys[range.lowerBound + offset].entry = entry }
      }
    }
    // Each `set name=pkg.fmri` goes in front of all others, so that several of them end up in reverse.
    keys[classes[SortClass.fmri]].reverse()
    entries = keys.map(\.entry)
  }

  /// Sorts each class and gives the ranges of equal keys.
  private static func sort(
    _ keys: inout [SortKey], _ classes: [Range<Int>], of storage: borrowing ManifestStorage
  ) -> [Range<Int>] {
    let scratch = UnsafeMutableBufferPointer<SortKey>.allocate(capacity: keys.count)
    LargePages.request(scratch.baseAddress, count: scratch.count * MemoryLayout<SortKey>.stride)
    defer { scratch.deallocate() }
    return storage.withStoredBytes { bytes in
      keys.withUnsafeMutableBufferPointer { keys in
        var sorter = KeySorter(keys, of: bytes, scratch: scratch)
        for (number, range) in classes.enumerated() where number != SortClass.fmri { sorter.sort(range) }
        return sorter.ties
      }
    }
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
    let numbers = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        let number = sortClass(of: document.entries[index].action, in: document.storage, style: style)
        counts[number] += 1
        buffer.initializeElement(at: index, to: UInt8(number))
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
    let keys = [SortKey](unsafeUninitializedCapacity: count) { buffer, initialized in
      LargePages.request(buffer.baseAddress, count: count * MemoryLayout<SortKey>.stride)
      for (index, number) in numbers.enumerated() {
        let key = key(of: index, in: document)
        buffer.initializeElement(at: places[Int(number)], to: key)
        places[Int(number)] += 1
      }
      initialized = count
    }
    return ClassifiedKeys(keys: keys, classes: classes)
  }

  @inline(__always)
  private static func key(of index: Int, in document: borrowing FormattingDocument) -> SortKey {
    var key = SortKey(window: 0, start: 0, count: 0, entry: UInt32(index))
    let action = document.entries[index].action
    guard let name = action.kind.keyName else { return key }
    for position in action.attributes where document.storage.attributes[position].name == name {
      key.start = document.storage.attributes[position].start
      key.count = document.storage.attributes[position].count
      break
    }
    return key
  }

  @inline(__always)
  private static func sortClass(
    of action: ActionReference, in storage: borrowing ManifestStorage, style: FormatStyle
  ) -> Int {
    switch action.kind {
    case .set: sortClassOfSet(action, in: storage, style: style)
    case .depend: sortClassOfDependency(action, in: storage, style: style)
    default: SortClass.of(action.kind, style: style)
    }
  }

  private static func sortClassOfSet(
    _ action: ActionReference, in storage: borrowing ManifestStorage, style: FormatStyle
  ) -> Int {
    for position in action.attributes where storage.attributes[position].name == NameTable.name {
      return storage.withValue(storage.attributes[position]) { SortClass.ofSet(name: $0, style: style) }
    }
    return SortClass.ofSet(name: [UInt8]().span, style: style)
  }

  private static func sortClassOfDependency(
    _ action: ActionReference, in storage: borrowing ManifestStorage, style: FormatStyle
  ) -> Int {
    var names = 0
    var name = AttributeReference(start: 0, count: 0, name: NameTable.fmri)
    var typeRank = 0
    for position in action.attributes {
      let attribute = storage.attributes[position]
      if attribute.name == NameTable.fmri {
        if names == 0 { name = attribute }
        names += 1
      } else if attribute.name == NameTable.type {
        typeRank = storage.withValue(attribute) { DependencyTypes.rank($0) } ?? 0
      }
    }
    return storage.withValue(name) {
      SortClass.ofDependency(on: $0, typeRank: typeRank, hasSeveralNames: names > 1, style: style)
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
