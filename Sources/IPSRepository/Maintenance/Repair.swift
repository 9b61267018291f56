package import PackageModel
import Payload

/// The folder that damaged files are moved to.
enum Quarantine {
  static let folderName: ByteString = "pkg5-quarantine"
}

/// Moves damaged files out of the way, with the packages that need them, and makes the catalog anew.
package struct Repair {
  /// What was done about one file.
  package enum Outcome: Hashable, Sendable {
    case moved(from: ByteString, to: ByteString)
    /// The file is missing: only publishing the package again helps.
    case missing(ByteString)
    case failed(ByteString, reason: String)
  }

  private let store: PublisherStore

  package init(_ store: PublisherStore) { self.store = store }

  /// Repairs what can be repaired.
  ///
  /// - Parameters:
  ///   - findings: those about this publisher.
  ///   - report: gets what is done about each file, and the package it belongs to.
  /// - Returns: whether anything had to be done.
  package func run(
    _ findings: [Finding], report: (Outcome, FMRI?) -> Void
  ) throws(RepositoryError) -> Bool {
    var broken: [(path: ByteString, package: FMRI?)] = []
    var needsRebuild = false
    for finding in findings where finding.isRepairable {
      switch finding.kind {
      case .damagedCatalog, .staleCatalog, .unlisted:
        needsRebuild = true
        continue
      default: break
      }
      guard let path = finding.path else { continue }
      broken.append((path, finding.package))
      if let package = finding.package, store.manifestPath(package) != path {
        broken.append((store.manifestPath(package), package))
      }
    }
    let lock = try store.lock(waiting: false)
    var folder: ByteString?
    var done: Set<ByteString> = []
    for (path, package) in broken where done.insert(path).inserted {
      guard FileSystem.exists(path) else {
        report(.missing(path), package)
        continue
      }
      do throws(RepositoryError) {
        if folder == nil { folder = try makeFolder() }
        let target = folder ?? store.root
        let relative = path.dropping(prefix: store.root + "/") ?? path
        let new = target + "/" + relative
        try FileSystem.makeDirectories(AtomicOutput.directory(of: new))
        try FileSystem.rename(path, to: new)
        FileSystem.removeIfEmpty(AtomicOutput.directory(of: path))
        report(.moved(from: path, to: new), package)
      } catch {
        report(.failed(path, reason: error.description), package)
      }
    }
    withExtendedLifetime(lock) {}
    return !broken.isEmpty || needsRebuild
  }

  private func makeFolder() throws(RepositoryError) -> ByteString {
    let base = store.root + "/" + Quarantine.folderName
    try FileSystem.makeDirectories(base)
    let path = base + "/fix." + ByteString(String(UInt64.random(in: .min ... .max), radix: 36))
    try FileSystem.makeDirectory(path)
    return path
  }
}
