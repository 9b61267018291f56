package import PackageModel

/// A word with wildcards: `*` is anything, `?` one character, `[abc]`, `[a-z]` and `[!abc]` one character of a set.
package struct SearchPattern: Hashable, Sendable {
  private enum Element: Hashable, Sendable {
    case any
    case one
    case literal(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  private let elements: [Element]
  package let isCaseSensitive: Bool
  /// What it is written as; in lower case where case does not matter.
  package let text: String

  /// Reads a pattern. An open bracket without its end stands for itself.
  package init(_ text: ByteString, isCaseSensitive: Bool) {
    self.isCaseSensitive = isCaseSensitive
    self.text = isCaseSensitive ? text.text : Self.fold(text.text)
    elements = Self.read(Array(self.text.unicodeScalars))
  }

  /// A text as it is compared where case does not matter.
  package static func fold(_ text: String) -> String { text.lowercased() }

  /// Whether it is nothing but `*` and `?`: depots take that for everything.
  package var isEverything: Bool { elements.allSatisfy { $0 == .any || $0 == .one } }

  /// The one text that it matches; `nil` where there may be more.
  package var literal: String? {
    var scalars = String.UnicodeScalarView()
    for element in elements {
      guard case .literal(let scalar) = element else { return nil }
      scalars.append(scalar)
    }
    return String(scalars)
  }

  private static func read(_ text: [Unicode.Scalar]) -> [Element] {
    var elements: [Element] = []
    var place = 0
    while place < text.count {
      let scalar = text[place]
      place += 1
      switch scalar {
      case "*": if elements.last != .any { elements.append(.any) }
      case "?": elements.append(.one)
      case "[":
        guard let (set, next) = readSet(text, place) else {
          elements.append(.literal(scalar))
          continue
        }
        elements.append(set)
        place = next
      default: elements.append(.literal(scalar))
      }
    }
    return elements
  }

  private static func readSet(_ text: [Unicode.Scalar], _ start: Int) -> (Element, next: Int)? {
    var place = start
    let isNegated = place < text.count && text[place] == "!"
    if isNegated { place += 1 }
    let first = place
    var end = place
    while end < text.count, text[end] != "]" || end == first { end += 1 }
    guard end < text.count else { return nil }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while place < end {
      if place + 2 < end, text[place + 1] == "-" {
        // A range the wrong way round holds nothing.
        if text[place] <= text[place + 2] { ranges.append(text[place]...text[place + 2]) }
        place += 3
      } else {
        ranges.append(text[place]...text[place])
        place += 1
      }
    }
    return (.set(ranges, isNegated: isNegated), end + 1)
  }

  /// Whether a text is what the pattern describes, from beginning to end.
  package func matches(_ text: String) -> Bool {
    let scalars = Array((isCaseSensitive ? text : Self.fold(text)).unicodeScalars)
    var element = 0
    var place = 0
    // Where the last `*` is and where what follows it was tried last; only that one is ever tried again.
    var star: (element: Int, place: Int)?
    while place < scalars.count {
      if element < elements.count, elements[element] == .any {
        star = (element + 1, place)
        element += 1
      } else if element < elements.count, Self.matches(elements[element], scalars[place]) {
        element += 1
        place += 1
      } else if let (next, tried) = star {
        star = (next, tried + 1)
        element = next
        place = tried + 1
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == .any }
  }

  private static func matches(_ element: Element, _ scalar: Unicode.Scalar) -> Bool {
    switch element {
    case .any: false
    case .one: true
    case .literal(let wanted): wanted == scalar
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
    }
  }

  /// Whether a set is in it, which ``glob`` does not tell.
  package var hasSets: Bool {
    elements.contains {
      if case .set = $0 { true } else { false }
    }
  }

  /// The same for SQLite's `GLOB`, but that a set is any character: SQLite writes sets in another way.
  package var glob: String {
    elements.map { element in
      switch element {
      case .any: "*"
      case .one, .set: "?"
      case .literal(let scalar): "[*?".unicodeScalars.contains(scalar) ? "[\(scalar)]" : "\(scalar)"
      }
    }.joined()
  }
}
