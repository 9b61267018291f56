import IPSRepository
import PackageModel

/// Times as HTTP writes them (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The text of a time.
  ///
  /// - Parameter seconds: since 1970.
  package static func text(_ seconds: Int64) -> String {
    let time = CivilTime(seconds: seconds)
    return "\(days[time.weekday]), \(CivilTime.padded(time.day, 2)) \(months[time.month - 1]) "
      + "\(CivilTime.padded(time.year, 4)) \(time.clock) GMT"
  }

  /// Reads a time; `nil` for anything in another form.
  package static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])),
      let year = Int(parts[3]), (1...31).contains(day), (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":").map(String.init)
    guard clock.count == 3 else { return nil }
    let basic =
      CivilTime.padded(year, 4) + CivilTime.padded(month + 1, 2) + CivilTime.padded(day, 2) + "T" + clock.joined() + "Z"
    return CivilTime(basic: ByteString(basic))?.seconds
  }

  /// The seconds since 1970, now.
  package static var now: Int64 {
    CatalogTime.now.seconds
  }
}
