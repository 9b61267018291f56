package import PackageModel
package import Payload

/// A repository of IPS packages on disk, of version 4 or 3.
package struct Repository: PackageOrigin, Sendable {
  /// The absolute path without a slash at its end.
  package let path: ByteString
  package var configuration: RepositoryConfiguration
  /// Where catalogs that have been read are kept, for programs that run long; without it, each use reads them.
  package var memory: CatalogMemory?

  package var version: Int { configuration.version }

  /// Opens a repository.
  ///
  /// - Throws: ``RepositoryError/notARepository(_:)``, ``RepositoryError/corruptConfiguration(_:reason:)``.
  package init(_ path: ByteString) throws(RepositoryError) {
    self.path = path
    for version in [4, 3] {
      let file = path + "/" + RepositoryConfiguration.fileName(version: version)
      guard FileSystem.isFile(file) else { continue }
      let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(file) }
      configuration = try RepositoryConfiguration(reading: bytes, path: file)
      guard configuration.version == version else { throw .notARepository(path) }
      return
    }
    guard FileSystem.isDirectory(path + "/publisher") else { throw .notARepository(path) }
    configuration = RepositoryConfiguration(version: 4)
  }

  private init(path: ByteString, _ configuration: RepositoryConfiguration) {
    self.path = path
    self.configuration = configuration
  }

  /// Makes a repository; a directory that is there already must be empty.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - version: 3 or 4.
  /// - Throws: ``RepositoryError/repositoryExists(_:)``, ``RepositoryError/unsupported`` for other versions.
  package static func create(
    _ path: ByteString, version: Int = 4,
    configure: (inout RepositoryConfiguration) throws(RepositoryError) -> Void = { (_) throws(RepositoryError) in }
  ) throws(RepositoryError) -> Repository {
    guard version == 3 || version == 4 else { throw .unsupported }
    if FileSystem.exists(path) {
      guard FileSystem.isDirectory(path), FileSystem.names(in: path).isEmpty else {
        throw .repositoryExists(path + "/")
      }
    }
    var configuration = RepositoryConfiguration(version: version)
    if version == 3 { try configuration.set("feed", "id", [Self.randomIdentifier()], isList: false) }
    try configure(&configuration)
    if !FileSystem.isDirectory(path) {
      let parent = AtomicOutput.directory(of: path)
      try FileSystem.makeDirectories(parent)
      try FileSystem.makeDirectory(path)
    }
    let repository = Repository(path: path, configuration)
    if version == 3 {
      for folder in ["catalog", "file", "index", "pkg", "tmp", "trans"] as [ByteString] {
        try FileSystem.makeDirectory(path + "/" + folder)
      }
      let store = repository.store(of: configuration.defaultPublisher ?? "")
      let lock = try store.lock()
      var catalog = Catalog()
      try store.catalogFolder.save(&catalog)
      withExtendedLifetime(lock) {}
    }
    try repository.saveConfiguration()
    return repository
  }

  /// A UUID of random bits (RFC 9562, version 4).
  private static func randomIdentifier() -> ByteString {
    var generator = SystemRandomNumberGenerator()
    let bits = [generator.next(), generator.next()] as [UInt64]
    let high = bits[0] & 0xffff_ffff_ffff_0fff | 0x4000
    let low = bits[1] & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    let digits = [high, low].map { number in
      let text = String(number, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }.joined()
    var result: [UInt8] = []
    for (place, digit) in digits.utf8.enumerated() {
      if [8, 12, 16, 20].contains(place) { result.append(ASCII.hyphen) }
      result.append(digit)
    }
    return ByteString(result)
  }

  /// Writes the configuration.
  package func saveConfiguration() throws(RepositoryError) {
    try FileSystem.write(
      configuration.bytes, to: path + "/" + RepositoryConfiguration.fileName(version: version))
  }

  /// Where a publisher's packages are kept.
  package func store(of publisher: ByteString) -> PublisherStore {
    version == 3
      ? PublisherStore(publisher: publisher, root: path, shared: nil, memory: memory)
      : PublisherStore(
        publisher: publisher, root: path + "/publisher/" + publisher, shared: path + "/file", memory: memory)
  }

  package var publishers: [ByteString] {
    if version == 3 {
      if let prefix = configuration.defaultPublisher { return [prefix] }
      return (try? store(of: "").catalogFolder.load())?.publishers ?? []
    }
    var names = Set(
      FileSystem.names(in: path + "/publisher").filter {
        FMRI.isValidPublisher($0) && FileSystem.isDirectory(path + "/publisher/" + $0)
      })
    if let prefix = configuration.defaultPublisher { names.insert(prefix) }
    return names.sorted()
  }

  package func info(of publisher: ByteString) throws(RepositoryError) -> PublisherInfo {
    let file = store(of: publisher).infoPath
    guard version == 4, FileSystem.isFile(file) else { return PublisherInfo(publisher) }
    let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(file) }
    return try PublisherInfo.read(bytes, path: file).first { $0.prefix == publisher } ?? PublisherInfo(publisher)
  }

  package func catalog(of publisher: ByteString) throws(RepositoryError) -> Catalog {
    try store(of: publisher).catalogFolder.load() ?? Catalog()
  }

  package func manifest(of fmri: FMRI) throws(RepositoryError) -> [UInt8] {
    let path = store(of: fmri.publisher ?? "").manifestPath(fmri)
    do throws(FileError) {
      return try FileBytes.read(path)
    } catch {
      throw error.isMissing ? .unknownPackage(fmri) : .payload(.file(error))
    }
  }

  package func storedPayload(
    _ name: ByteString, of publisher: ByteString
  ) throws(RepositoryError) -> ContentSource? {
    guard let path = store(of: publisher).payloadPath(name) else { return nil }
    return try wrapping { () throws(PayloadError) in try ContentSource.file(at: path) }
  }

  package func summary(of publisher: ByteString) throws(RepositoryError) -> PublisherSummary {
    let attributes = try catalog(of: publisher).attributes
    return PublisherSummary(
      count: attributes.packageCount, updated: attributes.lastModified,
      status: store(of: publisher).isLocked ? "processing" : "online")
  }

  package var properties: [RepositoryConfiguration.Section] { configuration.sections }

  package func catalogFiles(of publisher: ByteString) throws(RepositoryError) -> [CatalogFile]? {
    let folder = store(of: publisher).catalogPath
    return try FileSystem.names(in: folder).filter { FileSystem.isFile(folder + "/" + $0) }.map {
      (name) throws(RepositoryError) in
      let content = try wrapping { () throws(PayloadError) in try ContentSource.file(at: folder + "/" + name) }
      return CatalogFile(name: name, content: content, modificationTime: content.modificationTime)
    }
  }

  /// Makes a publisher with an empty catalog.
  ///
  /// - Parameter info: what is to be said about it; `nil` says nothing.
  package func addPublisher(_ name: ByteString, info: PublisherInfo?) throws(RepositoryError) {
    guard version == 4 else { throw .unsupported }
    guard FMRI.isValidPublisher(name) else { throw .invalidPublisher(name) }
    try store(of: name).prepare()
    if let info { try setInfo(info) }
  }

  /// Writes what is to be said about a publisher.
  package func setInfo(_ info: PublisherInfo) throws(RepositoryError) {
    guard version == 4 else { throw .unsupported }
    try FileSystem.write(PublisherInfo.document([info]), to: store(of: info.prefix).infoPath)
  }

  /// Removes a publisher with all its packages. What is left becomes the default publisher if the default one is removed
  /// and one alone is left.
  package mutating func removePublishers(_ names: [ByteString]) throws(RepositoryError) {
    guard version == 4 else { throw .unsupported }
    for name in names {
      let store = store(of: name)
      guard FileSystem.isDirectory(store.root) else { continue }
      let lock = try store.lock(waiting: false)
      // One rename takes the publisher out of sight, however long removing its files takes.
      let aside = path + "/.removed-" + name
      DirectoryTree.remove(aside)
      try FileSystem.rename(store.root, to: aside)
      DirectoryTree.remove(aside)
      withExtendedLifetime(lock) {}
    }
    guard let prefix = configuration.defaultPublisher, names.contains(prefix) else { return }
    try configuration.set("publisher", "prefix", [""], isList: false)
    let left = publishers
    if left.count == 1 { try configuration.set("publisher", "prefix", left, isList: false) }
    try saveConfiguration()
  }
}
