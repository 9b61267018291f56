import DebianPackage
package import PackageModel
import Payload
import Staging

extension PackageIntake {
  /// Reads a tree with a `DEBIAN` folder, as it would be packed: everything belongs to root.
  ///
  /// - Throws: `StagingError` where the tree cannot be read.
  package static func read(tree path: ByteString) throws -> BinaryPackage {
    var request = StagingRequest(inputs: [.mapping(PathMapping(source: path + "/", destination: "/"))])
    request.specialFiles = .areSkipped
    var control: [ControlEntry] = []
    var rest: [StagedEntry] = []
    for entry in try request.stage().entries where !entry.path.isEmpty && entry.path != "DEBIAN" {
      guard let name = entry.path.dropping(prefix: "DEBIAN/") else {
        rest.append(entry)
        continue
      }
      let bytes = try entry.content.map { $0.size <= largestControlFile ? try $0.bytes(limit: $0.size) : [] }
      control.append(
        ControlEntry(
          name: name.text, isFile: entry.kind == .file, mode: entry.permissions, identity: "root/root", isRoots: true,
          bytes: bytes ?? []))
    }
    return BinaryPackage(
      source: path.text, isTree: true, members: [], controlEntries: control,
      entries: try read(rest, package: packageName(control)), readError: nil)
  }

  private static func read(_ staged: [StagedEntry], package: String) throws -> [PackageEntry] {
    var contents = try EntryReader(package: package)
    var firstPaths: [StagedEntry.Identity: ByteString] = [:]
    var entries: [PackageEntry] = []
    for entry in staged {
      var streamed = StreamedEntry(entry)
      if let identity = entry.identity {
        if let first = firstPaths[identity] {
          streamed.kind = .hardLink(first)
        } else {
          firstPaths[identity] = entry.path
        }
      }
      guard streamed.kind == .file, let content = entry.content else {
        entries.append(PackageEntry(streamed))
        continue
      }
      let input = try ContentInput(content)
      entries.append(try contents.read(streamed) { try input.read(into: $0) })
    }
    return entries
  }
}

extension StreamedEntry {
  /// What an archive would say of an entry of a tree that belongs to root.
  init(_ entry: StagedEntry) {
    let kind: Kind =
      switch entry.kind {
      case .directory: .directory
      case .file: .file
      case .link: .symbolicLink(entry.target)
      case .fifo: .fifo
      }
    self.init(
      name: entry.path, archiveName: entry.path, kind: kind, size: entry.content?.size ?? 0, mode: entry.permissions,
      userID: 0, groupID: 0, userName: "root", groupName: "root", modificationTime: entry.modified.seconds, offset: 0)
  }
}
