import Glibc
package import PackageModel
package import Payload

/// A package archive (`.p5p`): a tar archive of a repository of version 4 without catalog.
package struct PackageArchive: PackageOrigin {
  static let indexName: ByteString = "pkg5.index.0.gz"
  private static let largestIndex: UInt64 = 1 << 30

  package let path: ByteString
  private let file: OpenFile
  private let entries: [ByteString: ArchiveEntry]

  /// Opens an archive. One without an index is read through.
  ///
  /// - Throws: ``RepositoryError/invalidArchive(_:)``.
  package init(_ path: ByteString) throws(RepositoryError) {
    self.path = path
    let file = try wrapping { () throws(PayloadError) in try OpenFile(reading: path) }
    self.file = file
    let size = try wrapping { () throws(PayloadError) in UInt64(max(0, try file.status().st_size)) }
    var scanner = ArchiveScanner(file: file, size: size)
    guard let first = try scanner.next() else { throw .invalidArchive(path) }
    if first.entry.name == Self.indexName, first.comment == PaxHeader.comment {
      entries = try Self.index(first, file)
      return
    }
    var entries = [first.entry.name: first.entry]
    while scanner.position < size, let member = try scanner.next() { entries[member.entry.name] = member.entry }
    guard entries.keys.contains(where: { $0 == "pkg5.repository" || $0 == "publisher" || $0.hasPrefix("publisher/") })
    else { throw .invalidArchive(path) }
    self.entries = entries
  }

  /// Reads the index: for each member name, distance from the end of the index, lengths with headers and without, type.
  private static func index(
    _ member: ArchiveScanner.Member, _ file: OpenFile
  ) throws(RepositoryError) -> [ByteString: ArchiveEntry] {
    guard let offset = member.entry.contentOffset else { throw .invalidArchive(file.path) }
    let stored = ContentSource.region(of: file, offset: offset, length: member.entry.size)
    var text: [UInt8] = []
    do throws(PayloadError) {
      try StoredContent.decompress(stored, name: file.path) { (bytes) throws(PayloadError) in
        guard UInt64(text.count + bytes.count) <= largestIndex else { throw .limit(file.path, reason: "large index") }
        text.append(contentsOf: bytes)
      }
    } catch {
      throw .invalidArchive(file.path)
    }
    var entries: [ByteString: ArchiveEntry] = [:]
    var rest = text[...]
    // Names may hold newlines: an entry ends with a NUL in front of one.
    while !rest.isEmpty {
      var fields: [ByteString] = []
      while fields.count < 5, let end = rest.firstIndex(of: 0) {
        fields.append(ByteString(rest[..<end]))
        rest = rest[(end + 1)...]
      }
      guard fields.count == 5, rest.popFirst() == ASCII.newline, let distance = UInt64(fields[1].text),
        let length = UInt64(fields[2].text), let size = UInt64(fields[3].text), size < 1 << 60, distance < 1 << 60,
        length < 1 << 60, PaxHeader.padded(size) <= length
      else { throw .invalidArchive(file.path) }
      let start = member.end + distance
      entries[fields[0]] = ArchiveEntry(
        name: fields[0], offset: start, contentOffset: start + length - PaxHeader.padded(size), size: size,
        isDirectory: fields[4].contains(UInt8(ascii: "5")))
    }
    return entries
  }

  private func content(_ name: ByteString) -> ContentSource? {
    guard let entry = entries[name], !entry.isDirectory, let offset = entry.contentOffset else { return nil }
    return .region(of: file, offset: offset, length: entry.size)
  }

  package var publishers: [ByteString] {
    Set(
      entries.keys.compactMap { name -> ByteString? in
        let parts = name.split(on: ASCII.slash)
        guard parts.count >= 2, parts[0] == "publisher", FMRI.isValidPublisher(parts[1]) else { return nil }
        return parts[1]
      }
    ).sorted()
  }

  package func info(of publisher: ByteString) throws(RepositoryError) -> PublisherInfo {
    let name = "publisher/" + publisher + "/pub.p5i"
    guard let content = content(name) else { return PublisherInfo(publisher) }
    let bytes = try wrapping { () throws(PayloadError) in try content.bytes(limit: 1 << 24) }
    return try PublisherInfo.read(bytes, path: name).first { $0.prefix == publisher } ?? PublisherInfo(publisher)
  }

  /// Made of the manifests; those that a cut-off archive lacks are passed over.
  package func catalog(of publisher: ByteString) throws(RepositoryError) -> Catalog {
    var catalog = Catalog()
    var newest: Int64?
    let prefix = "publisher/" + publisher + "/pkg/"
    for name in entries.keys.sorted() where name.hasPrefix(prefix) {
      let parts = ByteString(name.bytes.dropFirst(prefix.count)).split(on: ASCII.slash)
      guard parts.count == 2,
        var fmri = try? FMRI(parsing: PercentEncoding.decode(parts[0]) + "@" + PercentEncoding.decode(parts[1])),
        let time = fmri.version?.timestamp.flatMap({ CivilTime(basic: $0) })
      else { continue }
      fmri.publisher = publisher
      guard let bytes = try? manifest(of: fmri), let record = try? CatalogRecord(bytes, of: fmri) else { continue }
      try catalog.add(record)
      newest = max(newest ?? time.seconds, time.seconds)
    }
    catalog.count()
    catalog.operations = []
    if let newest { catalog.setTime(CatalogTime(seconds: newest)) }
    return catalog
  }

  package func manifest(of fmri: FMRI) throws(RepositoryError) -> [UInt8] {
    let name =
      "publisher/" + (fmri.publisher ?? "") + "/pkg/" + PercentEncoding.encode(fmri.stem) + "/"
      + PercentEncoding.encode(fmri.version?.text() ?? "")
    guard let content = content(name) else { throw .unknownPackage(fmri) }
    return try wrapping { () throws(PayloadError) in try content.bytes(limit: 1 << 31) }
  }

  package func storedPayload(
    _ name: ByteString, of publisher: ByteString
  ) throws(RepositoryError) -> ContentSource? {
    guard PublisherStore.isPayloadName(name) else { return nil }
    let file = ByteString(name.bytes.prefix(2)) + "/" + name
    return content("publisher/" + publisher + "/file/" + file) ?? content("file/" + file)
  }
}
