/// Numbers with dots between them, as in `5.11.0.151`. A part of a package's version.
///
/// Sequences are ordered number by number; one that another begins with is smaller.
public struct DotSequence: Hashable, Sendable {
  /// The numbers, at least one.
  public let numbers: [UInt64]

  /// Takes numbers.
  public init(_ first: UInt64, _ others: UInt64...) {
    numbers = [first] + others
  }

  /// Whether the sequence begins with the numbers of another.
  public func begins(with other: DotSequence) -> Bool { numbers.starts(with: other.numbers) }

  /// Reads a sequence. `what` is what it is called in errors, `offset` where it stands in the whole text.
  init(
    parsing text: Substring.UTF8View, of what: String, at offset: Int
  ) throws(InvalidPackageVersion.Problem) {
    var numbers: [UInt64] = []
    var position = offset
    for part in text.split(separator: ASCII.dot, omittingEmptySubsequences: false) {
      let digits = String(Substring(part))
      guard !part.isEmpty else {
        throw .init("the \(what) lacks a number", at: position, remedy: "write numbers with single dots between them")
      }
      if let place = part.firstIndex(where: { !ASCII.isDigit($0) }) {
        throw .init(
          "the \(what) holds '\(digits)', which is no number",
          at: position + part.distance(from: part.startIndex, to: place),
          remedy: "only digits and dots may stand there")
      }
      guard part.count == 1 || part.first != ASCII.zero else {
        throw .init(
          "the number \(digits) has a leading zero", at: position,
          remedy: "write \(digits.drop { $0 == "0" }.isEmpty ? "0" : String(digits.drop { $0 == "0" }))")
      }
      guard let number = UInt64(digits) else {
        throw .init("the number \(digits) is too large", at: position, remedy: "it may have up to 19 digits")
      }
      numbers.append(number)
      position += part.count + 1
    }
    self.numbers = numbers
  }
}

extension DotSequence: Comparable {
  /// Orders number by number.
  public static func < (left: DotSequence, right: DotSequence) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}

extension DotSequence: CustomStringConvertible {
  /// The numbers with dots between them.
  public var description: String { numbers.map { String($0) }.joined(separator: ".") }
}
