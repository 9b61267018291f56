/// Short names for texts: 128 bits by FNV-1a, in hexadecimal. They need to be stable, not safe.
enum Fingerprint {
  static func of(_ text: String) -> String {
    hash(text, 0xcbf2_9ce4_8422_2325) + hash(text, 0x9ae1_6a3b_2f90_404f)
  }

  private static func hash(_ text: String, _ start: UInt64) -> String {
    let value = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
