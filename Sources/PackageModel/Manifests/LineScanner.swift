/// Cuts a text into physical lines. `\n`, `\r\n` and a lone `\r` end a line, nothing else does.
package struct LineScanner {
  /// Where the next line begins.
  package private(set) var position = 0
  /// The number of the line that ``next(_:)`` gave last, from 1.
  package private(set) var line = 0

  package init() {}

  /// The next line without its end, or `nil` behind the last one.
  @inline(__always)
  package mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
    guard position < text.count else { return nil }
    let start = position
    let end = text.firstLineEnd(from: start)
    position = end
    if end < text.count {
      let isPair = text[end] == ASCII.carriageReturn && end + 1 < text.count && text[end + 1] == ASCII.newline
      position += isPair ? 2 : 1
    }
    line += 1
    return start..<end
  }
}

/// A logical line: stripped, with continuation lines joined.
package struct LogicalLine: Sendable {
  /// The joined text where the line was continued, or `nil` where it is a piece of the input.
  package var joined: [UInt8]?
  /// Where the line is in the input, when it was not continued.
  package var range: Range<Int>
  /// Where its physical lines are in the input, from the beginning of the first to the end of the last.
  package var physical: Range<Int>
  /// The first and last physical line, from 1. The IPS tools call a continued line by its last one.
  package var firstLine: Int
  package var lastLine: Int
  /// How many bytes of white space were stripped from the beginning.
  package var indentation: Int
  /// Whether the input ended while a continuation was open.
  package var isUnfinished: Bool
  /// The numbers of blank lines inside the continuation that were passed over.
  package var blanksInside: [Int]
}

/// Cuts a text into logical lines: each physical line is stripped of Unicode white space, and one that ends in a
/// backslash goes on in the next one, with nothing put in between.
package struct LogicalLineScanner {
  /// What a blank line inside a continuation does.
  package enum BlankRule: Sendable {
    /// The line ends there and takes the blank line with it (pkgfmt).
    case ends
    /// The blank line is passed over (pkgmogrify puts it out, manifests ignore it).
    case goesOn
  }

  private var lines = LineScanner()
  private let blankRule: BlankRule

  package init(blankRule: BlankRule) { self.blankRule = blankRule }

  /// The next logical line, blank ones included.
  @inline(__always)
  package mutating func next(_ text: Span<UInt8>) -> LogicalLine? {
    guard let physical = lines.next(text) else { return nil }
    let range = UnicodeBlanks.trimmed(text, physical)
    let result = LogicalLine(
      joined: nil, range: range, physical: physical, firstLine: lines.line, lastLine: lines.line,
      indentation: range.lowerBound - physical.lowerBound, isUnfinished: false, blanksInside: [])
    guard !range.isEmpty, text[range.upperBound - 1] == ASCII.backslash else { return result }
    return joinContinuation(of: result, text)
  }

  private mutating func joinContinuation(of first: LogicalLine, _ text: Span<UInt8>) -> LogicalLine {
    var result = first
    var joined: [UInt8] = []
    joined.append(span: text.extracting(first.range.lowerBound..<(first.range.upperBound - 1)))
    result.isUnfinished = true
    while let physical = lines.next(text) {
      let range = UnicodeBlanks.trimmed(text, physical)
      if range.isEmpty, blankRule == .goesOn {
        result.blanksInside.append(lines.line)
        continue
      }
      result.lastLine = lines.line
      result.physical = first.physical.lowerBound..<physical.upperBound
      guard !range.isEmpty, text[range.upperBound - 1] == ASCII.backslash else {
        joined.append(span: text.extracting(range))
        result.isUnfinished = false
        break
      }
      joined.append(span: text.extracting(range.lowerBound..<(range.upperBound - 1)))
    }
    result.joined = joined
    return result
  }
}
