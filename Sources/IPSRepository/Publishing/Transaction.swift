import Glibc
package import PackageModel
import Payload

/// The publication of one package: payload and manifest are put together aside, and appear in the repository together.
package final class Transaction: Sendable {
  /// What a closed transaction has done.
  package struct Result: Hashable, Sendable {
    package var fmri: FMRI
    package var state = "PUBLISHED"

    package init(fmri: FMRI) { self.fmri = fmri }
  }

  static let manifestName: ByteString = "manifest"
  static let appendMarkName: ByteString = "append"

  package let id: ByteString
  package let fmri: FMRI
  let store: PublisherStore
  let folder: ByteString
  let mark: TransactionMark?

  private init(_ id: ByteString, _ fmri: FMRI, _ store: PublisherStore, mark: TransactionMark?) {
    self.id = id
    self.fmri = fmri
    self.store = store
    folder = store.transactionsPath + "/" + id
    self.mark = mark
  }

  /// Takes payload in.
  package var intake: PayloadIntake { PayloadIntake(store: store, folder: folder) }

  var isAppending: Bool { FileSystem.exists(folder + "/" + Self.appendMarkName) }

  /// The name of a transaction: when the package is published, and its FMRI.
  package static func id(of fmri: FMRI) -> ByteString {
    let time = fmri.version?.timestamp.flatMap { CivilTime(basic: $0) }?.seconds ?? 0
    return ByteString(String(time)) + "_" + PercentEncoding.encode(fmri.text())
  }

  /// The FMRI that a transaction's name holds.
  private static func fmri(of id: ByteString) throws(RepositoryError) -> FMRI {
    guard let mark = id.bytes.firstIndex(of: ASCII.underscore), mark > 0, id.bytes[..<mark].allSatisfy(ASCII.isDigit),
      !id.contains(ASCII.slash),
      let fmri = try? FMRI(parsing: PercentEncoding.decode(ByteString(id.bytes[(mark + 1)...]))),
      fmri.publisher != nil, fmri.version?.timestamp != nil, Transaction.id(of: fmri) == id
    else { throw .unknownTransaction(id) }
    return fmri
  }

  /// Begins a package.
  ///
  /// - Parameters:
  ///   - fmri: with a version; the publisher may be missing where the repository has a default one, the timestamp where
  ///     the package is to have the present time.
  ///   - buildRelease: for an FMRI without one.
  ///   - endsWithProcess: whether the transaction is void when this process dies; the older subcommands hand one on to
  ///     other processes.
  package static func open(
    _ fmri: FMRI, in repository: Repository, buildRelease: ByteString = "5.11", endsWithProcess: Bool
  ) throws(RepositoryError) -> Transaction {
    guard var version = fmri.version else { throw .missingVersion(fmri) }
    guard let publisher = fmri.publisher ?? repository.configuration.defaultPublisher else { throw .noDefaultPublisher }
    guard FMRI.isValidPublisher(publisher) else { throw .invalidPublisher(publisher) }
    if version.buildRelease == nil { version.buildRelease = PackageVersion.Numbers(buildRelease) }
    let store = repository.store(of: publisher)
    try store.prepare()
    try TransactionRecovery.run(store)
    try FileSystem.makeDirectory(store.transactionsPath)
    let hasTime = version.timestamp != nil
    while true {
      if !hasTime { version.timestamp = CivilTime(seconds: CatalogTime.now.seconds).basic }
      let full = FMRI(publisher: publisher, stem: fmri.stem, version: version)
      do throws(RepositoryError) {
        try requireNew(full, store)
        let transaction = try begin(full, store, endsWithProcess: endsWithProcess)
        do throws(RepositoryError) {
          // Another one may just have been closed, which freed the name of the transaction.
          try requireNew(full, store)
        } catch {
          try transaction.abandon()
          throw error
        }
        try transaction.writeManifest(("set name=pkg.fmri value=" + full.text() + "\n").bytes, replacing: true)
        FaultInjection.reach(.transactionOpened)
        return transaction
      } catch {
        switch error {
        // The next second is free.
        case .packageExists where !hasTime, .transactionOpen where !hasTime: usleep(250_000)
        default: throw error
        }
      }
    }
  }

  /// Reading the catalog is dear; a package without manifest is hardly ever in it, and closing looks again.
  private static func requireNew(_ fmri: FMRI, _ store: PublisherStore) throws(RepositoryError) {
    guard FileSystem.exists(store.manifestPath(fmri)), try store.catalogFolder.load()?.contains(fmri) ?? false else {
      return
    }
    throw .packageExists(fmri)
  }

  private static func begin(
    _ fmri: FMRI, _ store: PublisherStore, endsWithProcess: Bool
  ) throws(RepositoryError) -> Transaction {
    let id = id(of: fmri)
    let mark = endsWithProcess ? try TransactionMark(id, in: store) : nil
    let folder = store.transactionsPath + "/" + id
    guard folder.withCString({ mkdir($0, 0o755) }) == 0 else {
      let code = errno
      mark?.remove()
      throw code == EEXIST ? .transactionOpen(id) : .payload(PayloadError("create", folder, code: code))
    }
    try mark?.noteOpen(id)
    return Transaction(id, fmri, store, mark: mark)
  }

  /// Begins to add signatures to a published package.
  package static func append(
    to fmri: FMRI, in repository: Repository, endsWithProcess: Bool
  ) throws(RepositoryError) -> Transaction {
    guard fmri.version?.timestamp != nil else { throw .missingVersion(fmri) }
    var full = fmri
    full.publisher = fmri.publisher ?? repository.configuration.defaultPublisher
    guard let publisher = full.publisher else { throw .noDefaultPublisher }
    let store = repository.store(of: publisher)
    try store.prepare()
    try TransactionRecovery.run(store)
    guard try store.catalogFolder.load()?.contains(full) ?? false else { throw .unknownPackage(full) }
    try FileSystem.makeDirectory(store.transactionsPath)
    let transaction = try begin(full, store, endsWithProcess: endsWithProcess)
    try transaction.writeManifest(try repository.manifest(of: full), replacing: true)
    _ = try FileSystem.createFile(transaction.folder + "/" + appendMarkName)
    return transaction
  }

  /// Goes on with a transaction that another process began.
  ///
  /// - Throws: ``RepositoryError/unknownTransaction(_:)``.
  package static func resume(_ id: ByteString, in repository: Repository) throws(RepositoryError) -> Transaction {
    let fmri = try fmri(of: id)
    let transaction = Transaction(id, fmri, repository.store(of: fmri.publisher ?? ""), mark: nil)
    guard FileSystem.isDirectory(transaction.folder) else { throw .unknownTransaction(id) }
    return transaction
  }

  private var manifestPath: ByteString { folder + "/" + Self.manifestName }

  private func writeManifest(_ bytes: [UInt8], replacing: Bool) throws(RepositoryError) {
    let flags = replacing ? O_CREAT | O_TRUNC : 0
    let descriptor = manifestPath.withCString {
      Glibc.open($0, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | flags, 0o644)
    }
    guard descriptor >= 0 else { throw .payload(PayloadError("write to", manifestPath)) }
    fchmod(descriptor, 0o644)
    let file = OpenFile(adopting: descriptor, path: manifestPath)
    try wrapping { () throws(PayloadError) in try file.write(bytes) }
  }

  /// The manifest so far.
  func manifest() throws(RepositoryError) -> Manifest {
    let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(manifestPath) }
    do throws(Diagnostics) {
      return try Manifest(reading: bytes, fileName: fmri.description)
    } catch {
      throw .manifest(error)
    }
  }

  /// Adds actions, whose payload has been taken in, as they are to be published.
  ///
  /// - Parameter text: whole lines.
  /// - Throws: ``RepositoryError/manifest(_:)``, ``RepositoryError/rule(_:)``.
  package func add(_ text: [UInt8]) throws(RepositoryError) {
    let before = try wrappingFile { () throws(FileError) in try FileBytes.read(manifestPath) }
    let after: Manifest
    do throws(Diagnostics) {
      after = try Manifest(reading: before + text, fileName: fmri.description)
    } catch {
      throw .manifest(error)
    }
    if isAppending {
      let signatures = (0..<after.actionCount).count { after.kind(ofAction: $0) == .signature }
      let old = try manifest()
      guard
        after.actionCount - old.actionCount == signatures
          - (0..<old.actionCount).count(where: {
            old.kind(ofAction: $0) == .signature
          })
      else { throw .rule("Only signatures can be added to a package that is published.") }
    }
    try checkActions(text)
    try PublicationRules.check(after, isComplete: false)
    try writeManifest(text, replacing: false)
    FaultInjection.reach(.manifestWritten)
  }

  /// - Throws: ``RepositoryError/manifest(_:)`` for actions that nobody could install.
  private func checkActions(_ text: [UInt8]) throws(RepositoryError) {
    var problems: [Diagnostic] = []
    let manifest = Manifest(reading: text, fileName: fmri.description, diagnostics: &problems)
    for item in 0..<manifest.itemCount {
      guard let number = manifest.actionIndex(ofItem: item) else { continue }
      for problem in ActionValidation.problems(of: manifest.action(at: number)) {
        let line = manifest.itemText(at: item)
        problems.append(Diagnostic(.error, problem, at: manifest.location(ofItem: item), sourceLine: line))
      }
    }
    guard problems.isEmpty else { throw .manifest(Diagnostics(problems)) }
  }

  /// Gives the package up. Nothing of it remains.
  package func abandon() throws(RepositoryError) {
    guard FileSystem.isDirectory(folder) else { throw .unknownTransaction(id) }
    DirectoryTree.remove(folder)
    mark?.remove()
  }
}
