/// A run of lines that is the same in two texts.
struct MatchingBlock: Hashable, Sendable {
  var first: Int
  var second: Int
  var count: Int
}

/// Finds the longest runs of lines that two texts share, in the manner of Ratcliff and Obershelp: the longest run
/// first, then the same to the left and to the right of it.
///
/// The details are those of Python's `difflib.SequenceMatcher`, because the differences that pkgfmt(1) prints are made
/// with it: in a text of 200 lines or more, lines that make up more than a hundredth of it start no run.
struct LineMatcher {
  private let first: [Int]
  private let second: [Int]
  /// Where each line of the first text occurs in the second, by the number of the line's text.
  private let places: [[Int]]

  /// Compares two sequences of numbers, equal numbers standing for equal lines.
  init(_ first: [Int], _ second: [Int]) {
    self.first = first
    self.second = second
    var places = [[Int]](repeating: [], count: (max(first.max() ?? -1, second.max() ?? -1)) + 1)
    for (index, line) in second.enumerated() { places[line].append(index) }
    if second.count >= 200 {
      let limit = second.count / 100 + 1
      for line in places.indices where places[line].count > limit { places[line] = [] }
    }
    self.places = places
  }

  /// All runs in order; runs that touch are one.
  func blocks() -> [MatchingBlock] {
    var found: [MatchingBlock] = []
    var queue = [(0..<first.count, 0..<second.count)]
    while let (one, other) = queue.popLast() {
      let block = longestBlock(one, other)
      guard block.count > 0 else { continue }
      found.append(block)
      if one.lowerBound < block.first, other.lowerBound < block.second {
        queue.append((one.lowerBound..<block.first, other.lowerBound..<block.second))
      }
      if block.first + block.count < one.upperBound, block.second + block.count < other.upperBound {
        queue.append(
          ((block.first + block.count)..<one.upperBound, (block.second + block.count)..<other.upperBound))
      }
    }
    found.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    var joined: [MatchingBlock] = []
    for block in found {
      if let last = joined.last, last.first + last.count == block.first, last.second + last.count == block.second {
        joined[joined.count - 1].count += block.count
      } else {
        joined.append(block)
      }
    }
    return joined
  }

  /// The longest run within two ranges; of several the one that begins first in the first text, then in the second.
  private func longestBlock(_ one: Range<Int>, _ other: Range<Int>) -> MatchingBlock {
    var best = MatchingBlock(first: one.lowerBound, second: other.lowerBound, count: 0)
    // The lengths of the runs that end at the line before, by the place in the second text.
    var lengths: [Int: Int] = [:]
    for index in one {
      var next: [Int: Int] = [:]
      let candidates = places[first[index]]
      for place in candidates[Self.firstPlace(in: candidates, from: other.lowerBound)...] {
        guard place < other.upperBound else { break }
        let length = (lengths[place - 1] ?? 0) + 1
        next[place] = length
        if length > best.count {
          best = MatchingBlock(first: index - length + 1, second: place - length + 1, count: length)
        }
      }
      lengths = next
    }
    // Lines that start no run may still lengthen one.
    while best.first > one.lowerBound, best.second > other.lowerBound,
      first[best.first - 1] == second[best.second - 1]
    {
      best.first -= 1
      best.second -= 1
      best.count += 1
    }
    while best.first + best.count < one.upperBound, best.second + best.count < other.upperBound,
      first[best.first + best.count] == second[best.second + best.count]
    {
      best.count += 1
    }
    return best
  }

  private static func firstPlace(in places: [Int], from lowest: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < lowest { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
