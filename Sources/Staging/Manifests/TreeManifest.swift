package import PackageModel
package import Payload

extension StagedTree {
  /// How a tree is written as actions.
  package struct ManifestOptions: Sendable {
    /// Whether the root is delivered, as a `dir` action with the path `.`: archives for dpkg have an entry for it.
    package var includesRoot = false
    /// Whether times are kept that the payload does not carry: a `deb.mtime` attribute on directories, links and FIFOs,
    /// and on files that are no files on disk.
    package var keepsTimes = false
    /// Whether the numbers of users and groups are kept, as `deb.owner.id` and `deb.group.id`.
    package var keepsIDs = false

    package init(includesRoot: Bool = false, keepsTimes: Bool = false, keepsIDs: Bool = false) {
      self.includesRoot = includesRoot
      self.keepsTimes = keepsTimes
      self.keepsIDs = keepsIDs
    }

    /// What the .deb back end needs to write what dpkg-deb would have written.
    package static let debian = ManifestOptions(includesRoot: true, keepsTimes: true)
  }

  /// Writes the tree as actions in the order of the entries, and says where the bytes of each file are.
  ///
  /// The first name of a file in that order is its `file` action, each later one a `hardlink`. The payload's name is the
  /// path.
  ///
  /// - Throws: ``StagingError/manifest(_:)`` when the manifest is full.
  package func manifest(
    _ options: ManifestOptions = ManifestOptions(), fileName: String = "<tree>"
  ) throws(StagingError) -> (manifest: Manifest, payload: PayloadMap) {
    var manifest = Manifest(fileName: fileName)
    var payload = PayloadMap()
    var writer = EntryActions(options)
    for entry in entries where options.includesRoot || !entry.path.isEmpty {
      let action = writer.action(for: entry)
      do throws(Diagnostic) {
        try manifest.append(action)
      } catch {
        throw .manifest(error)
      }
      if let name = action.payload, let content = entry.content { payload[name] = content }
    }
    return (manifest, payload)
  }
}

/// Makes the actions of a tree's entries one after the other.
struct EntryActions {
  private let options: StagedTree.ManifestOptions
  private var names = AccountNames()
  /// The first path of every file that may have more.
  private var firstPaths: [StagedEntry.Identity: ByteString] = [:]

  init(_ options: StagedTree.ManifestOptions) {
    self.options = options
  }

  mutating func action(for entry: StagedEntry) -> Action {
    let path: ByteString = entry.path.isEmpty ? "." : entry.path
    var action: Action
    switch entry.kind {
    case .directory:
      action = Action(.dir, attributes(of: entry, path: path))
    case .file:
      if let identity = entry.identity {
        if let first = firstPaths[identity] {
          let target = StagedPath.relative(first, from: StagedPath.parent(of: path))
          return Action(.hardlink, [("path", path), ("target", target)])
        }
        firstPaths[identity] = path
      }
      action = Action(.file, payload: path, attributes(of: entry, path: path))
    case .link:
      action = Action(.link, [("path", path), ("target", entry.target)])
    case .fifo:
      action = Action(.file, attributes(of: entry, path: path) + [("deb.type", "fifo")])
    }
    if options.keepsTimes, entry.content?.modificationTime == nil {
      action.attributes["deb.mtime"] = ByteString(String(entry.modified.seconds))
    }
    return action
  }

  private mutating func attributes(of entry: StagedEntry, path: ByteString) -> [(ByteString, ByteString)] {
    var attributes: [(ByteString, ByteString)] = [
      ("group", entry.group.name ?? entry.group.id.map { names.group($0) ?? ByteString(String($0)) } ?? "root"),
      ("mode", PermissionText.octal(entry.permissions)),
      ("owner", entry.owner.name ?? entry.owner.id.map { names.user($0) ?? ByteString(String($0)) } ?? "root"),
      ("path", path),
    ]
    if options.keepsIDs {
      if let id = entry.owner.id { attributes.append(("deb.owner.id", ByteString(String(id)))) }
      if let id = entry.group.id { attributes.append(("deb.group.id", ByteString(String(id)))) }
    }
    return attributes
  }
}
