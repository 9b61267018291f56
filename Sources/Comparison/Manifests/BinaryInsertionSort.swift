/// Sorts by a relation that need not be an order.
enum BinaryInsertionSort {
  /// Runs of this many elements are sorted by insertion, as Python sorts short lists.
  private static let shortRun = 64

  /// Sorts stably. A list of up to 63 elements comes out as Python's `sorted` would give it even if `comesBefore` is
  /// not transitive.
  static func sorted<Element>(_ elements: [Element], by comesBefore: (Element, Element) -> Bool) -> [Element] {
    guard elements.count >= shortRun else { return sortedShort(elements, by: comesBefore) }
    let middle = elements.count / 2
    let left = sorted(Array(elements[..<middle]), by: comesBefore)
    let right = sorted(Array(elements[middle...]), by: comesBefore)
    return merged(left, right, by: comesBefore)
  }

  private static func sortedShort<Element>(
    _ elements: [Element], by comesBefore: (Element, Element) -> Bool
  ) -> [Element] {
    var result = elements
    guard result.count > 1 else { return result }
    // A run at the beginning that falls strictly is turned round, one that does not fall is left alone.
    var run = 2
    if comesBefore(result[1], result[0]) {
      while run < result.count, comesBefore(result[run], result[run - 1]) { run += 1 }
      result[..<run].reverse()
    } else {
      while run < result.count, !comesBefore(result[run], result[run - 1]) { run += 1 }
    }
    for index in run..<result.count {
      let element = result[index]
      var low = 0
      var high = index
      while low < high {
        let middle = (low + high) / 2
        if comesBefore(element, result[middle]) { high = middle } else { low = middle + 1 }
      }
      result.remove(at: index)
      result.insert(element, at: low)
    }
    return result
  }

  private static func merged<Element>(
    _ left: [Element], _ right: [Element], by comesBefore: (Element, Element) -> Bool
  ) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(left.count + right.count)
    var rest = left[...]
    var other = right[...]
    while let first = rest.first, let second = other.first {
      if comesBefore(second, first) {
        result.append(second)
        other.removeFirst()
      } else {
        result.append(first)
        rest.removeFirst()
      }
    }
    return result + rest + other
  }
}
