/// A time in UTC, split into the parts of the Gregorian calendar.
package struct CivilTime: Hashable, Sendable {
  package let year: Int
  /// From 1.
  package let month: Int
  /// From 1.
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int
  /// From 0 for Sunday.
  package let weekday: Int

  /// Splits seconds since 1970, which may be negative.
  package init(seconds: Int64) {
    var days = Int(seconds / 86_400)
    var rest = Int(seconds % 86_400)
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
    weekday = ((days + 4) % 7 + 7) % 7
    // Years are counted from March, so that the leap day is the last of a year; 400 years have 146,097 days.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2026-01-31`
  package var date: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

  /// `23:59:59`
  package var clock: String { "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))" }

  /// `Sat, 31 Jan 2026 23:59:59 +0000`, the form of Debian changelogs (RFC 5322).
  package var mailDate: String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(days[weekday]), \(Self.padded(day, 2)) \(months[month - 1]) \(Self.padded(year, 4)) \(clock) +0000"
  }

  /// A number with zeros in front, `width` digits at least.
  package static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension CivilTime {
  /// `20260131T235959Z`, the basic form of ISO 8601 that IPS uses in versions.
  package var basic: ByteString {
    ByteString(
      Self.padded(year, 4) + Self.padded(month, 2) + Self.padded(day, 2) + "T" + Self.padded(hour, 2)
        + Self.padded(minute, 2) + Self.padded(second, 2) + "Z")
  }

  /// Seconds since 1970.
  package var seconds: Int64 {
    Self.days(year, month, day) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// Days since 1970.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era) * 146_097 + Int64(dayOfEra) - 719_468
  }

  /// Reads the basic form; `nil` for anything else and for dates that the calendar does not have.
  package init?(basic text: ByteString) {
    let bytes = text.bytes
    guard bytes.count == 16, bytes[8] == 0x54, bytes[15] == 0x5a else { return nil }
    guard (bytes[..<8] + bytes[9..<15]).allSatisfy(ASCII.isDigit) else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - ASCII.zero) } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(9..<11), number(11..<13), number(13..<15))
    guard year >= 1, (1...12).contains(month), hour < 24, minute < 60, second < 60 else { return nil }
    self.init(seconds: Self.days(year, month, day) * 86_400 + Int64(hour * 3_600 + minute * 60 + second))
    // A day that the month does not have counts on into another month.
    guard self.month == month, self.day == day else { return nil }
  }
}
