import PackageModel
import Payload

/// Makes actions of a directory tree.
struct DirectoryActions {
  private let options: GenerateOptions

  init(_ options: GenerateOptions) {
    self.options = options
  }

  func generate(
    _ root: ByteString, emit: (Action) throws(StagingError) -> Void
  ) throws(StagingError) -> ManifestGenerator.Report {
    var targets = try PinnedTargets(options.targets, below: root)
    var walk = TreeWalk(root, specialFiles: .areSkipped)
    walk.classifiesLinks = true
    let tree = try walk.run()
    let elf = options.describesELF ? try ELFHeader.headers(of: tree) : [:]
    var report = ManifestGenerator.Report()
    report.skipped = tree.skipped
    var names = AccountNames()
    for index in tree.walkOrder() {
      let entry = tree.entries[index]
      switch entry.kind {
      case .fifo where options.keepsFIFOs:
        try emit(Action(.file, attributes(of: entry, root, &names) + [("deb.type", "fifo")]))
      case .fifo:
        report.skipped.append(.init(path: StagedPath.onDisk(root, entry.path), kind: .fifo))
      case .link:
        try emit(Action(.link, [("path", entry.path), ("target", entry.target)]))
      case .directory:
        try emit(Action(.dir, attributes(of: entry, root, &names)))
      case .file:
        if !targets.contains(entry.path), let target = targets.target(of: entry) {
          try emit(Action(.hardlink, [("path", entry.path), ("target", target)]))
          continue
        }
        targets.note(entry)
        var attributes = try attributes(of: entry, root, &names)
        if let header = elf[index] { attributes += header.attributes }
        try emit(Action(.file, payload: entry.path, attributes))
      }
    }
    report.skipped.sort { $0.path < $1.path }
    return report
  }

  private func attributes(
    of entry: StagedEntry, _ root: ByteString, _ names: inout AccountNames
  ) throws(StagingError) -> [(ByteString, ByteString)] {
    var owner: ByteString? = options.owner
    var group: ByteString? = options.group
    if options.keepsOwners {
      owner = entry.owner.id.flatMap { names.user($0) }
      group = entry.group.id.flatMap { names.group($0) }
    }
    guard let owner, let group else {
      throw .namelessAccount(
        StagedPath.onDisk(root, entry.path), owner: owner == nil ? entry.owner.id : nil,
        group: group == nil ? entry.group.id : nil)
    }
    var attributes: [(ByteString, ByteString)] = [
      ("group", group), ("mode", PermissionText.octal(entry.permissions)), ("owner", owner), ("path", entry.path),
    ]
    if let time = options.timestamp(entry.path, entry.modified) { attributes.append(("timestamp", time)) }
    return attributes
  }
}

/// Permission bits as manifests have them.
enum PermissionText {
  /// Octal with a leading 0; no bits at all are `00`.
  static func octal(_ permissions: UInt32) -> ByteString {
    ByteString("0" + String(permissions, radix: 8))
  }
}
