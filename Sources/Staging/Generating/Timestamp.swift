import PackageModel

/// Times as IPS writes them: `YYYYMMDDTHHMMSSZ`, in UTC.
enum Timestamp {
  static func text(_ seconds: Int64) -> ByteString {
    let dayLength: Int64 = 86_400
    let days = seconds.quotientFlooring(dayLength)
    let second = seconds - days * dayLength
    let (year, month, day) = date(days)
    var text = pad(year, 4) + pad(month, 2) + pad(day, 2) + [0x54]
    text += pad(second / 3600, 2) + pad(second / 60 % 60, 2) + pad(second % 60, 2) + [0x5a]
    return ByteString(text)
  }

  private static func pad(_ number: Int64, _ width: Int) -> [UInt8] {
    let digits = Array(String(number).utf8)
    return Array(repeating: ASCII.zero, count: max(0, width - digits.count)) + digits
  }

  /// The date in the Gregorian calendar, with years that begin in March so that leap days come last.
  private static func date(_ daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let daysInEra: Int64 = 146_097
    let days = daysSince1970 + 719_468
    let era = days.quotientFlooring(daysInEra)
    let dayOfEra = days - era * daysInEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Int64 {
  /// Division that rounds down.
  fileprivate func quotientFlooring(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
