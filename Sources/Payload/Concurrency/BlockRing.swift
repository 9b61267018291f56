/// A ring of large blocks between one thread that fills them and others that each see all of them.
///
/// It is what lets reading, hashing and compressing overlap in constant memory: a block is filled again when every
/// consumer has let go of it.
package final class BlockRing: @unchecked Sendable {
  /// A part of a block that belongs to one thing, as the content of a file.
  package struct Part: Sendable {
    /// Where it lies in the block.
    package var range: Range<Int>
    /// What it belongs to.
    package var owner: Int
    /// Whether the owner has no further parts.
    package var isLast: Bool

    package init(range: Range<Int>, owner: Int, isLast: Bool) {
      self.range = range
      self.owner = owner
      self.isLast = isLast
    }
  }

  /// A block: bytes of the stream, and what parts of them belong to.
  package struct Block {
    package let bytes: UnsafeMutableRawBufferPointer
    /// How many bytes have been filled in.
    package var count = 0
    package var parts: [Part] = []

    /// The bytes filled in.
    package var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }
  }

  private let monitor = Monitor()
  private let storage: UnsafeMutableRawBufferPointer
  private var blocks: [Block]
  private var published = 0
  private var released: [Int]
  private var isClosed = false
  private var isAbandoned = false
  private var failure: PayloadError?

  /// - Parameter consumers: how many threads call ``consume(as:_:failing:)``, each with its own number from 0.
  package init(consumers: Int, blockCount: Int = 8, blockSize: Int = 1 << 19) {
    let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: blockCount * blockSize, alignment: 4096)
    blocks = (0..<blockCount).map { index in
      Block(bytes: UnsafeMutableRawBufferPointer(rebasing: storage[(index * blockSize)..<((index + 1) * blockSize)]))
    }
    self.storage = storage
    released = Array(repeating: 0, count: consumers)
  }

  deinit {
    storage.deallocate()
  }

  // MARK: - For the thread that fills

  /// Waits for a block to fill; `nil` when nobody wants it any more.
  package func free() -> Block? {
    monitor.locked {
      while !isAbandoned, published - (released.min() ?? published) >= blocks.count { monitor.wait() }
      guard !isAbandoned else { return nil }
      var block = blocks[published % blocks.count]
      block.count = 0
      block.parts = []
      return block
    }
  }

  /// Hands a filled block to the consumers.
  package func publish(_ block: Block) {
    monitor.locked {
      blocks[published % blocks.count] = block
      published += 1
      monitor.announce()
    }
  }

  /// Ends the stream, with an error if there was one.
  package func close(failure: PayloadError? = nil) {
    monitor.locked {
      isClosed = true
      self.failure = self.failure ?? failure
      monitor.announce()
    }
  }

  // MARK: - For the threads that consume

  /// Lets go of the consumer's last block and waits for its next one; `nil` at the end of the stream.
  ///
  /// - Throws: the error with which the stream was closed, or with which another consumer gave up.
  private func next(_ consumer: Int, after seen: Int) throws(PayloadError) -> Block? {
    try monitor.locked { () throws(PayloadError) in
      if released[consumer] != seen {
        released[consumer] = seen
        monitor.announce()
      }
      while published == seen, !isClosed, !isAbandoned { monitor.wait() }
      if let failure { throw failure }
      return published == seen || isAbandoned ? nil : blocks[seen % blocks.count]
    }
  }

  /// Calls a function with every block.
  package func consume<Failure: Error>(
    as consumer: Int, _ body: (Block) throws(Failure) -> Void, failing wrap: (PayloadError) -> Failure
  ) throws(Failure) {
    var seen = 0
    while true {
      let block: Block?
      do throws(PayloadError) {
        block = try next(consumer, after: seen)
      } catch {
        throw wrap(error)
      }
      guard let block else { return }
      try body(block)
      seen += 1
    }
  }

  /// Stops everyone else, when a consumer cannot go on.
  package func abandon(failure: PayloadError? = nil) {
    monitor.locked {
      isAbandoned = true
      self.failure = self.failure ?? failure
      monitor.announce()
    }
  }
}
