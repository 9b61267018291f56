import PackageModel

/// The order of a data archive as dpkg-deb makes it, so that unpacking is safe and the same every time.
package enum DebianOrder {
  /// Orders entries: a directory before what is in it, names bytewise within each directory, and all symbolic links,
  /// in that same order, at the end.
  ///
  /// Of the names of one file the first in the archive carries the content and the others are links to it, whichever
  /// of them was the file before.
  ///
  /// - Throws: ``DebWriteError/entry(_:_:)`` for a hard link that leads nowhere.
  package static func arrange(_ entries: [TarEntry]) throws(DebWriteError) -> [TarEntry] {
    var entries = entries
    let owners = try resolveLinks(of: &entries)
    let order = SortKeys(entries).order()
    if owners.isEmpty { return order.map { entries[$0] } }
    var firstNames: [Int: ByteString] = [:]
    return order.map { index in
      guard let owner = owners[index] else { return entries[index] }
      var entry = entries[index]
      if let first = firstNames[owner] {
        entry.kind = .hardLink(first)
      } else {
        firstNames[owner] = entry.name
      }
      return entry
    }
  }

  /// Gives every name of a linked file the file's own kind, mode, owner and time.
  ///
  /// - Returns: for each name of a linked file, which entry the file is.
  private static func resolveLinks(of entries: inout [TarEntry]) throws(DebWriteError) -> [Int: Int] {
    let links = entries.indices.filter { if case .hardLink = entries[$0].kind { true } else { false } }
    if links.isEmpty { return [:] }
    let indexes = Dictionary(entries.indices.map { (entries[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var owners: [Int: Int] = [:]
    for link in links {
      var current = link
      var steps = 0
      while case .hardLink(let target) = entries[current].kind {
        guard let next = indexes[target] else { throw .entry(entries[link].name, .linkToNothing(target)) }
        steps += 1
        guard steps <= links.count else { throw .entry(entries[link].name, .linkToItself) }
        current = next
      }
      if entries[current].isDirectory { throw .entry(entries[link].name, .linkToDirectory(entries[current].name)) }
      owners[link] = current
      owners[current] = current
    }
    for link in links {
      guard let owner = owners[link] else { continue }
      let name = entries[link].name
      entries[link] = entries[owner]
      entries[link].name = name
    }
    return owners
  }
}
