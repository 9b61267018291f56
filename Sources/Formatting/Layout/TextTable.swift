import PackageModel

/// Short texts that are put out again and again, in memory that does not move.
final class TextTable {
  /// One text.
  struct Text {
    var bytes: UnsafeBufferPointer<UInt8>
    /// The number of characters.
    var width: Int
  }

  private let memory: UnsafeMutableBufferPointer<UInt8>
  private let texts: [Text]

  init(_ strings: [ByteString]) {
    memory = .allocate(capacity: strings.reduce(0) { $0 + $1.count })
    var texts: [Text] = []
    texts.reserveCapacity(strings.count)
    var end = 0
    for string in strings {
      let start = end
      for byte in string.bytes {
        memory.initializeElement(at: end, to: byte)
        end += 1
      }
      let bytes = UnsafeBufferPointer(rebasing: memory[start..<end])
      texts.append(Text(bytes: bytes, width: CodePoints.count(bytes)))
    }
    self.texts = texts
  }

  deinit {
    memory.deallocate()
  }

  /// A text by its number; it lives as long as the table.
  @inline(__always)
  subscript(number: Int) -> Text { texts[number] }
}
