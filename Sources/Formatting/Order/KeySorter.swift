import PackageModel

/// The key of an action in the order of the manifest: where its bytes are, and the eight of them being looked at.
struct SortKey {
  var window: UInt64
  var start: UInt32
  var count: UInt32
  /// The number of the entry.
  var entry: UInt32
}

/// Sorts keys by their bytes, stably: a merge sort over windows of eight bytes that goes deeper only where windows are
/// equal, because paths begin alike.
struct KeySorter {
  private let text: [UInt8]
  private let side: [UInt8]
  private var scratch: [SortKey] = []
  /// The ranges of keys that are equal to the last byte.
  private(set) var ties: [Range<Int>] = []

  /// The keys' bytes lie in the text, or behind its end in the side buffer.
  init(text: [UInt8], side: [UInt8]) {
    self.text = text
    self.side = side
  }

  /// Sorts the keys in a range.
  mutating func sort(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>) {
    sort(&keys, range, depth: 0)
  }

  private mutating func sort(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>, depth: Int) {
    guard range.count > 1 else { return }
    var isSorted = true
    var previous: UInt64 = 0
    for index in range {
      let window = window(of: keys[index], depth: depth)
      keys[index].window = window
      isSorted = isSorted && window >= previous
      previous = window
    }
    if !isSorted { mergeSort(&keys, range) }
    var start = range.lowerBound
    while start < range.upperBound {
      let window = keys[start].window
      var end = start + 1
      while end < range.upperBound, keys[end].window == window { end += 1 }
      if end - start > 1 { sortEqualWindows(&keys, start..<end, depth: depth) }
      start = end
    }
  }

  /// Keys that end inside the window come first; the others are told apart further right.
  private mutating func sortEqualWindows(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>, depth: Int) {
    let limit = depth + 8
    var ended = 0
    for index in range where Int(keys[index].count) <= limit { ended += 1 }
    if ended > 0, ended < range.count {
      scratch.removeAll(keepingCapacity: true)
      for index in range where Int(keys[index].count) <= limit { scratch.append(keys[index]) }
      for index in range where Int(keys[index].count) > limit { scratch.append(keys[index]) }
      for offset in 0..<range.count { keys[range.lowerBound + offset] = scratch[offset] }
    }
    let border = range.lowerBound + ended
    if ended > 1 { noteTies(&keys, range.lowerBound..<border) }
    sort(&keys, border..<range.upperBound, depth: limit)
  }

  /// Keys with the same last window are equal, unless they end in NUL bytes.
  private mutating func noteTies(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>) {
    for index in range { keys[index].window = UInt64(keys[index].count) }
    mergeSort(&keys, range)
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
    let start = Int(key.start)
    return start < text.count
      ? Self.window(text.span, start + depth, start + Int(key.count))
      : Self.window(side.span, start - text.count + depth, start - text.count + Int(key.count))
  }

  @inline(__always)
  private static func window(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    if end - start >= 8 {
      return bytes.extracting(start..<(start + 8)).withUnsafeBytes {
        UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self))
      }
    }
    var window: UInt64 = 0
    var shift: UInt64 = 56
    var index = start
    while index < end {
      window |= UInt64(bytes[index]) << shift
      shift &-= 8
      index += 1
    }
    return window
  }

  /// Sorts by the windows alone, stably; runs that are in order already are merged as they are.
  private mutating func mergeSort(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>) {
    let short = 12
    if range.count <= short {
      insertionSort(&keys, range)
      return
    }
    let middle = range.lowerBound + range.count / 2
    mergeSort(&keys, range.lowerBound..<middle)
    mergeSort(&keys, middle..<range.upperBound)
    guard keys[middle].window < keys[middle - 1].window else { return }
    scratch.removeAll(keepingCapacity: true)
    for index in range.lowerBound..<middle { scratch.append(keys[index]) }
    var left = 0
    var right = middle
    var out = range.lowerBound
    while left < scratch.count {
      if right < range.upperBound, keys[right].window < scratch[left].window {
        keys[out] = keys[right]
        right += 1
      } else {
        keys[out] = scratch[left]
        left += 1
      }
      out += 1
    }
  }

  @inline(__always)
  private func insertionSort(_ keys: inout MutableSpan<SortKey>, _ range: Range<Int>) {
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
