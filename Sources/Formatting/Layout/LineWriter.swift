import PackageModel

/// Writes one action and breaks its lines where the IPS tools break them.
///
/// What counts as the length of a line is theirs, too: on a continued line the newline in front of it is counted, and
/// the blank in front of a value is not.
struct LineWriter {
  /// Goes between two lines.
  private static let lineBreak: [UInt8] = Array(" \\\n    ".utf8)

  private let unwraps: Bool
  private let isSecondStyle: Bool
  /// How many values are still to come, as the reference counts them.
  private var remaining: Int
  private var column = 0
  private var lines = 1
  private var values = 0
  /// Where the first line break is in the output, how many values stand before it, and how many were to come.
  private var firstBreak = (offset: 0, values: 0, remaining: 0)
  /// Whether the payload's name stands behind the type.
  var hasPositionalHash = false

  init(options: FormattingOptions, remaining: Int) {
    unwraps = options.unwraps
    isSecondStyle = options.style == .v2
    self.remaining = remaining
  }

  /// Writes a part of the action's head.
  @inline(__always)
  mutating func begin(_ text: Span<UInt8>, width: Int, to output: inout [UInt8]) {
    output.append(span: text)
    column += width
  }

  /// Writes `NAME=VALUE`, on a new line if it does not fit or `breaks` asks for it.
  @inline(__always)
  mutating func append(
    _ name: NameTable.ID, of names: borrowing NameTexts, value: Span<UInt8>, breaks: Bool, to output: inout [UInt8]
  ) {
    let quoting = Quoting(of: value)
    let name = names.places[Int(name)]
    let width = name.width + quoting.width
    // The last value of an action need not leave room for a backslash.
    let limit = isSecondStyle && remaining == 1 ? 80 : 78
    if unwraps || !breaks && column + width < limit {
      output.append(ASCII.space)
      column += 1 + width
    } else {
      if lines == 1 { firstBreak = (output.count, values, remaining) }
      output.append(contentsOf: Self.lineBreak)
      // The newline and four blanks.
      column = 5 + width
      lines += 1
    }
    output.append(span: names.bytes.span.extracting(name.range))
    quoting.append(value, to: &output)
    values += 1
    remaining -= 1
  }

  /// Ends the action. In the second style a line with nothing but the type is joined with the only other one.
  @inline(__always)
  mutating func finish(_ output: inout [UInt8]) {
    if lines == 2, isSecondStyle, !hasPositionalHash, firstBreak.values == 0, firstBreak.remaining == 1 {
      let end = firstBreak.offset + Self.lineBreak.count
      output.replaceSubrange(firstBreak.offset..<end, with: CollectionOfOne(ASCII.space))
    }
    output.append(ASCII.newline)
  }
}

/// How a value is quoted, and how long that makes it.
private struct Quoting {
  private let needsQuotes: Bool
  /// The number of characters with quotes and backslashes.
  let width: Int

  @inline(__always)
  init(of value: Span<UInt8>) {
    var count = 0
    var blanks = 0
    var doubles = 0
    var singles = 0
    for index in value.indices {
      let byte = value[index]
      count &+= byte & 0xc0 == 0x80 ? 0 : 1
      blanks &+= byte == ASCII.space ? 1 : 0
      doubles &+= byte == ASCII.doubleQuote ? 1 : 0
      singles &+= byte == ASCII.singleQuote ? 1 : 0
    }
    needsQuotes = blanks | doubles | singles != 0 || value.isEmpty
    width = count + (needsQuotes ? 2 : 0) + (doubles > 0 && singles > 0 ? doubles : 0)
  }

  @inline(__always)
  func append(_ value: Span<UInt8>, to output: inout [UInt8]) {
    if needsQuotes {
      ActionWriter.appendValue(value, asListElement: true, to: &output)
    } else {
      output.append(span: value)
    }
  }
}
