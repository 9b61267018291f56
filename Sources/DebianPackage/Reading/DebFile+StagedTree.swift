import PackageModel
package import Payload
package import Staging

extension DebFile {
  /// The payload as a tree, to be packed again: owners by name and number, hard links as names of one file.
  ///
  /// - Parameter spool: where the content goes.
  /// - Throws: ``DebReadError`` when the archive cannot be read or has something that no package can hold.
  package func stagedTree(spool: SpoolFile) throws(DebReadError) -> StagedTree {
    var entries: [ByteString: StagedEntry] = [:]
    for (number, entry) in try dataEntries(spool: spool).enumerated() {
      guard let path = StagedPath.normalized(entry.name) else { throw refused(entry, .leadsOut) }
      var staged = StagedEntry(
        path, .directory, permissions: entry.mode, owner: Self.account(entry.userName, entry.userID),
        group: Self.account(entry.groupName, entry.groupID), modified: FileTime(seconds: entry.modificationTime))
      switch entry.kind {
      case .directory: break
      case .file(let content):
        staged.kind = .file
        staged.content = content
        staged.identity = .init(device: .max, inode: UInt64(number))
      case .symbolicLink(let target):
        staged.kind = .link
        staged.target = target
      case .hardLink(let target):
        guard let wanted = StagedPath.normalized(target), let other = entries[wanted], other.kind != .directory else {
          throw refused(entry, .linkToNothing(target))
        }
        staged = other
        staged.path = path
      case .fifo: staged.kind = .fifo
      case .characterDevice, .blockDevice: throw refused(entry, .device)
      }
      entries[path] = staged
    }
    return StagedTree(Array(entries.values))
  }

  private func refused(_ entry: TarEntry, _ reason: DebReadError.UnsafePath) -> DebReadError {
    DebReadError(.unsafePath(reason), file: path, member: dataMember.name, entry: entry.name)
  }

  private static func account(_ name: ByteString, _ id: UInt32) -> StagedEntry.Account {
    .init(name: name.isEmpty ? nil : name, id: id)
  }
}
