import PackageModel

/// A date as mail has it (RFC 5322): `Sat, 31 Jan 2026 12:00:00 +0100`.
struct MailDate {
  /// Seconds since 1970.
  let seconds: Int64
  /// The time where it was written.
  let local: CivilTime

  /// Reads a date; `nil` for what is none.
  init?(_ text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    let rest = words.first?.first?.isNumber ?? false ? words[...] : words.dropFirst()
    guard rest.count >= 5 else { return nil }
    let parts = Array(rest)
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let clock = parts[3].split(separator: ":").compactMap { Int($0) }
    guard let day = Int(parts[0]), let month = months.firstIndex(of: parts[1].lowercasedASCII.prefix(3).description),
      let year = Int(parts[2]), clock.count == 3, (1...9999).contains(year), (1...31).contains(day),
      let offset = Int(parts[4]), abs(offset) < 10_000
    else { return nil }
    let text = CivilTime.padded(year, 4) + CivilTime.padded(month + 1, 2) + CivilTime.padded(day, 2)
    let time = "T" + clock.map { CivilTime.padded($0, 2) }.joined() + "Z"
    guard let local = CivilTime(basic: ByteString(text + time)) else { return nil }
    self.local = local
    seconds = local.seconds - Int64(offset / 100 * 3600 + offset % 100 * 60)
  }
}
