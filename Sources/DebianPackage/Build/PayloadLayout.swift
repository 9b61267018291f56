import PackageModel
import Payload

/// Brings the entries of a payload into dpkg-deb's order.
///
/// The tree is walked with the names of each folder sorted by bytes; all symbolic links come last, in the order of the
/// walk, so that nothing is ever unpacked through a link of the same package. Of several names of one file the first in
/// this order carries the content.
struct PayloadLayout {
  /// The entries in order, parents before children.
  private(set) var entries: [PayloadEntry]
  private(set) var findings: [Diagnostic] = []

  init(_ collected: [ByteString: PayloadEntry], fileName: String) {
    var all = collected
    for path in collected.keys { Self.addParents(of: path, to: &all) }
    let sorted = all.values.sorted { PayloadPath.precedes($0.path, $1.path) }
    entries = sorted.filter { !$0.isSymbolicLink } + sorted.filter(\.isSymbolicLink)
    connectHardLinks(fileName: fileName)
  }

  private static func addParents(of path: ByteString, to all: inout [ByteString: PayloadEntry]) {
    var parent = PayloadPath.parent(path)
    while !parent.isEmpty, all[parent] == nil {
      all[parent] = PayloadEntry(
        path: parent, kind: .directory, mode: 0o755, owner: "root", group: "root", ownerID: 0, groupID: 0)
      parent = PayloadPath.parent(parent)
    }
  }

  private mutating func connectHardLinks(fileName: String) {
    var files: [ByteString: Int] = [:]
    var links: [Int] = []
    for (index, entry) in entries.enumerated() {
      switch entry.kind {
      case .file: files[entry.path] = index
      case .hardLink: links.append(index)
      default: break
      }
    }
    guard !links.isEmpty else { return }
    // The names of a file in order; a link may name another link.
    var names: [ByteString: [Int]] = [:]
    for index in links {
      guard let file = file(behind: index, files) else {
        findings.append(
          Diagnostic(
            .error, "the hard link '\(entries[index].path)' points to no file of this package",
            at: SourceLocation(file: fileName), remedy: "deliver its target too, or make it a symbolic link"))
        continue
      }
      names[file, default: []].append(index)
    }
    for (file, links) in names {
      guard let fileIndex = files[file] else { continue }
      let first = min(fileIndex, links.min() ?? fileIndex)
      let content = entries[fileIndex]
      for index in links + [fileIndex] {
        var entry = content
        entry.path = entries[index].path
        entry.isConffile = entries[index].isConffile ?? content.isConffile
        if index != first { entry.kind = .hardLink(to: entries[first].path) }
        entries[index] = entry
      }
    }
  }

  /// The path of the file that a chain of hard links ends at.
  private func file(behind index: Int, _ files: [ByteString: Int]) -> ByteString? {
    var seen: Set<ByteString> = []
    var entry = entries[index]
    while case .hardLink(let target) = entry.kind {
      if files[target] != nil { return target }
      guard seen.insert(target).inserted, let next = entries.first(where: { $0.path == target }) else { return nil }
      entry = next
    }
    return nil
  }
}
