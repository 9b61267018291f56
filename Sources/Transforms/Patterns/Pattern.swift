import PackageModel

/// Why matching ended without an answer.
enum MatchFailure: Error, Hashable {
  /// The pattern tries too many ways to match the value.
  case tooManySteps
  /// PCRE2 cannot compile the pattern or gave up.
  case unsupported
  /// What the value becomes is longer than ``Pattern/greatestResult``.
  case resultTooLong
}

/// A pattern in the syntax of Python's `re`, ready to be matched.
///
/// Code is made for what is asked: of the form for bytes or for characters, at the first value that needs it.
final class Pattern {
  /// How a pattern is used.
  enum Use: Hashable {
    /// As `re.match`: at the beginning of the value.
    case atStart
    /// As `re.search` and `re.sub`: anywhere.
    case anywhere
  }

  /// How many bytes rules may make of a value: beyond them they double it again and again.
  static let greatestResult = 64 * 1024 * 1024

  let text: ByteString
  let syntax: PatternSyntax
  private let use: Use
  private let context: PCREContext
  private var codes: [PCREWriter.Form: PCRECode] = [:]
  private var bytesCode: PCRECode?
  /// What the last match was found by.
  private var last: PCRECode?

  init(_ text: ByteString, for use: Use, context: PCREContext) throws(PatternError) {
    self.text = text
    self.use = use
    self.context = context
    syntax = try PatternParser.parse(text.bytes)
  }

  /// Which form suits a value.
  static func form(for value: Span<UInt8>) -> PCREWriter.Form {
    if PythonText.isASCII(value) { return .bytes }
    return value.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } == nil ? .bytes : .characters
  }

  private func code(_ form: PCREWriter.Form) throws(MatchFailure) -> PCRECode {
    if form == .bytes, let bytesCode { return bytesCode }
    if let code = codes[form] { return code }
    let text = PCREWriter.write(syntax, form: form)
    guard
      let code = PCRECode(text, isAnchored: use == .atStart, isUTF: form == .characters, context: context)
    else { throw .unsupported }
    codes[form] = code
    if form == .bytes { bytesCode = code }
    return code
  }

  /// Makes the code, so that a pattern PCRE2 cannot take is found before it is used.
  func prepare() throws(MatchFailure) {
    _ = try code(.bytes)
    _ = try code(.characters)
  }

  /// Whether the pattern matches; ``range(ofGroup:)`` tells where.
  func matches(_ value: Span<UInt8>) throws(MatchFailure) -> Bool {
    try matches(value, form: Self.form(for: value), from: 0, refusesEmptyAtStart: false)
  }

  private func matches(
    _ value: Span<UInt8>, form: PCREWriter.Form, from start: Int, refusesEmptyAtStart: Bool
  ) throws(MatchFailure) -> Bool {
    let code = try code(form)
    last = code
    do throws(PCRECode.Failure) {
      return try code.run(value, from: start, refusesEmptyAtStart: refusesEmptyAtStart)
    } catch {
      switch error {
      case .tooManySteps: throw .tooManySteps
      case .other: throw .unsupported
      }
    }
  }

  /// Where a group of the last match is; 0 is the whole match, `nil` a group that took no part.
  func range(ofGroup group: Int) -> Range<Int>? { last?.range(ofGroup: group) }

  /// The value with every match replaced, as `re.sub` of Python 3.7 and later does it: an empty match counts unless it
  /// stands where the match before it stood, also directly behind one that was not empty.
  func replacing(_ value: Span<UInt8>, with replacement: ReplacementTemplate) throws(MatchFailure) -> [UInt8] {
    let form = Self.form(for: value)
    var result: [UInt8] = []
    var copied = 0
    var start = 0
    var refusesEmpty = false
    while start <= value.count,
      try matches(value, form: form, from: start, refusesEmptyAtStart: refusesEmpty),
      let range = range(ofGroup: 0)
    {
      result.append(span: value.extracting(copied..<range.lowerBound))
      for piece in replacement.pieces {
        switch piece {
        case .text(let text): result.append(contentsOf: text)
        case .group(let group):
          if let range = self.range(ofGroup: group) { result.append(span: value.extracting(range)) }
        }
      }
      guard result.count <= Self.greatestResult else { throw .resultTooLong }
      copied = range.upperBound
      refusesEmpty = range.isEmpty
      start = range.upperBound
    }
    result.append(span: value.extracting(copied..<value.count))
    return result
  }
}
