/// Names for the bytes that the grammars of this package turn on.
///
/// They are computed so that other modules see their values and not places in memory.
package enum ASCII {
  @inlinable package static var tab: UInt8 { 0x09 }
  @inlinable package static var newline: UInt8 { 0x0a }
  @inlinable package static var carriageReturn: UInt8 { 0x0d }
  @inlinable package static var space: UInt8 { 0x20 }
  @inlinable package static var doubleQuote: UInt8 { 0x22 }
  @inlinable package static var hash: UInt8 { 0x23 }
  @inlinable package static var dollar: UInt8 { 0x24 }
  @inlinable package static var percent: UInt8 { 0x25 }
  @inlinable package static var singleQuote: UInt8 { 0x27 }
  @inlinable package static var openParenthesis: UInt8 { 0x28 }
  @inlinable package static var closeParenthesis: UInt8 { 0x29 }
  @inlinable package static var plus: UInt8 { 0x2b }
  @inlinable package static var comma: UInt8 { 0x2c }
  @inlinable package static var hyphen: UInt8 { 0x2d }
  @inlinable package static var dot: UInt8 { 0x2e }
  @inlinable package static var slash: UInt8 { 0x2f }
  @inlinable package static var zero: UInt8 { 0x30 }
  @inlinable package static var nine: UInt8 { 0x39 }
  @inlinable package static var colon: UInt8 { 0x3a }
  @inlinable package static var semicolon: UInt8 { 0x3b }
  @inlinable package static var lessThan: UInt8 { 0x3c }
  @inlinable package static var equals: UInt8 { 0x3d }
  @inlinable package static var greaterThan: UInt8 { 0x3e }
  @inlinable package static var at: UInt8 { 0x40 }
  @inlinable package static var backslash: UInt8 { 0x5c }
  @inlinable package static var underscore: UInt8 { 0x5f }
  @inlinable package static var tilde: UInt8 { 0x7e }

  @inlinable
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- zero <= 9 }

  @inlinable
  package static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  @inlinable
  package static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  @inlinable
  package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inlinable
  package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// The blanks that separate the words of an action: space, tab and newline only.
  @inlinable
  package static func isActionBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab || byte == newline }

  @inlinable
  package static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}
