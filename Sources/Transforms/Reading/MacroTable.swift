import Glibc
package import PackageModel

/// The macros of a run: `-D NAME=VALUE` makes `$(NAME)` stand for VALUE in every line that is read.
package struct MacroTable {
  private struct Macro {
    var name: ByteString
    var key: [UInt8]
    var value: [UInt8]
    var isUsed = false
  }

  /// Why a line cannot be written out.
  struct Failure: Error, Hashable {
    /// A macro that is replaced over and over again.
    var name: ByteString
  }

  private var macros: [Macro] = []

  /// Beyond so many replacements or bytes in one line a macro must hold itself.
  private static let greatestRounds = 10_000
  private static let greatestLength = 16 * 1024 * 1024

  package init() {}

  package var isEmpty: Bool { macros.isEmpty }

  /// The names of the macros that no line has used, in the order of their definition.
  package var unusedNames: [ByteString] { macros.filter { !$0.isUsed }.map(\.name) }

  /// Defines a macro. A second definition of a name takes the place of the first.
  package mutating func define(_ name: ByteString, _ value: ByteString) {
    if let index = macros.firstIndex(where: { $0.name == name }) {
      macros[index].value = value.bytes
    } else {
      macros.append(
        Macro(name: name, key: Array("$(".utf8) + name.bytes + [ASCII.closeParenthesis], value: value.bytes))
    }
  }

  /// Whether a text may have a macro in it.
  static func mayOccur(in text: Span<UInt8>) -> Bool {
    text.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        let found = memchr(base, Int32(ASCII.dollar), rest.count)
      {
        rest = rest.dropFirst(UnsafeRawPointer(found) - base + 1)
        if rest.first == ASCII.openParenthesis { return true }
      }
      return false
    }
  }

  /// The line with all macros written out: the first macro, in the order of definition, that occurs in the line is
  /// replaced everywhere in it, and so on until none occurs.
  mutating func expand(_ line: [UInt8]) throws(Failure) -> [UInt8] {
    var line = line
    var rounds = 0
    while true {
      let places = line.indices.filter {
        line[$0] == ASCII.dollar && $0 + 1 < line.count && line[$0 + 1] == ASCII.openParenthesis
      }
      guard
        let index = macros.indices.first(where: { macro in
          places.contains { line[$0...].starts(with: macros[macro].key) }
        })
      else { return line }
      macros[index].isUsed = true
      line = Self.replacing(macros[index], in: line, from: places)
      rounds += 1
      if rounds > Self.greatestRounds || line.count > Self.greatestLength {
        throw Failure(name: macros[index].name)
      }
    }
  }

  private static func replacing(_ macro: Macro, in line: [UInt8], from places: [Int]) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    for place in places where place >= copied && line[place...].starts(with: macro.key) {
      result += line[copied..<place]
      result += macro.value
      copied = place + macro.key.count
    }
    return result + line[copied...]
  }
}
