import FoundationEssentials

/// Prints values for machines: indented, keys sorted, the same bytes for the same value.
enum JSONOutput {
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Console.output(Array(try encoder.encode(value)) + [0x0a])
  }
}
