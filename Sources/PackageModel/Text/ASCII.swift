/// Names for the bytes that the grammars of this package turn on.
package enum ASCII {
  package static let tab: UInt8 = 0x09
  package static let newline: UInt8 = 0x0a
  package static let carriageReturn: UInt8 = 0x0d
  package static let space: UInt8 = 0x20
  package static let doubleQuote: UInt8 = 0x22
  package static let hash: UInt8 = 0x23
  package static let dollar: UInt8 = 0x24
  package static let percent: UInt8 = 0x25
  package static let singleQuote: UInt8 = 0x27
  package static let openParenthesis: UInt8 = 0x28
  package static let closeParenthesis: UInt8 = 0x29
  package static let plus: UInt8 = 0x2b
  package static let comma: UInt8 = 0x2c
  package static let hyphen: UInt8 = 0x2d
  package static let dot: UInt8 = 0x2e
  package static let slash: UInt8 = 0x2f
  package static let zero: UInt8 = 0x30
  package static let nine: UInt8 = 0x39
  package static let colon: UInt8 = 0x3a
  package static let semicolon: UInt8 = 0x3b
  package static let lessThan: UInt8 = 0x3c
  package static let equals: UInt8 = 0x3d
  package static let greaterThan: UInt8 = 0x3e
  package static let at: UInt8 = 0x40
  package static let backslash: UInt8 = 0x5c
  package static let underscore: UInt8 = 0x5f
  package static let tilde: UInt8 = 0x7e

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
