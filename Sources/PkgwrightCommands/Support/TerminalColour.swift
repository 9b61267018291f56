import Glibc

/// Colour on a terminal, and nothing anywhere else or where NO_COLOR is set.
enum TerminalColour: String {
  case bold = "1"
  case red = "31"
  case green = "32"
  case cyan = "36"

  /// Whether standard output shows colours.
  static let isWanted: Bool = {
    func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
    let isDumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true
    return Console.outputIsTerminal && !isSet("NO_COLOR") && !isDumb
  }()

  /// The bytes in this colour, if colours are wanted; a newline at the end stays outside.
  func paint(_ bytes: [UInt8]) -> [UInt8] {
    guard Self.isWanted else { return bytes }
    let end = bytes.last == 0x0a ? bytes.count - 1 : bytes.count
    return Array("\u{1B}[\(rawValue)m".utf8) + bytes[..<end] + Array("\u{1B}[0m".utf8) + bytes[end...]
  }
}
