/// When a package was published, in UTC and to the second: `YYYYMMDDTHHMMSSZ`.
public struct PackageTimestamp: Hashable, Sendable {
  /// The sixteen characters.
  public let text: String

  /// Reads a timestamp.
  ///
  /// - Throws: ``InvalidPackageVersion`` for a text of another form, or a day or time that there is not.
  public init(parsing text: String) throws(InvalidPackageVersion) {
    do throws(InvalidPackageVersion.Problem) {
      try self.init(parsing: text, at: 0)
    } catch {
      throw InvalidPackageVersion(text: text, problem: error)
    }
  }

  /// Reads a timestamp that stands at an offset of a longer text.
  init(parsing text: String, at offset: Int) throws(InvalidPackageVersion.Problem) {
    let bytes = Array(text.utf8)
    let isWellFormed =
      bytes.count == 16 && bytes[8] == UInt8(ascii: "T") && bytes[15] == UInt8(ascii: "Z")
      && (bytes[0..<8] + bytes[9..<15]).allSatisfy(ASCII.isDigit)
    guard isWellFormed else {
      throw .init(
        "the timestamp is not of the form YYYYMMDDTHHMMSSZ", at: offset,
        remedy: "leave it out; publishing adds it")
    }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - ASCII.zero) } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    guard year > 0, (1...12).contains(month), day >= 1, day <= Self.days(of: month, in: year) else {
      throw .init("there is no day \(text.prefix(8))", at: offset, remedy: "correct year, month and day")
    }
    guard number(9..<11) < 24, number(11..<13) < 60, number(13..<15) < 60 else {
      throw .init("there is no time \(text.dropFirst(9).prefix(6))", at: offset + 9, remedy: "correct the time of day")
    }
    self.text = text
  }

  private static func days(of month: Int, in year: Int) -> Int {
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension PackageTimestamp: Comparable {
  /// Orders by time, which is the order of the texts.
  public static func < (left: PackageTimestamp, right: PackageTimestamp) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension PackageTimestamp: CustomStringConvertible {
  /// The sixteen characters.
  public var description: String { text }
}
