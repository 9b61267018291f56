import IPSRepository
import PackageModel
import Payload
import Synchronization

extension Depot {
  /// Answers what has to be put together. It reads files, so it is not for event loops.
  ///
  /// - Throws: ``DepotFailure``, ``RepositoryError``.
  func slowReply(_ call: DepotCall, _ path: DepotPath, isHead: Bool) throws -> DepotReply {
    let now = HTTPDate.now
    switch call.operation {
    case .file: return try presence(call, now)
    case .publisher: return try publishers(call, now)
    case .catalog: return try catalogText(call, now)
    case .info: return try PackageInformation(self, call).reply(now)
    case .p5i: return try packageDocument(call, now)
    case .status: return status(call, now)
    case .admin: return try administer(call, path)
    case .index: return try refreshIndex(call)
    default: throw DepotFailure(404, "There is no such operation.")
    }
  }

  /// `HEAD file/2`: whether a payload is there, and what a manifest says about its stored form.
  private func presence(_ call: DepotCall, _ now: Int64) throws -> DepotReply {
    let (file, name) = try storedPayload(call)
    let digests = try payloadDigests.digests(of: file, name: name)
    return DepotReply(
      headers: [
        ("Content-Type", MediaType.payload), ("Content-Length", String(file.size)),
        ("Last-Modified", HTTPDate.text(file.modified)), ("X-Ipkg-Attr-0", "chash=\(digests.sha1)"),
        ("X-Ipkg-Attr-1", "pkg.content-hash=gzip:sha512t_256:\(digests.sha512)"),
      ] + Caching.presence.headers(now: now))
  }

  private func publishers(_ call: DepotCall, _ now: Int64) throws -> DepotReply {
    let snapshot = served.snapshot
    let names = call.publisher.map { [$0] } ?? snapshot.publishers
    let infos = try names.map { (name) throws(RepositoryError) in try snapshot.repository.info(of: name) }
    let seconds = infos.compactMap { $0.sources?.refreshSeconds }.map { Int64($0) }.min() ?? Caching.refresh
    return .text(
      PublisherInfo.document(infos), type: MediaType.p5i, headers: Caching.catalog(seconds: seconds).headers(now: now))
  }

  /// `catalog/0`: the list of packages for old clients.
  private func catalogText(_ call: DepotCall, _ now: Int64) throws -> DepotReply {
    let snapshot = served.snapshot
    let publisher = try publisher(of: call, in: snapshot)
    let catalog = try snapshot.repository.catalog(of: publisher)
    let stems = catalog.parts[CatalogFileName.base]?.publishers[publisher] ?? [:]
    let modified = catalog.attributes.lastModified.extended + "+00:00"
    var text = ""
    var count = 0
    for (stem, entries) in stems.sorted(by: { $0.key < $1.key }) {
      for entry in entries {
        text += "V pkg:/\(stem)@\(entry.version)\n"
        count += 1
      }
    }
    return .text(
      Array("S Last-Modified: \(modified)\nS prefix: CRSV\nS npkgs: \(count)\n\(text)".utf8),
      headers: [("X-Catalog-Type", "full"), ("Last-Modified", modified)]
        + Caching.catalog(seconds: Caching.refresh).headers(now: now))
  }

  /// `p5i/0`: a document that names packages.
  private func packageDocument(_ call: DepotCall, _ now: Int64) throws -> DepotReply {
    var text = call.joined
    text = text.dropping(suffix: ".p5i") ?? text
    guard !text.isEmpty, text.isUTF8 else { throw DepotFailure(400, "The name of a package is missing.") }
    let pattern: FMRIPattern
    do {
      pattern = try FMRIPattern(text)
    } catch {
      throw DepotFailure(400, "\(error)")
    }
    let namesVersions = text.contains(ASCII.at) && !text.contains(UInt8(ascii: "*"))
    let snapshot = served.snapshot
    var body: [UInt8] = []
    for publisher in publishers(of: call, in: snapshot) {
      let found = try snapshot.repository.catalog(of: publisher).packages(of: publisher).map(\.fmri)
        .filter { pattern.matches($0) }
      guard !found.isEmpty else { continue }
      var info = try snapshot.repository.info(of: publisher)
      info.packages =
        namesVersions ? found.map { $0.nameAndVersion() }.sorted() : Set(found.map(\.stem)).sorted()
      body += PublisherInfo.document([info])
    }
    guard !body.isEmpty else { throw DepotFailure(404, "No package matches '\(text)'.") }
    return .text(body, type: MediaType.p5i, headers: Caching.forever.headers(now: now))
  }

  /// `status/0`: what the repository is, and how much is in it.
  private func status(_ call: DepotCall, _ now: Int64) -> DepotReply {
    let snapshot = served.snapshot
    var configuration: [ByteString: JSONValue] = [:]
    for section in snapshot.repository.configuration.sections {
      configuration[section.name] = .object(
        Dictionary(uniqueKeysWithValues: section.properties.map { ($0.name, $0.value.json) }))
    }
    var publishers: [ByteString: JSONValue] = [:]
    var isProcessing = false
    for name in call.publisher.map({ [$0] }) ?? snapshot.publishers {
      let store = snapshot.store(of: name)
      let attributes = (try? snapshot.repository.catalog(of: name))?.attributes
      let isLocked = store.isLocked
      isProcessing = isProcessing || isLocked
      publishers[name] = .object([
        "last-catalog-update": .string(attributes?.lastModified.basic ?? ""),
        "package-count": .integer(attributes?.packageCount ?? 0),
        "package-version-count": .integer(attributes?.packageVersionCount ?? 0),
        "status": .string(isLocked ? "processing" : "online"),
      ])
    }
    let requests: JSONValue = .object([
      "catalog": .integer(counts.catalog.load(ordering: .relaxed)),
      "file": .integer(counts.file.load(ordering: .relaxed)),
      "manifests": .integer(counts.manifest.load(ordering: .relaxed)),
    ])
    let document: JSONValue = .object([
      "repository": .object([
        "configuration": .object(configuration), "publishers": .object(publishers), "requests": requests,
        "status": .string(isProcessing ? "processing" : "online"), "version": .integer(snapshot.repository.version),
      ]),
      "version": .integer(1),
    ])
    return .text(
      JSONWriter.bytes(document, .indented) + [ASCII.newline], type: MediaType.json,
      headers: Caching.operations.headers(now: now))
  }
}

extension ConfigurationValue {
  /// The value in a JSON document.
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .number(let number): .integer(number)
    case .list(let values): .strings(values)
    }
  }
}
