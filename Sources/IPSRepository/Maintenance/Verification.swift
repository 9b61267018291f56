import Glibc
package import PackageModel
import Payload

/// Checks that a repository is whole: manifests can be read, payload is there and what the manifests say.
package struct Verification {
  package struct Options: Hashable, Sendable {
    /// Whether packages must find what they depend on.
    package var checksDependencies = true
    /// Whether the catalog is compared with the manifests.
    package var checksCatalog = true
    /// Whether others than the owner must be able to read everything.
    package var checksPermissions = true

    package init() {}
  }

  private let repository: Repository
  private let options: Options
  private let signatures: (any SignatureChecking)?

  /// - Parameter signatures: checks signatures; without it they are left alone.
  /// - Throws: ``RepositoryError/unsupported`` for repositories of version 3.
  package init(
    _ repository: Repository, _ options: Options = Options(), signatures: (any SignatureChecking)? = nil
  ) throws(RepositoryError) {
    guard repository.version == 4 else { throw .unsupported }
    self.repository = repository
    self.options = options
    self.signatures = signatures
  }

  /// Checks publishers and reports what is wrong as it is found.
  package func run(_ publishers: [ByteString], report: (Finding) -> Void) throws(RepositoryError) {
    for publisher in publishers { try check(repository.store(of: publisher), report) }
    if options.checksDependencies { try checkDependencies(publishers, report) }
  }

  private func check(_ store: PublisherStore, _ report: (Finding) -> Void) throws(RepositoryError) {
    guard FileSystem.isDirectory(store.root) else { return }
    let lock = try store.lock(waiting: false)
    checkInfo(store, report)
    if options.checksCatalog { checkCatalog(store, report) }
    guard FileSystem.exists(store.manifestsPath) else { return }
    if options.checksPermissions, let path = PermissionCheck.firstUnreadable(store.root) {
      report(Finding(kind: .restrictivePermissions(path), publisher: store.publisher))
    }
    let (packages, strangers) = store.manifests()
    for path in strangers {
      report(Finding(kind: .stranger(reason: "\(path) is not a file"), publisher: store.publisher, path: path))
    }
    for fmri in packages { checkPackage(fmri, store, report) }
    withExtendedLifetime(lock) {}
  }

  private func checkInfo(_ store: PublisherStore, _ report: (Finding) -> Void) {
    do throws(RepositoryError) {
      _ = try repository.info(of: store.publisher)
    } catch {
      report(
        Finding(
          kind: .damagedInfo(reason: error.description), publisher: store.publisher, path: store.infoPath))
    }
  }

  private func checkCatalog(_ store: PublisherStore, _ report: (Finding) -> Void) {
    do throws(RepositoryError) {
      guard let catalog = try store.catalogFolder.load() else { return }
      try store.catalogFolder.checkLogs(of: catalog)
      var listed: Set<FMRI> = []
      for fmri in catalog.packages(of: store.publisher).map(\.fmri) {
        listed.insert(fmri)
        let path = store.manifestPath(fmri)
        if !Self.isRight(catalog, about: fmri, path) {
          report(Finding(kind: .staleCatalog, publisher: store.publisher, path: path, package: fmri))
        }
      }
      for fmri in store.manifests().packages where !listed.contains(fmri) {
        report(
          Finding(kind: .unlisted, publisher: store.publisher, path: store.manifestPath(fmri), package: fmri))
      }
    } catch {
      var path: ByteString = store.catalogPath
      var reason = error.description
      if case .corruptCatalog(let file, let why) = error { (path, reason) = (file, why) }
      report(Finding(kind: .damagedCatalog(reason: reason), publisher: store.publisher, path: path))
    }
  }

  /// Whether a catalog says about a package what its manifest says.
  private static func isRight(_ catalog: Catalog, about fmri: FMRI, _ path: ByteString) -> Bool {
    guard let bytes = try? FileBytes.read(path), SignedJSON.digest(bytes) == catalog.digest(of: fmri) else {
      return false
    }
    // A manifest that cannot be read is reported as such.
    guard let record = try? CatalogRecord(bytes, of: fmri), let version = fmri.version?.text() else { return true }
    let names = Set(catalog.parts.keys).union(record.entries.keys)
    return names.allSatisfy { name in
      catalog.parts[name]?.entry(fmri.publisher ?? "", fmri.stem, version)?.actions ?? []
        == record.entries[name]?.actions ?? []
    }
  }

  private func checkPackage(_ fmri: FMRI, _ store: PublisherStore, _ report: (Finding) -> Void) {
    let path = store.manifestPath(fmri)
    func note(_ kind: Finding.Kind, _ path: ByteString, _ delivered: ByteString? = nil) {
      report(
        Finding(kind: kind, publisher: store.publisher, path: path, package: fmri, deliveredPath: delivered))
    }
    let manifest: Manifest
    do throws(RepositoryError) {
      manifest = try repository.actions(of: fmri)
    } catch {
      if case .manifest = error { return note(.damagedManifest, path) }
      return note(.unreadable(reason: error.description), path)
    }
    if let signatures {
      let found = signatures.check(manifest) { repository.certificate($0, of: store.publisher) }
      for problem in found.allProblems { note(.signature(problem), path) }
    }
    checkPayload(of: manifest, store) { kind, file, delivered in note(kind, file ?? path, delivered) }
  }

  /// Checks the payload of a package.
  ///
  /// - Parameter note: gets what is wrong, with the file it is about, which is the manifest's where there is none, and
  ///   the path that it is delivered to.
  private func checkPayload(
    of manifest: Manifest, _ store: PublisherStore, _ note: (Finding.Kind, ByteString?, ByteString?) -> Void
  ) {
    var delivered: [ByteString: ByteString] = [:]
    var actions: [Action] = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index).allowsPayload {
      let action = manifest.action(at: index)
      actions.append(action)
      if let payload = action.payload, let path = action.attributes["path"] { delivered[payload] = path }
    }
    var known: [ByteString: StoredFacts] = [:]
    for action in actions {
      for name in PayloadNames.names(of: action) {
        if known[name] == nil {
          let expected = name == action.payload ? StoredFacts.contentDigest(of: action) : nil
          let file = store.payloadPath(name) ?? store.newPayloadPath(name)
          let facts = StoredFacts(store, name, expected)
          known[name] = facts
          if let problem = facts.problem { note(problem, file, delivered[name]) }
        }
      }
      guard let name = action.payload, let facts = known[name], facts.problem == nil else { continue }
      for kind in facts.contradictions(by: action) { note(kind, nil, action.attributes["path"]) }
    }
  }

  /// Every package must find something that satisfies what it requires.
  private func checkDependencies(
    _ publishers: [ByteString], _ report: (Finding) -> Void
  ) throws(RepositoryError) {
    var available: [ByteString: [FMRI]] = [:]
    var checked: [(ByteString, Catalog)] = []
    for publisher in repository.publishers {
      guard let catalog = try? repository.catalog(of: publisher) else { continue }
      for package in catalog.packages(of: publisher) { available[package.fmri.stem, default: []].append(package.fmri) }
      if publishers.contains(publisher) { checked.append((publisher, catalog)) }
    }
    func isSatisfied(_ text: ByteString) -> Bool {
      guard let wanted = try? FMRI(parsing: text) else { return false }
      return (available[wanted.stem] ?? []).contains { fmri in
        if let publisher = wanted.publisher, publisher != fmri.publisher { return false }
        guard let least = wanted.version, let version = fmri.version else { return true }
        return !(version < least) || version.isWithin(least)
      }
    }
    for (publisher, catalog) in checked {
      for fmri in catalog.packages(of: publisher).map(\.fmri).sorted() {
        for action in catalog.dependencies(of: fmri) {
          let type = action.attributes["type"] ?? ""
          let wanted = action.attributes.values("fmri")
          switch type {
          case "require" where !wanted.allSatisfy(isSatisfied),
            "require-any" where !wanted.contains(where: isSatisfied):
            report(
              Finding(
                kind: .missingDependency(wanted.joined(separator: " "), type: type), publisher: publisher, package: fmri
              ))
          default: break
          }
        }
      }
    }
  }
}

/// Depots run as users of their own, who must be able to read what they serve.
enum PermissionCheck {
  /// The first directory on the way to a path, or thing below it, that others cannot read.
  static func firstUnreadable(_ root: ByteString) -> ByteString? {
    var path: ByteString = ""
    for part in root.split(on: ASCII.slash) where !part.isEmpty {
      path += "/" + part
      if !isReadable(path) { return path }
    }
    return firstUnreadable(below: root)
  }

  private static func firstUnreadable(below folder: ByteString) -> ByteString? {
    for name in FileSystem.names(in: folder) where name != Quarantine.folderName && !name.hasPrefix(".pkgwright-") {
      let path = folder + "/" + name
      if !isReadable(path) { return path }
      if FileSystem.isDirectory(path), let found = firstUnreadable(below: path) { return found }
    }
    return nil
  }

  private static func isReadable(_ path: ByteString) -> Bool {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return true }
    let needed = status.st_mode & S_IFMT == S_IFDIR ? S_IROTH | S_IXOTH : S_IROTH
    return status.st_mode & needed == needed
  }
}
