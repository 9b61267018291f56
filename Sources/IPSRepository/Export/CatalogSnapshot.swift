import PackageModel
import Payload

/// All files of a catalog as they were at one time.
struct CatalogSnapshot {
  struct File {
    var name: ByteString
    var bytes: [UInt8]
    /// Seconds since 1970.
    var time: Int64?
  }

  /// The parts and logs; `catalog.attrs` is the last one.
  private(set) var files: [File] = []
  private(set) var packages: [FMRI] = []

  /// Reads a catalog, or makes one for an archive, which has none.
  init(_ origin: any PackageOrigin, _ publisher: ByteString) throws(RepositoryError) {
    var tries = 0
    while true {
      do throws(RepositoryError) {
        try read(origin, publisher)
        return
      } catch {
        // Somebody may have published meanwhile; what is still wrong after that is wrong.
        tries += 1
        guard tries < 5 else { throw error }
        files = []
      }
    }
  }

  private mutating func read(_ origin: any PackageOrigin, _ publisher: ByteString) throws(RepositoryError) {
    guard let found = try origin.catalogFiles(of: publisher), !found.isEmpty else {
      return try make(try origin.catalog(of: publisher), publisher)
    }
    for file in found {
      let bytes = try wrapping { () throws(PayloadError) in try file.content.bytes() }
      files.append(File(name: file.name, bytes: bytes, time: file.modificationTime))
    }
    guard let place = files.firstIndex(where: { $0.name == CatalogAttributes.fileName }) else {
      throw .corruptCatalog(origin.path, reason: "\(CatalogAttributes.fileName) is missing")
    }
    files.append(files.remove(at: place))
    let attributes = try CatalogAttributes(reading: files[files.count - 1].bytes, path: CatalogAttributes.fileName)
    let named = attributes.parts.merging(attributes.updates) { one, _ in one }
    files.removeAll { $0.name != CatalogAttributes.fileName && named[$0.name] == nil }
    for (name, expected) in named {
      guard let file = files.first(where: { $0.name == name }) else {
        throw .corruptCatalog(name, reason: "it is missing")
      }
      let (part, signature) = try CatalogPart.read(file.bytes, path: name)
      guard expected.signature == nil || signature == expected.signature else {
        throw .corruptCatalog(name, reason: "it is not the one that catalog.attrs names")
      }
      if name == CatalogFileName.base { packages = Self.packages(part, publisher) }
    }
  }

  private mutating func make(_ catalog: Catalog, _ publisher: ByteString) throws(RepositoryError) {
    var catalog = catalog
    catalog.count()
    for name in catalog.parts.keys.sorted() {
      let (bytes, signature) = (catalog.parts[name] ?? CatalogPart()).signed()
      catalog.attributes.parts[name] = .init(lastModified: catalog.attributes.lastModified, signature: signature)
      files.append(File(name: name, bytes: bytes, time: catalog.attributes.lastModified.seconds))
    }
    catalog.attributes.updates = [:]
    files.append(
      File(
        name: CatalogAttributes.fileName, bytes: catalog.attributes.bytes, time: catalog.attributes.lastModified.seconds
      ))
    packages = Self.packages(catalog.parts[CatalogFileName.base] ?? CatalogPart(), publisher)
  }

  private static func packages(_ part: CatalogPart, _ publisher: ByteString) -> [FMRI] {
    (part.publishers[publisher] ?? [:]).flatMap { stem, entries in
      entries.compactMap { entry in
        guard let version = try? PackageVersion(parsing: entry.version), FMRI.isValidStem(stem) else { return nil }
        return FMRI(publisher: publisher, stem: stem, version: version)
      }
    }.sorted()
  }
}

extension ContentSource {
  /// All bytes, for what is small.
  fileprivate func bytes() throws(PayloadError) -> [UInt8] {
    var reader = try open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { return bytes }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
