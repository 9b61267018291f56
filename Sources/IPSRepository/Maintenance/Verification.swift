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

  /// - Throws: ``RepositoryError/unsupported`` for repositories of version 3.
  package init(_ repository: Repository, _ options: Options = Options()) throws(RepositoryError) {
    guard repository.version == 4 else { throw .unsupported }
    self.repository = repository
    self.options = options
  }

  /// Checks that the directory with the certificates that are trusted is there.
  ///
  /// - Throws: ``RepositoryError/missingTrustAnchors(_:)``.
  package func requireTrustAnchors() throws(RepositoryError) {
    let path = repository.configuration.text("repository", "trust-anchor-directory")
    guard FileSystem.isDirectory(path) else { throw .missingTrustAnchors(path) }
  }

  /// Checks publishers and reports what is wrong as it is found.
  package func run(_ publishers: [ByteString], report: (Finding) -> Void) throws(RepositoryError) {
    for publisher in publishers { try check(repository.store(of: publisher), report) }
    if options.checksDependencies { try checkDependencies(publishers, report) }
  }

  private func check(_ store: PublisherStore, _ report: (Finding) -> Void) throws(RepositoryError) {
    guard FileSystem.isDirectory(store.root) else { return }
    let lock = try store.lock(waiting: false)
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

  private func checkCatalog(_ store: PublisherStore, _ report: (Finding) -> Void) {
    do throws(RepositoryError) {
      guard let catalog = try store.catalogFolder.load() else { return }
      var listed: Set<FMRI> = []
      for fmri in catalog.packages(of: store.publisher).map(\.fmri) {
        listed.insert(fmri)
        let path = store.manifestPath(fmri)
        guard let bytes = try? FileBytes.read(path), SignedJSON.digest(bytes) == catalog.digest(of: fmri) else {
          report(Finding(kind: .staleCatalog, publisher: store.publisher, path: path, package: fmri))
          continue
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
    var checked: Set<ByteString> = []
    var delivered: [ByteString: ByteString] = [:]
    var payloads: [Action] = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index).allowsPayload {
      let action = manifest.action(at: index)
      payloads.append(action)
      if let payload = action.payload, let path = action.attributes["path"] { delivered[payload] = path }
    }
    for action in payloads {
      for name in PayloadNames.names(of: action) where checked.insert(name).inserted {
        let expected = name == action.payload ? Self.digest(of: action) : nil
        let file = store.payloadPath(name) ?? store.newPayloadPath(name)
        if let kind = Self.problem(store, name, expected) { note(kind, file, delivered[name]) }
      }
    }
  }

  /// The digest of the content that a manifest gives beside its name.
  private static func digest(of action: Action) -> ByteString? {
    action.attributes.values("pkg.content-hash").lazy.compactMap { $0.dropping(prefix: "file:sha512t_256:") }.first
  }

  private static func problem(
    _ store: PublisherStore, _ name: ByteString, _ expected: ByteString?
  ) -> Finding.Kind? {
    guard let path = store.payloadPath(name) else { return .missingPayload(name) }
    do throws(PayloadError) {
      let digests = try StoredContent.digests(try ContentSource.file(at: path), name: path, [.sha1, .sha512t_256])
      let (found, wanted) = expected.map { (digests[1].hex, $0) } ?? (digests[0].hex, name)
      return found == wanted ? nil : .wrongContent(expected: wanted, found: found)
    } catch {
      switch error {
      case .corrupt, .truncated: return .damagedStream
      default: return .unreadable(reason: error.description)
      }
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
