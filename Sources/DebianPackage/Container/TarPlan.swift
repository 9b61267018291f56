import PackageModel
import Payload

/// Entries that have been checked and measured: everything that can be known before the first byte is written.
struct TarPlan: Sendable {
  let entries: [TarEntry]
  /// The time that later modification times are set to, if any.
  let latestTime: Int64?
  /// The exact number of bytes of the archive, padding included.
  let byteCount: UInt64

  /// - Throws: ``DebWriteError/entry(_:_:)`` for the first entry that cannot be written.
  init(_ entries: [TarEntry], options: DebWriteOptions) throws(DebWriteError) {
    var names = Set<ByteString>(minimumCapacity: entries.count)
    var total = 2 * UInt64(TarHeader.blockSize)
    for entry in entries {
      if let problem = Self.problem(entry, options) { throw .entry(entry.name, problem) }
      guard names.insert(entry.name).inserted else { throw .entry(entry.name, .duplicate) }
      total += TarHeader.byteCount(entry)
      let (sum, overflow) = total.addingReportingOverflow(TarHeader.padded(entry.size))
      guard !overflow else { throw .entry(entry.name, .tooLarge(entry.size)) }
      total = sum
    }
    self.entries = entries
    latestTime = options.clampsModificationTimes ? options.timestamp : nil
    byteCount = (total + TarHeader.recordSize - 1) / TarHeader.recordSize * TarHeader.recordSize
  }

  private static func problem(_ entry: TarEntry, _ options: DebWriteOptions) -> DebWriteError.EntryProblem? {
    if let problem = nameProblem(entry) { return problem }
    switch entry.kind {
    case .symbolicLink(let target), .hardLink(let target):
      if target.isEmpty { return .emptyLinkTarget }
      if target.contains(0) { return .nulInName }
      return nil
    case .file(let source):
      // Above 2 to the power of 62 the sum of sizes could not be computed, and no file system holds such a file.
      let limit = options.allowsLargeEntries ? 1 << 62 : DebWriteOptions.largestPlainEntry
      return source.size < limit ? nil : .tooLarge(source.size)
    case .characterDevice, .blockDevice: return .device
    case .directory, .fifo: return nil
    }
  }

  private static func nameProblem(_ entry: TarEntry) -> DebWriteError.EntryProblem? {
    if entry.name.isEmpty { return entry.isDirectory ? nil : .invalidName }
    if entry.name.contains(ASCII.newline) { return .newlineInName }
    if entry.name.contains(0) { return .nulInName }
    return ArchivePath.isPlain(entry.name) ? nil : .invalidName
  }
}
