import PackageModel
import Payload
import Synchronization

/// Moves a data archive from its files through compression into an open file.
///
/// One thread reads, one computes digests if they are wanted, and the caller's compresses and writes.
struct DataPump {
  let plan: TarPlan
  let options: DebWriteOptions
  let progress: DebWriter.Progress?

  /// Appends the compressed archive at the file's position, which is `start`.
  ///
  /// - Returns: the number of bytes written, and the digests if they are wanted.
  func run(into file: OpenFile, at start: UInt64, digesting: Bool) throws(DebWriteError) -> (UInt64, [Digest?]) {
    let ring = BlockRing(consumers: digesting ? 2 : 1)
    let hashing = DigestCollector(entryCount: plan.entries.count)
    let plan = plan
    let reader = try wrapping { () throws(PayloadError) in
      try WorkerThread { TarProducer.run(plan, into: ring) }
    }
    var hasher: WorkerThread?
    let outcome: Result<UInt64, DebWriteError>
    do throws(DebWriteError) {
      if digesting {
        hasher = try wrapping { () throws(PayloadError) in try WorkerThread { hashing.run(ring, as: 1) } }
      }
      outcome = .success(try compress(ring, into: file, at: start))
    } catch {
      ring.abandon()
      outcome = .failure(error)
    }
    reader.join()
    hasher?.join()
    return (try outcome.get(), digesting ? try hashing.digests() : [])
  }

  private func compress(
    _ ring: BlockRing, into file: OpenFile, at start: UInt64
  ) throws(DebWriteError) -> UInt64 {
    let compressor = try wrapping { () throws(PayloadError) in
      try options.dataCompression.makeCompressor(threads: options.threads)
    }
    var written: UInt64 = 0
    var synchronized: UInt64 = 0
    var done: UInt64 = 0
    let sink: ByteSink = { (bytes) throws(PayloadError) in
      try file.write(bytes)
      written += UInt64(bytes.count)
      if written - synchronized >= Self.synchronizationStep {
        file.beginSynchronizing(written - synchronized, from: start + synchronized)
        synchronized = written
      }
    }
    func checkSize() throws(DebWriteError) {
      guard written <= ArHeader.largestMember else {
        throw .memberTooLarge(DebWriter.dataName(options.dataCompression), size: written)
      }
    }
    try ring.consume(as: 0) { (block) throws(DebWriteError) in
      try wrapping { () throws(PayloadError) in try compressor.write(block.filled, to: sink) }
      try checkSize()
      done += UInt64(block.count)
      progress?(done, plan.byteCount)
    } failing: {
      .payload($0)
    }
    try wrapping { () throws(PayloadError) in try compressor.finish(to: sink) }
    try checkSize()
    return written
  }

  /// How many bytes are written before the system is asked to bring them to the disk.
  private static let synchronizationStep: UInt64 = 16 << 20
}

/// Computes the digests of the files that pass through a ring.
private final class DigestCollector: Sendable {
  private let state: Mutex<Result<[Digest?], PayloadError>>
  private let entryCount: Int

  init(entryCount: Int) {
    self.entryCount = entryCount
    state = Mutex(.success([]))
  }

  func digests() throws(DebWriteError) -> [Digest?] {
    try wrapping { () throws(PayloadError) in try state.withLock { $0 }.get() }
  }

  func run(_ ring: BlockRing, as consumer: Int) {
    do throws(PayloadError) {
      let digester = try Digester(.md5)
      var digests = [Digest?](repeating: nil, count: entryCount)
      try ring.consume(as: consumer) { (block) throws(PayloadError) in
        for part in block.parts {
          try digester.update(UnsafeRawBufferPointer(rebasing: block.filled[part.range]))
          if part.isLast { digests[part.owner] = try digester.finish().first }
        }
      } failing: {
        $0
      }
      state.withLock { $0 = .success(digests) }
    } catch {
      state.withLock { $0 = .failure(error) }
      ring.abandon(failure: error)
    }
  }
}
