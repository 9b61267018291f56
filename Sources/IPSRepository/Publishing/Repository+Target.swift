package import PackageModel
package import Payload

extension Repository: PackageTarget {
  package var listsTogether: Bool { true }

  package func open(_ fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction {
    try Transaction.open(fmri, in: self, endsWithProcess: endsWithProcess)
  }

  package func append(to fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction {
    try Transaction.append(to: fmri, in: self, endsWithProcess: endsWithProcess)
  }

  package func resume(_ id: ByteString) throws(RepositoryError) -> any PackageTransaction {
    try Transaction.resume(id, in: self)
  }

  package func discardLeft(of fmri: FMRI) throws(RepositoryError) {
    try Transaction.discardLeft(of: fmri, in: self)
  }

  @discardableResult
  package func maintain(
    _ maintenance: RepositoryMaintenance, of publisher: ByteString
  ) throws(RepositoryError) -> [FMRI: RepositoryError] {
    let store = store(of: publisher)
    var leftOut: [FMRI: RepositoryError] = [:]
    if maintenance.catalog {
      let catalog = CatalogMaintenance(store)
      leftOut = maintenance.kind == .refresh ? try catalog.refresh() : try catalog.rebuild()
    }
    if maintenance.index { try SearchIndex(store).rebuild() }
    return leftOut
  }
}

extension Transaction: PackageTransaction {
  package var takesManifests: Bool { true }

  package func take(
    _ sources: [ContentSource], _ progress: @escaping @Sendable (UInt64) -> Void
  ) throws(RepositoryError) -> [PayloadAttributes] {
    let intake = intake
    return try wrapping { () throws(PayloadError) in
      try ParallelWork.map(sources) { (source) throws(PayloadError) in
        let taken = try intake.take(source, describingELF: true)
        progress(source.size)
        return taken
      }
    }
  }

  package func lacks(_ name: ByteString) throws(RepositoryError) -> Bool {
    let intake = intake
    return try !wrapping { () throws(PayloadError) in try intake.has(name) }
  }

  package func takeStored(_ stream: ContentSource, name: ByteString) throws(RepositoryError) {
    try intake.takeStored(stream, name: name)
  }

  package func add(_ action: Action, _ content: ContentSource?) throws(RepositoryError) {
    var action = action
    if action.kind.allowsPayload {
      let intake = intake
      // The older way knows fewer digests.
      try wrapping { () throws(PayloadError) in
        try intake.take(content ?? .memory([]), describingELF: true)
      }.apply(to: &action, contentDigests: false)
    }
    try add(action.line().bytes + [ASCII.newline])
  }
}

extension Transaction {
  /// Removes what an earlier attempt at the same package left, unless a process is at it.
  static func discardLeft(of fmri: FMRI, in repository: Repository) throws(RepositoryError) {
    let store = repository.store(of: fmri.publisher ?? "")
    let id = id(of: fmri)
    let folder = store.transactionsPath + "/" + id
    guard FileSystem.isDirectory(folder) else { return }
    try TransactionRecovery.run(store)
    guard FileSystem.isDirectory(folder) else { return }
    guard !TransactionMark.isAlive(id, in: store) else { throw .transactionOpen(id) }
    DirectoryTree.remove(folder)
  }
}
