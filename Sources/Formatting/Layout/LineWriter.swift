import PackageModel

/// Writes one action and breaks its lines where the IPS tools break them.
///
/// What counts as the length of a line is theirs, too: on a continued line the newline in front of it is counted, and
/// the blank in front of a value is not.
struct LineWriter {
  private let unwraps: Bool
  private let isSecondStyle: Bool
  /// How many values are still to come, as the reference counts them.
  private var remaining: Int
  private var column = 0
  private var lines = 1
  private var values = 0
  /// Where the first line break is in the output, how many values stand before it, and how many were to come.
  private var firstBreak = (offset: 0, values: 0, remaining: 0)
  private var hasPositionalHash = false

  init(options: FormattingOptions, remaining: Int) {
    unwraps = options.unwraps
    isSecondStyle = options.style == .v2
    self.remaining = remaining
  }

  /// Writes a part of the action's head.
  @inline(__always)
  mutating func begin(_ text: UnsafeBufferPointer<UInt8>, to output: inout ByteWriter) {
    output.write(text)
    column += CodePoints.count(text)
  }

  /// Writes the payload's name behind the type.
  @inline(__always)
  mutating func appendHash(_ hash: UnsafeBufferPointer<UInt8>, to output: inout ByteWriter) {
    output.write(ASCII.space)
    output.write(hash)
    column += 1 + CodePoints.count(hash)
    hasPositionalHash = true
  }

  /// Writes `NAME=VALUE`, on a new line if it does not fit or `breaks` asks for it.
  @inline(__always)
  mutating func append(
    _ name: TextTable.Text, value: UnsafeBufferPointer<UInt8>, breaks: Bool, to output: inout ByteWriter
  ) {
    let quoting = Quoting(of: value)
    let width = name.width + quoting.width
    // The last value of an action need not leave room for a backslash.
    let limit = isSecondStyle && remaining == 1 ? 80 : 78
    if unwraps || !breaks && column + width < limit {
      output.write(ASCII.space)
      column += 1 + width
    } else {
      if lines == 1 { firstBreak = (output.count, values, remaining) }
      output.write(" \\\n    ")
      // The newline and four blanks.
      column = 5 + width
      lines += 1
    }
    output.write(name.bytes)
    quoting.write(value, to: &output)
    values += 1
    remaining -= 1
  }

  /// Ends the action. In the second style a line with nothing but the type is joined with the only other one.
  @inline(__always)
  func finish(_ output: inout ByteWriter) {
    if lines == 2, isSecondStyle, !hasPositionalHash, firstBreak.values == 0, firstBreak.remaining == 1 {
      output.remove((firstBreak.offset + 1)..<(firstBreak.offset + 7))
    }
    output.write(ASCII.newline)
  }

  /// How many bytes a `NAME=VALUE` takes at most.
  @inline(__always)
  static func bound(name: Int, value: Int) -> Int {
    // A line break, two quotes, and a backslash before each byte.
    name + 2 * value + 9
  }
}

/// How a value is quoted, and how long that makes it.
private struct Quoting {
  /// The quote, or 0.
  private let quote: UInt8
  private let escapes: Bool
  /// The number of characters with quotes and backslashes.
  let width: Int

  @inline(__always)
  init(of value: UnsafeBufferPointer<UInt8>) {
    if !value.isEmpty, Span(_unsafeElements: value).isPlain {
      self.init(quote: 0, escapes: false, width: value.count)
    } else {
      self.init(examining: value)
    }
  }

  @inline(__always)
  private init(quote: UInt8, escapes: Bool, width: Int) {
    self.quote = quote
    self.escapes = escapes
    self.width = width
  }

  private init(examining value: UnsafeBufferPointer<UInt8>) {
    var blanks = 0
    var doubles = 0
    var singles = 0
    for index in value.indices {
      switch value[index] {
      case ASCII.space: blanks += 1
      case ASCII.doubleQuote: doubles += 1
      case ASCII.singleQuote: singles += 1
      default: break
      }
    }
    let count = CodePoints.count(value)
    escapes = doubles > 0 && singles > 0
    if value.isEmpty || blanks > 0 || doubles > 0 || singles > 0 {
      quote = doubles > 0 && singles == 0 ? ASCII.singleQuote : ASCII.doubleQuote
      width = count + 2 + (escapes ? doubles : 0)
    } else {
      quote = 0
      width = count
    }
  }

  @inline(__always)
  func write(_ value: UnsafeBufferPointer<UInt8>, to output: inout ByteWriter) {
    if quote == 0 {
      output.write(value)
    } else {
      writeQuoted(value, to: &output)
    }
  }

  private func writeQuoted(_ value: UnsafeBufferPointer<UInt8>, to output: inout ByteWriter) {
    output.write(quote)
    if escapes {
      for index in value.indices {
        if value[index] == ASCII.doubleQuote { output.write(ASCII.backslash) }
        output.write(value[index])
      }
    } else {
      output.write(value)
    }
    output.write(quote)
  }
}
