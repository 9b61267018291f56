import Glibc
import PackageModel

/// What entries are ordered by, in one piece of memory: there may be hundreds of thousands of them.
struct SortKeys {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ entries: [TarEntry]) {
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.name.count + 1 })
    ends.reserveCapacity(entries.count)
    for entry in entries {
      bytes.append(entry.isSymbolicLink ? 1 : 0)
      // A slash has to sort before every byte that a name can have, so that what is in a directory comes directly
      // after it.
      for byte in entry.name.bytes { bytes.append(byte == ASCII.slash ? 0 : byte) }
      ends.append(bytes.count)
    }
  }

  /// The indexes of the entries in their order.
  func order() -> [Int] {
    bytes.withUnsafeBytes { bytes in
      ends.withUnsafeBufferPointer { ends in
        func key(_ index: Int) -> UnsafeRawBufferPointer {
          UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
        }
        return ends.indices.sorted { Self.precedes(key($0), key($1)) }
      }
    }
  }

  private static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return left.count < right.count }
    let order = memcmp(leftStart, rightStart, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
