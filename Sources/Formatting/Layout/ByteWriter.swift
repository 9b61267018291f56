import Glibc
import PackageModel

/// A buffer for text that is put together from small pieces. Room is asked for once for several pieces; writing beyond
/// it stops the program. The memory has one owner, so that threads may hand it on.
struct ByteWriter: ~Copyable, @unchecked Sendable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes have been written.
  private(set) var count = 0

  /// Makes an empty buffer with room for `capacity` bytes.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    memory = Self.reallocate(nil, self.capacity)
  }

  deinit {
    free(memory)
  }

  /// Everything that was written; the bytes live as long as nothing else is written.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }

  /// Makes room for `size` bytes behind what was written.
  @inline(__always)
  mutating func makeRoom(for size: Int) {
    if capacity - count < size { grow(by: size) }
  }

  private mutating func grow(by size: Int) {
    capacity = max(capacity * 2, count + size)
    memory = Self.reallocate(memory, capacity)
  }

  /// Memory of the C library's, because that grows without being copied.
  private static func reallocate(_ memory: UnsafeMutablePointer<UInt8>?, _ size: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = realloc(memory, size) else { fatalError("out of memory") }
    LargePages.request(memory, count: size)
    return memory.assumingMemoryBound(to: UInt8.self)
  }

  /// Forgets everything that was written.
  mutating func removeAll() { count = 0 }

  /// Makes room for bytes and writes them.
  mutating func append(_ bytes: ArraySlice<UInt8>) {
    makeRoom(for: bytes.count)
    bytes.withUnsafeBufferPointer { write($0) }
  }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    precondition(count < capacity)
    memory[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= capacity - count)
    guard let source = bytes.baseAddress else { return }
    (memory + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { write($0) }
  }

  /// Takes bytes out and closes the gap.
  mutating func remove(_ range: Range<Int>) {
    precondition(range.upperBound <= count)
    (memory + range.lowerBound).update(from: memory + range.upperBound, count: count - range.upperBound)
    count -= range.count
  }
}
