import Glibc
import Payload

/// Writes a tar archive into the blocks of a ring: headers as it makes them, content straight from the files.
struct TarProducer: ~Copyable {
  private let plan: TarPlan
  private let ring: BlockRing
  private var block: BlockRing.Block
  private var written: UInt64 = 0

  /// Fills the ring to the end of the archive or to the first error.
  static func run(_ plan: TarPlan, into ring: BlockRing) {
    guard let block = ring.free() else { return }
    var producer = TarProducer(plan, ring, block)
    do throws(PayloadError) {
      if try producer.writeAll() { ring.close() }
    } catch {
      ring.close(failure: error)
    }
  }

  private init(_ plan: TarPlan, _ ring: BlockRing, _ block: BlockRing.Block) {
    self.plan = plan
    self.ring = ring
    self.block = block
  }

  /// - Returns: `false` when the consumers have gone away.
  private mutating func writeAll() throws(PayloadError) -> Bool {
    var header: [UInt8] = []
    for (index, entry) in plan.entries.enumerated() {
      header.removeAll(keepingCapacity: true)
      TarHeader.append(entry, latestTime: plan.latestTime, to: &header)
      guard write(header) else { return false }
      if let content = entry.content {
        guard try write(content, of: index), writeZeros(TarHeader.padded(content.size) - content.size) else {
          return false
        }
      }
    }
    guard writeZeros(plan.byteCount - written) else { return false }
    if block.count > 0 { ring.publish(block) }
    return true
  }

  /// Passes a full block on and takes a free one.
  private mutating func makeRoom() -> Bool {
    if block.count < block.bytes.count { return true }
    ring.publish(block)
    guard let next = ring.free() else { return false }
    block = next
    return true
  }

  private mutating func advance(_ count: Int) {
    block.count += count
    written += UInt64(count)
  }

  private mutating func write(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      guard makeRoom() else { return false }
      let count = min(bytes.count - done, block.bytes.count - block.count)
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: block.bytes[block.count...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[done..<(done + count)]))
      }
      advance(count)
      done += count
    }
    return true
  }

  private mutating func writeZeros(_ count: UInt64) -> Bool {
    var rest = count
    while rest > 0 {
      guard makeRoom() else { return false }
      let count = Int(min(rest, UInt64(block.bytes.count - block.count)))
      memset(block.bytes.baseAddress! + block.count, 0, count)
      advance(count)
      rest -= UInt64(count)
    }
    return true
  }

  private mutating func write(_ content: ContentSource, of index: Int) throws(PayloadError) -> Bool {
    var reader = try content.open()
    var rest = content.size
    while rest > 0 {
      guard makeRoom() else { return false }
      let start = block.count
      let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: block.bytes[start...]))
      rest -= UInt64(count)
      advance(count)
      block.parts.append(.init(range: start..<(start + count), owner: index, isLast: rest == 0))
    }
    if content.size == 0 { block.parts.append(.init(range: 0..<0, owner: index, isLast: true)) }
    try reader.finish()
    return true
  }
}
