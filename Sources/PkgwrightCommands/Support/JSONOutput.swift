import FoundationEssentials

/// Prints values for machines: indented, keys sorted, the same bytes for the same value.
package enum JSONOutput {
  package static func print(_ value: some Encodable) throws {
    Console.output(try bytes(value))
  }

  /// The text with its final newline.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [0x0a]
  }
}
