import Glibc
package import PackageModel
package import Payload

/// Writes package archives: an index first, so that readers find their way, then the packages.
package struct PackageArchiveWriter {
  private struct Member {
    var name: ByteString
    var content: ContentSource?
    var modified: Int64
  }

  private var members: [Member] = []
  private var names: Set<ByteString> = []
  private var defaultPublisher: ByteString?
  private var newest: Int64 = 0

  package init() {}

  /// Adds a package.
  ///
  /// - Parameters:
  ///   - fmri: with publisher and version.
  ///   - manifest: its bytes.
  ///   - payload: the stored streams by their names; those that are there already are not added again.
  package mutating func add(
    _ fmri: FMRI, manifest: [UInt8], payload: [(name: ByteString, stored: ContentSource)]
  ) {
    let publisher = fmri.publisher ?? ""
    defaultPublisher = defaultPublisher ?? publisher
    let time = fmri.version?.timestamp.flatMap { CivilTime(basic: $0) }?.seconds ?? 0
    newest = max(newest, time)
    let root = "publisher/" + publisher
    let stem = PercentEncoding.encode(fmri.stem)
    addFile(
      root + "/pkg/" + stem + "/" + PercentEncoding.encode(fmri.version?.text() ?? ""), .memory(manifest), time)
    for (name, stored) in payload {
      addFile(root + "/file/" + ByteString(name.bytes.prefix(2)) + "/" + name, stored, time)
    }
  }

  private mutating func addFile(_ name: ByteString, _ content: ContentSource, _ time: Int64) {
    guard !names.contains(name) else { return }
    var parent: ByteString = ""
    for part in name.split(on: ASCII.slash).dropLast() {
      parent += parent.isEmpty ? part : "/" + part
      if names.insert(parent).inserted { members.append(Member(name: parent, content: nil, modified: time)) }
    }
    names.insert(name)
    members.append(Member(name: name, content: content, modified: time))
  }

  /// Writes the archive, which must not be there yet.
  ///
  /// - Throws: ``RepositoryError/archiveExists(_:)``.
  package func write(to path: ByteString) throws(RepositoryError) {
    let configuration =
      "[CONFIGURATION]\nversion = 4\n\n[publisher]\nprefix = " + (defaultPublisher ?? "")
      + "\n\n[repository]\nversion = 4\n\n"
    let all =
      members + [
        Member(name: "pkg5.repository", content: .memory(configuration.bytes), modified: newest)
      ]
    do throws(PayloadError) {
      let output = try AtomicOutput(path, replacingExisting: false)
      let headers = all.map { member in
        PaxHeader.bytes(
          member.name, size: member.content?.size ?? 0, isDirectory: member.content == nil, modified: member.modified)
      }
      let index = try Self.index(all, headers)
      try output.file.write(
        PaxHeader.bytes(
          PackageArchive.indexName, size: UInt64(index.count), isDirectory: false, modified: newest,
          records: [("comment", PaxHeader.comment)]))
      try write(.memory(index), to: output)
      for (member, header) in zip(all, headers) {
        try output.file.write(header)
        if let content = member.content { try write(content, to: output) }
      }
      try output.file.write([UInt8](repeating: 0, count: 2 * Int(PaxHeader.blockSize)))
      let end = UInt64(max(0, try output.file.status().st_size))
      // tar(1) reads records of twenty blocks.
      let rest = end % (20 * PaxHeader.blockSize)
      if rest > 0 { try output.file.write([UInt8](repeating: 0, count: Int(20 * PaxHeader.blockSize - rest))) }
      try output.commit()
    } catch {
      if case .exists(let path) = error { throw .archiveExists(path) }
      throw .payload(error)
    }
  }

  private static func index(_ members: [Member], _ headers: [[UInt8]]) throws(PayloadError) -> [UInt8] {
    var text: [UInt8] = []
    var offset: UInt64 = 0
    for (member, header) in zip(members, headers) {
      let size = member.content?.size ?? 0
      let length = UInt64(header.count) + PaxHeader.padded(size)
      let type = member.content == nil ? "5" : "0"
      for field in [
        member.name, ByteString("\(offset)"), ByteString("\(length)"), ByteString("\(size)"), ByteString(type),
      ] {
        text += field.bytes + [0]
      }
      text.append(ASCII.newline)
      offset += length
    }
    var stream = try Compression.gzip.compress(text)
    stream.replaceSubrange(..<StoredContent.header.count, with: StoredContent.header)
    return stream
  }

  private func write(_ content: ContentSource, to output: AtomicOutput) throws(PayloadError) {
    try output.file.append(content)
    let padding = Int(PaxHeader.padded(content.size) - content.size)
    if padding > 0 { try output.file.write([UInt8](repeating: 0, count: padding)) }
  }
}

extension PackageArchiveWriter {
  /// Adds a package with the payload of a repository.
  ///
  /// - Throws: ``RepositoryError/missingPayload(name:_:)``.
  package mutating func add(
    _ shipment: PackageTransfer.Shipment, from origin: any PackageOrigin
  ) throws(RepositoryError) {
    let payload = try ParallelWork.map(shipment.payload, threads: origin.parallelism) {
      (name) throws(RepositoryError) in
      guard let stored = try origin.storedPayload(name, of: shipment.publisher) else {
        throw .missingPayload(name: name, shipment.fmri)
      }
      return (name: name, stored: stored)
    }
    add(shipment.fmri, manifest: shipment.manifestBytes, payload: payload)
  }
}
