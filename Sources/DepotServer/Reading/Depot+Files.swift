import IPSRepository
import PackageModel

/// What can be answered at once, on the thread of the connection: from memory, or with a file as it is on disk.
package enum ImmediateReply: Sendable {
  case reply(DepotReply)
  case file(FileReply)
}

extension Depot {
  /// Answers a request for a file of the repository, or for what is known without looking.
  ///
  /// - Returns: `nil` for what takes longer.
  /// - Throws: ``DepotFailure``.
  func immediateReply(
    _ call: DepotCall, isHead: Bool, _ conditions: FileConditions, now: Int64
  ) throws(DepotFailure) -> ImmediateReply? {
    switch call.operation {
    case .versions:
      return .reply(.text(operations.text, headers: Caching.operations.headers(now: now)))
    case .catalog where call.version == 1: return .file(try catalogPart(call, conditions, now))
    case .manifest: return .file(try manifest(call, conditions, now))
    case .file:
      // The digests of the stored stream are part of this answer, and may have to be computed.
      if call.version == 2, isHead { return nil }
      return .file(try payload(call, conditions, now))
    default: return nil
    }
  }

  private func catalogPart(
    _ call: DepotCall, _ conditions: FileConditions, _ now: Int64
  ) throws(DepotFailure) -> FileReply {
    guard !call.arguments.isEmpty else { throw DepotFailure(403, "Directory listing not allowed.") }
    let snapshot = served.snapshot
    let publisher = try publisher(of: call, in: snapshot)
    let name = call.arguments[0]
    guard call.arguments.count == 1, CatalogFileName.isValid(name),
      let file = StoredFile(snapshot.store(of: publisher).catalogPath + "/" + name)
    else { throw DepotFailure(404, "The catalog of '\(publisher)' has no part '\(name)'.") }
    return FileReply(
      file, type: MediaType.text, headers: Caching.catalog(seconds: Caching.refresh).headers(now: now), conditions)
  }

  private func manifest(
    _ call: DepotCall, _ conditions: FileConditions, _ now: Int64
  ) throws(DepotFailure) -> FileReply {
    guard !call.arguments.isEmpty else { throw DepotFailure(403, "Directory listing not allowed.") }
    let fmri = try self.fmri(call)
    let snapshot = served.snapshot
    for publisher in candidates(fmri, call, snapshot) {
      let store = snapshot.store(of: publisher)
      guard let file = StoredFile(store.manifestPath(fmri)) else { continue }
      return FileReply(file, type: MediaType.text, headers: Caching.forever.headers(now: now), conditions)
    }
    throw DepotFailure(404, "The package '\(fmri)' is not in the repository.")
  }

  private func payload(
    _ call: DepotCall, _ conditions: FileConditions, _ now: Int64
  ) throws(DepotFailure) -> FileReply {
    let (file, _) = try storedPayload(call)
    return FileReply(file, type: MediaType.payload, headers: Caching.forever.headers(now: now), conditions)
  }

  /// The stored payload that a call asks for, and its name.
  func storedPayload(_ call: DepotCall) throws(DepotFailure) -> (file: StoredFile, name: ByteString) {
    guard let name = call.arguments.first else {
      throw DepotFailure(404, "No file could be found for the specified hash name: 'None'")
    }
    let snapshot = served.snapshot
    if PublisherStore.isPayloadName(name) {
      for publisher in publishers(of: call, in: snapshot) {
        let store = snapshot.store(of: publisher)
        if let file = StoredFile(store.newPayloadPath(name)) { return (file, name) }
        // An older layout, or the store that publishers share.
        if let path = store.payloadPath(name), let file = StoredFile(path) { return (file, name) }
      }
    }
    throw DepotFailure(404, "No file could be found for the specified hash name: '\(name)'")
  }

  /// The package that the arguments name, with its version.
  ///
  /// - Throws: ``DepotFailure`` with status 400.
  func fmri(_ call: DepotCall) throws(DepotFailure) -> FMRI {
    var text = call.joined
    // A proxy may have made one slash of two.
    if let rest = text.dropping(prefix: "pkg:/"), !rest.hasPrefix("/"),
      let slash = rest.bytes.firstIndex(of: ASCII.slash),
      served.snapshot.publishers.contains(ByteString(rest.bytes[..<slash]))
    {
      text = "pkg://" + rest
    }
    let fmri: FMRI
    do throws(InvalidFMRI) {
      fmri = try FMRI(parsing: text)
    } catch {
      throw DepotFailure(400, error.description)
    }
    guard fmri.version != nil else { throw DepotFailure(400, "The FMRI '\(text)' has no version.") }
    return fmri
  }

  /// The publishers that may have a package.
  func candidates(_ fmri: FMRI, _ call: DepotCall, _ snapshot: ServedRepository.Snapshot) -> [ByteString] {
    let all = publishers(of: call, in: snapshot)
    guard let publisher = fmri.publisher else { return all }
    return all.filter { $0 == publisher }
  }
}
