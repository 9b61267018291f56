import IPSRepository
import PackageModel

/// Values as pages show them.
enum PageText {
  /// Text that may stand in HTML and XML: control characters, which XML does not know, become U+FFFD.
  static func plain(_ text: ByteString) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.text.unicodeScalars {
      let isAllowed =
        scalar.value >= 0x20 && scalar.value != 0x7f && scalar.value < 0xfffe || scalar.value > 0xffff
        || scalar == "\n" || scalar == "\t"
      result.append(isAllowed ? scalar : "\u{fffd}")
    }
    return String(result)
  }

  /// A number of bytes: `512 B`, `1.5 kB`, `20 MB`.
  static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB"]
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    if unit == 0 { return "\(bytes) B" }
    let tenths = Int((value * 10).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(units[unit])" : "\((tenths + 5) / 10) \(units[unit])"
  }

  /// A point in time for people and for machines.
  struct Time {
    var text: String
    /// RFC 3339.
    var machine: String

    init(_ time: CivilTime) {
      text = "\(time.date) \(time.clock.prefix(5)) UTC"
      machine = "\(time.date)T\(time.clock)Z"
    }

    /// The time of an FMRI: `20261122T202609Z`.
    init?(timestamp: ByteString?) {
      guard let timestamp, let time = CivilTime(basic: timestamp) else { return nil }
      self.init(time)
    }
  }

  /// A number with its word.
  static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

  /// A part of an address: slashes of names stay what they are.
  static func path(_ text: ByteString) -> String {
    text.split(on: ASCII.slash).map { PercentEncoding.encode($0).text }.joined(separator: "/")
  }
}
