import Foundation
package import PackageModel

/// Blocks of base64 text between `-----BEGIN` and `-----END` lines (RFC 7468). Lines of any length are taken, and text
/// around the blocks is passed over.
package enum PEMText {
  /// The blocks of a kind, decoded, in the order of the text; blocks that are not base64 are left out.
  package static func blocks(_ label: ByteString, in text: [UInt8]) -> [[UInt8]] {
    let begin = "-----BEGIN " + label + "-----"
    let end = "-----END " + label + "-----"
    var blocks: [[UInt8]] = []
    var block: [UInt8]?
    for line in ByteString(text).split(on: ASCII.newline) {
      let line = UnicodeBlanks.trimmed(line)
      if line == begin {
        block = []
      } else if line == end {
        if let bytes = block, let data = Data(base64Encoded: Data(bytes)), !data.isEmpty { blocks.append(Array(data)) }
        block = nil
      } else {
        block?.append(contentsOf: line.bytes)
      }
    }
    return blocks
  }

  /// A block with lines of 64 characters, as the tools of OpenSSL write it.
  package static func text(_ label: ByteString, _ bytes: [UInt8]) -> [UInt8] {
    let encoded = Array(Data(bytes).base64EncodedData())
    var result = ("-----BEGIN " + label + "-----\n").bytes
    for start in stride(from: 0, to: encoded.count, by: 64) {
      result += encoded[start..<min(start + 64, encoded.count)] + [ASCII.newline]
    }
    return result + ("-----END " + label + "-----\n").bytes
  }
}
