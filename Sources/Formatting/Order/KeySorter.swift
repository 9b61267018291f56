import PackageModel

/// The key of an action in the order of the manifest: where its bytes are, and the eight of them being looked at.
struct SortKey {
  var window: UInt64
  var start: UInt32
  var count: UInt32
  /// The number of the entry.
  var entry: UInt32
}

/// Sorts keys by their bytes, stably.
///
/// Paths begin alike, so that comparing two of them from the start is mostly wasted. Eight bytes of each key are looked
/// at together, as a number; keys are distributed by the first byte of it in which they differ, and only keys whose
/// eight bytes are equal are looked at further right.
struct KeySorter {
  private let bytes: StoredBytes
  private let keys: UnsafeMutableBufferPointer<SortKey>
  private let scratch: UnsafeMutableBufferPointer<SortKey>
  /// The ranges of keys that are equal to the last byte.
  private(set) var ties: [Range<Int>] = []

  /// - Parameters:
  ///   - keys: what is sorted.
  ///   - scratch: room for as many keys.
  init(
    _ keys: UnsafeMutableBufferPointer<SortKey>, of bytes: StoredBytes, scratch: UnsafeMutableBufferPointer<SortKey>
  ) {
    precondition(scratch.count >= keys.count)
    self.keys = keys
    self.bytes = bytes
    self.scratch = scratch
  }

  /// Sorts the keys in a range.
  mutating func sort(_ range: Range<Int>) { sort(range, depth: 0) }

  private mutating func sort(_ range: Range<Int>, depth: Int) {
    var depth = depth
    while range.count > 1 {
      let differences = loadWindows(range, depth: depth)
      if differences != 0 {
        distribute(range, depth: depth, differences: differences)
        return
      }
      let border = separateEnded(range, depth: depth)
      if border > range.lowerBound {
        sort(border..<range.upperBound, depth: depth + 8)
        return
      }
      depth += 8
    }
  }

  /// Loads the windows at a depth and gives the bits in which they differ.
  private func loadWindows(_ range: Range<Int>, depth: Int) -> UInt64 {
    let first = window(of: keys[range.lowerBound], depth: depth)
    var differences: UInt64 = 0
    for index in range {
      let window = window(of: keys[index], depth: depth)
      keys[index].window = window
      differences |= window ^ first
    }
    return differences
  }

  /// Sorts keys whose windows differ in some bits.
  private mutating func distribute(_ range: Range<Int>, depth: Int, differences: UInt64) {
    guard range.count > 24 else {
      insertionSort(range)
      sortRuns(range, depth: depth)
      return
    }
    let shift = UInt64(56 - differences.leadingZeroBitCount / 8 * 8)
    // Where the keys with each value of the byte go; afterwards where they end.
    var places = [Int](repeating: 0, count: 257)
    for index in range { places[Int(truncatingIfNeeded: keys[index].window >> shift & 0xff) + 1] += 1 }
    for value in 1...256 { places[value] += places[value - 1] }
    for index in range {
      let value = Int(truncatingIfNeeded: keys[index].window >> shift & 0xff)
      scratch[places[value]] = keys[index]
      places[value] += 1
    }
    keys.baseAddress.map { base in
      scratch.baseAddress.map { (base + range.lowerBound).update(from: $0, count: range.count) }
    }
    var start = range.lowerBound
    for value in 0..<256 {
      let end = range.lowerBound + places[value]
      if end - start > 1 {
        var differences: UInt64 = 0
        for index in (start + 1)..<end { differences |= keys[index].window ^ keys[start].window }
        if differences == 0 {
          sortEqualWindows(start..<end, depth: depth)
        } else {
          distribute(start..<end, depth: depth, differences: differences)
        }
      }
      start = end
    }
  }

  private mutating func sortRuns(_ range: Range<Int>, depth: Int) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, keys[end].window == keys[start].window { end += 1 }
      if end - start > 1 { sortEqualWindows(start..<end, depth: depth) }
      start = end
    }
  }

  private mutating func sortEqualWindows(_ range: Range<Int>, depth: Int) {
    let border = separateEnded(range, depth: depth)
    sort(border..<range.upperBound, depth: depth + 8)
  }

  /// Puts the keys that end inside the window in front of the others, notes which are equal, and gives their number.
  private mutating func separateEnded(_ range: Range<Int>, depth: Int) -> Int {
    let limit = depth + 8
    var ended = 0
    for index in range where Int(keys[index].count) <= limit { ended += 1 }
    let border = range.lowerBound + ended
    if ended > 0, ended < range.count {
      var places = (0, ended)
      for index in range {
        if Int(keys[index].count) <= limit {
          scratch[places.0] = keys[index]
          places.0 += 1
        } else {
          scratch[places.1] = keys[index]
          places.1 += 1
        }
      }
      for offset in 0..<range.count { keys[range.lowerBound + offset] = scratch[offset] }
    }
    if ended > 1 { noteTies(range.lowerBound..<border) }
    return border
  }

  /// Keys with the same last window are equal, unless they end in NUL bytes.
  private mutating func noteTies(_ range: Range<Int>) {
    let length = keys[range.lowerBound].count
    if !range.allSatisfy({ keys[$0].count == length }) {
      for index in range { keys[index].window = UInt64(keys[index].count) }
      insertionSort(range)
    }
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, keys[end].count == keys[start].count { end += 1 }
      if end - start > 1 { ties.append(start..<end) }
      start = end
    }
  }

  /// The eight bytes of a key at a depth as a number, so that the order of the numbers is that of the bytes.
  @inline(__always)
  private func window(of key: SortKey, depth: Int) -> UInt64 {
    let text = UnsafeRawBufferPointer(bytes[key.start, key.count])
    if text.count - depth >= 8 {
      return UInt64(bigEndian: text.loadUnaligned(fromByteOffset: depth, as: UInt64.self))
    }
    var window: UInt64 = 0
    var shift: UInt64 = 56
    var index = depth
    while index < text.count {
      window |= UInt64(text[index]) << shift
      shift &-= 8
      index += 1
    }
    return window
  }

  @inline(__always)
  private func insertionSort(_ range: Range<Int>) {
    for index in range.dropFirst() where keys[index].window < keys[index - 1].window {
      let key = keys[index]
      var place = index
      while place > range.lowerBound, key.window < keys[place - 1].window {
        keys[place] = keys[place - 1]
        place -= 1
      }
      keys[place] = key
    }
  }
}
