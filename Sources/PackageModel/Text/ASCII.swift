/// Names for the bytes that the grammars of this package turn on.
///
/// They are computed so that other modules see their values and not places in memory.
package enum ASCII {
  @inlinable @inline(__always) package static var tab: UInt8 { 0x09 }
  @inlinable @inline(__always) package static var newline: UInt8 { 0x0a }
  @inlinable @inline(__always) package static var carriageReturn: UInt8 { 0x0d }
  @inlinable @inline(__always) package static var space: UInt8 { 0x20 }
  @inlinable @inline(__always) package static var doubleQuote: UInt8 { 0x22 }
  @inlinable @inline(__always) package static var hash: UInt8 { 0x23 }
  @inlinable @inline(__always) package static var dollar: UInt8 { 0x24 }
  @inlinable @inline(__always) package static var percent: UInt8 { 0x25 }
  @inlinable @inline(__always) package static var singleQuote: UInt8 { 0x27 }
  @inlinable @inline(__always) package static var openParenthesis: UInt8 { 0x28 }
  @inlinable @inline(__always) package static var closeParenthesis: UInt8 { 0x29 }
  @inlinable @inline(__always) package static var plus: UInt8 { 0x2b }
  @inlinable @inline(__always) package static var comma: UInt8 { 0x2c }
  @inlinable @inline(__always) package static var hyphen: UInt8 { 0x2d }
  @inlinable @inline(__always) package static var dot: UInt8 { 0x2e }
  @inlinable @inline(__always) package static var slash: UInt8 { 0x2f }
  @inlinable @inline(__always) package static var zero: UInt8 { 0x30 }
  @inlinable @inline(__always) package static var nine: UInt8 { 0x39 }
  @inlinable @inline(__always) package static var colon: UInt8 { 0x3a }
  @inlinable @inline(__always) package static var semicolon: UInt8 { 0x3b }
  @inlinable @inline(__always) package static var lessThan: UInt8 { 0x3c }
  @inlinable @inline(__always) package static var equals: UInt8 { 0x3d }
  @inlinable @inline(__always) package static var greaterThan: UInt8 { 0x3e }
  @inlinable @inline(__always) package static var at: UInt8 { 0x40 }
  @inlinable @inline(__always) package static var backslash: UInt8 { 0x5c }
  @inlinable @inline(__always) package static var underscore: UInt8 { 0x5f }
  @inlinable @inline(__always) package static var tilde: UInt8 { 0x7e }

  @inlinable @inline(__always)
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- zero <= 9 }

  @inlinable @inline(__always)
  package static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  @inlinable @inline(__always)
  package static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  @inlinable @inline(__always)
  package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inlinable @inline(__always)
  package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// The blanks that separate the words of an action: space, tab and newline only.
  @inlinable @inline(__always)
  package static func isActionBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab || byte == newline }

  @inlinable @inline(__always)
  package static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}
