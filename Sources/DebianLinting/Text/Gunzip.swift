import PackageModel
import Payload

/// Decompresses small texts.
enum Gunzip {
  /// A text that grows beyond this is not looked at.
  private static let limit: UInt64 = 64 << 20

  /// The text; `nil` where it cannot be decompressed.
  static func text(_ bytes: [UInt8]) -> [UInt8]? {
    do throws(PayloadError) {
      let input = try Decompressor(ContentInput(.memory(bytes)), format: .gzip, limit: limit)
      var result: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 64 * 1024)
      while true {
        let count = try buffer.withBytes { (raw: UnsafeMutableRawBufferPointer) throws(PayloadError) in
          try input.read(into: raw)
        }
        if count == 0 { return result }
        result += buffer[..<count]
      }
    } catch {
      return nil
    }
  }
}
