/// A buffer for text that is put together from small pieces and handed on in large ones. Room is asked for once for
/// several pieces; writing beyond it stops the program.
struct ByteWriter: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes have been written since the last ones were handed on.
  private(set) var count = 0
  private let receiver: (UnsafeRawBufferPointer) -> Void

  /// - Parameter receiver: is given the bytes, in order.
  init(_ receiver: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.receiver = receiver
    memory = .allocate(capacity: 256 * 1024)
  }

  deinit {
    memory.deallocate()
  }

  /// Makes room for `size` bytes, to be written before room is made again.
  @inline(__always)
  mutating func makeRoom(for size: Int) {
    if memory.count - count < size { exchange(for: size) }
  }

  private mutating func exchange(for size: Int) {
    flush()
    if memory.count < size {
      memory.deallocate()
      memory = .allocate(capacity: size)
    }
  }

  /// Hands on what was written.
  mutating func flush() {
    receiver(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count]))
    count = 0
  }

  /// Makes room for bytes and writes them.
  mutating func append(_ bytes: ArraySlice<UInt8>) {
    makeRoom(for: bytes.count)
    bytes.withUnsafeBufferPointer { write($0) }
  }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    precondition(count < memory.count)
    memory[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= memory.count - count)
    guard let source = bytes.baseAddress, let base = memory.baseAddress else { return }
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { write($0) }
  }

  /// Takes bytes out of what was written since room was made, and closes the gap.
  mutating func remove(_ range: Range<Int>) {
    precondition(range.upperBound <= count)
    guard let base = memory.baseAddress else { return }
    (base + range.lowerBound).update(from: base + range.upperBound, count: count - range.upperBound)
    count -= range.count
  }
}
