package import PackageModel
package import Payload

/// Publishes packages again that were published elsewhere: same name, same time, same stored payload.
package struct PackageTransfer {
  /// A package on its way: its name and its actions, which may have been changed.
  package struct Shipment: Sendable {
    package var fmri: FMRI
    /// The manifest's lines without that of the name.
    package var text: [UInt8]
    /// The payload that it needs, by name.
    package var payload: [ByteString]
    /// Whose payload it is in the origin.
    package var publisher: ByteString
    private var original: [UInt8]?

    /// The manifest as it is published.
    package var manifestBytes: [UInt8] { original ?? ("set name=pkg.fmri value=" + fmri.text() + "\n").bytes + text }

    /// Takes a manifest as it is.
    package init(_ fmri: FMRI, manifest bytes: [UInt8]) throws(RepositoryError) {
      let manifest: Manifest
      do throws(Diagnostics) {
        manifest = try Manifest(reading: bytes, fileName: fmri.description)
      } catch {
        throw .manifest(error)
      }
      self.init(fmri, manifest, publisher: fmri.publisher ?? "")
      original = bytes
    }

    /// Takes a manifest whose lines keep their text.
    package init(_ fmri: FMRI, _ manifest: Manifest, publisher: ByteString) {
      self.fmri = fmri
      self.publisher = publisher
      payload = PayloadNames.all(of: manifest)
      text = []
      for index in 0..<manifest.itemCount {
        guard let number = manifest.actionIndex(ofItem: index) else { continue }
        let name = manifest.kind(ofAction: number) == .set ? manifest.value("name", ofAction: number) : nil
        if name == "pkg.fmri" || name == "fmri" { continue }
        text += manifest.itemText(at: index).bytes + [ASCII.newline]
      }
    }
  }

  private let target: any PackageTarget

  package init(to target: any PackageTarget) { self.target = target }

  /// Publishes a package.
  ///
  /// - Parameters:
  ///   - listing: whether the catalog lists the package at once.
  ///   - parallelism: how many payloads are best found at a time.
  ///   - payload: finds the stored stream of a payload by its name, where the target lacks it.
  ///   - release: told that a payload has been taken.
  package func publish(
    _ shipment: Shipment, listing: Bool, parallelism: Int,
    payload find: @escaping @Sendable (ByteString) throws(RepositoryError) -> ContentSource?,
    release: @escaping @Sendable (ByteString) -> Void = { _ in }
  ) throws(RepositoryError) {
    try target.discardLeft(of: shipment.fmri)
    let transaction = try target.open(shipment.fmri, endsWithProcess: true)
    do throws(RepositoryError) {
      let threads = max(parallelism, target.parallelism)
      _ = try ParallelWork.map(shipment.payload, threads: threads) { (name) throws(RepositoryError) in
        guard try transaction.lacks(name) else { return }
        guard let stored = try find(name) else { throw .missingPayload(name: name, shipment.fmri) }
        try transaction.takeStored(stored, name: name)
        release(name)
      }
      try transaction.add(shipment.text)
      _ = try transaction.close(listing: listing)
    } catch {
      try? transaction.abandon()
      throw error
    }
  }

  /// Publishes a package with the payload of a repository.
  package func publish(
    _ shipment: Shipment, from origin: any PackageOrigin, listing: Bool
  ) throws(RepositoryError) {
    try publish(
      shipment, listing: listing, parallelism: origin.parallelism,
      payload: { (name) throws(RepositoryError) in try origin.storedPayload(name, of: shipment.publisher) },
      release: { origin.release($0) })
  }
}
