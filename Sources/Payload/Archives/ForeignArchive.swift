package import PackageModel

/// Reads tar archives in any compression, cpio and zip archives.
///
/// Content goes to a spool and is read from there again in any order, so memory stays flat and no tree is made.
package enum ForeignArchive {
  /// Reads a whole archive.
  ///
  /// - Parameters:
  ///   - path: the archive; its format is recognised by its bytes.
  ///   - spool: where the content goes.
  /// - Returns: the entries in the archive's order.
  /// - Throws: ``PayloadError`` with the archive's name and the words of libarchive.
  package static func entries(
    of path: ByteString, spool: SpoolFile, limits: ArchiveLimits = ArchiveLimits()
  ) throws(PayloadError) -> [ForeignEntry] {
    let reader = try ForeignArchiveReader(path, spool: spool, limits: limits)
    var entries: [ForeignEntry] = []
    // In cpio archives the content of a file with several names comes with the last of them.
    var contents: [ByteString: ContentSource] = [:]
    while let (entry, content) = try reader.next() {
      guard entries.count < limits.entryCount else {
        throw .limit(path, reason: "it has more than the \(limits.entryCount) entries that are allowed")
      }
      entries.append(entry)
      if case .hardLink(let target) = entry.kind, let content, content.size > 0 { contents[target] = content }
    }
    if contents.isEmpty { return entries }
    return entries.map { entry in
      guard case .file = entry.kind, let content = contents[entry.name] else { return entry }
      var entry = entry
      entry.kind = .file(content)
      return entry
    }
  }
}
