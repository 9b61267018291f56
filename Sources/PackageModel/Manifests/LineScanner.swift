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
    var index = start
    while index < text.count, text[index] != ASCII.newline, text[index] != ASCII.carriageReturn { index += 1 }
    let end = index
    if index < text.count {
      let isPair = text[index] == ASCII.carriageReturn && index + 1 < text.count && text[index + 1] == ASCII.newline
      index += isPair ? 2 : 1
    }
    position = index
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
  /// The first and last physical line, from 1. The IPS tools call a continued line by its last one.
  package var firstLine: Int
  package var lastLine: Int
  /// How many bytes of white space were stripped from the beginning.
  package var indentation: Int
  /// Whether the input ended, or a blank line came, while a continuation was open.
  package var isUnfinished: Bool
  /// The numbers of blank lines inside the continuation that were passed over.
  package var blanksInside: [Int]
}

/// Cuts a text into logical lines: each physical line is stripped of Unicode white space, and one that ends in a
/// backslash goes on in the next one, with nothing put in between.
package struct LogicalLineScanner {
  /// What a blank line inside a continuation does.
  package enum BlankRule: Sendable {
    /// The line ends there (pkgfmt).
    case ends
    /// The blank line is passed over (pkgmogrify puts it out, manifests ignore it).
    case goesOn
  }

  private var lines = LineScanner()
  private let blankRule: BlankRule
  private var pendingBlank: Int?

  package init(blankRule: BlankRule) { self.blankRule = blankRule }

  /// The next logical line, blank ones included.
  package mutating func next(_ text: Span<UInt8>) -> LogicalLine? {
    if let line = pendingBlank {
      pendingBlank = nil
      return LogicalLine(
        joined: nil, range: 0..<0, firstLine: line, lastLine: line, indentation: 0, isUnfinished: false,
        blanksInside: [])
    }
    guard let physical = lines.next(text) else { return nil }
    let range = UnicodeBlanks.trimmed(text, physical)
    var result = LogicalLine(
      joined: nil, range: range, firstLine: lines.line, lastLine: lines.line,
      indentation: range.lowerBound - physical.lowerBound, isUnfinished: false, blanksInside: [])
    guard !range.isEmpty, text[range.upperBound - 1] == ASCII.backslash else { return result }

    var joined: [UInt8] = []
    joined.append(span: text.extracting(range.lowerBound..<(range.upperBound - 1)))
    result.isUnfinished = true
    while let physical = lines.next(text) {
      let range = UnicodeBlanks.trimmed(text, physical)
      if range.isEmpty {
        if blankRule == .ends {
          pendingBlank = lines.line
          break
        }
        result.blanksInside.append(lines.line)
        continue
      }
      result.lastLine = lines.line
      if text[range.upperBound - 1] == ASCII.backslash {
        joined.append(span: text.extracting(range.lowerBound..<(range.upperBound - 1)))
      } else {
        joined.append(span: text.extracting(range))
        result.isUnfinished = false
        break
      }
    }
    result.joined = joined
    return result
  }
}
