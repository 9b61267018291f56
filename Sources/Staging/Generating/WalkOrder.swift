import PackageModel

extension StagedTree {
  /// The places of the entries in the order in which pkgsend lists a directory: in each directory first the directories
  /// and links to directories, then everything else, and only then what is in the directories, one after the other.
  /// Each group is sorted by the bytes of the names. The root is left out.
  func walkOrder() -> [Int] {
    var children: [ByteString: (directories: [Int], others: [Int])] = [:]
    for (index, entry) in entries.enumerated() where !entry.path.isEmpty {
      let parent = StagedPath.parent(of: entry.path)
      if entry.kind == .directory || entry.leadsToDirectory {
        children[parent, default: ([], [])].directories.append(index)
      } else {
        children[parent, default: ([], [])].others.append(index)
      }
    }
    var order: [Int] = []
    order.reserveCapacity(entries.count)
    var pending: [ByteString] = [""]
    while let directory = pending.popLast() {
      guard let (directories, others) = children[directory] else { continue }
      order += directories
      order += others
      pending += directories.reversed().filter { entries[$0].kind == .directory }.map { entries[$0].path }
    }
    return order
  }
}
