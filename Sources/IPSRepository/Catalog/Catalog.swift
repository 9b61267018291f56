package import PackageModel

/// The list of a publisher's packages: what clients read first.
package struct Catalog: Sendable {
  /// A change that the update logs are to tell.
  struct Operation: Sendable {
    enum Kind: ByteString {
      case add, remove
    }

    var kind: Kind
    var time: CatalogTime
    var fmri: FMRI
    var entries: [ByteString: CatalogEntry]
  }

  package internal(set) var attributes: CatalogAttributes
  package internal(set) var parts: [ByteString: CatalogPart] = [:]
  /// The parts that differ from the files.
  var changed: Set<ByteString> = []
  var operations: [Operation] = []

  /// An empty catalog.
  package init(created: CatalogTime = .now) {
    attributes = CatalogAttributes(created: created)
  }

  /// Whether the catalog lists a package.
  package func contains(_ fmri: FMRI) -> Bool { digest(of: fmri) != nil }

  /// The SHA-1 of a package's manifest as the catalog has it.
  package func digest(of fmri: FMRI) -> ByteString? {
    guard let publisher = fmri.publisher, let version = fmri.version else { return nil }
    return parts[CatalogFileName.base]?.entry(publisher, fmri.stem, version.text()).map {
      $0.members["signature-sha-1"]?.string ?? ""
    }
  }

  /// Adds a package.
  ///
  /// - Throws: ``RepositoryError/packageExists(_:)``.
  package mutating func add(_ record: CatalogRecord, time: CatalogTime = .now) throws(RepositoryError) {
    guard let publisher = record.fmri.publisher, let version = record.fmri.version else {
      throw .missingVersion(record.fmri)
    }
    guard !contains(record.fmri) else { throw .packageExists(record.fmri) }
    for (part, entry) in record.entries {
      parts[part, default: CatalogPart()].insert(entry, version, publisher, record.fmri.stem)
      changed.insert(part)
    }
    note(.init(kind: .add, time: time, fmri: record.fmri, entries: record.entries))
  }

  /// Removes a package.
  ///
  /// - Returns: whether it was there.
  @discardableResult
  package mutating func remove(_ fmri: FMRI, time: CatalogTime = .now) -> Bool {
    guard contains(fmri), let publisher = fmri.publisher, let version = fmri.version else { return false }
    var entries: [ByteString: CatalogEntry] = [:]
    for name in parts.keys.sorted() {
      guard let entry = parts[name]?.remove(publisher, fmri.stem, version.text()) else { continue }
      entries[name] = entry
      changed.insert(name)
    }
    note(.init(kind: .remove, time: time, fmri: fmri, entries: entries))
    return true
  }

  private mutating func note(_ operation: Operation) {
    // Clients take what is later than their copy, so times must never go back, whatever the clock does.
    var operation = operation
    if operation.time <= attributes.lastModified {
      let last = attributes.lastModified
      operation.time = CatalogTime(
        seconds: last.seconds + (last.microseconds == 999_999 ? 1 : 0),
        microseconds: (last.microseconds + 1) % 1_000_000)
    }
    attributes.lastModified = operation.time
    operations.append(operation)
  }

  /// Whether there is something to save.
  package var isChanged: Bool { !operations.isEmpty }

  /// Gives the catalog the time of what it was made of, as the catalogs of archives have it.
  mutating func setTime(_ time: CatalogTime) {
    attributes.lastModified = time
    attributes.created = time
  }

  /// Brings the counts up to date.
  mutating func count() {
    let base = parts[CatalogFileName.base] ?? CatalogPart()
    attributes.packageCount = base.packageCount
    attributes.packageVersionCount = base.versionCount
  }
}
