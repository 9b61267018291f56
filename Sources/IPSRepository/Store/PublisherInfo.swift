package import PackageModel

/// What a repository says about a publisher: the document `pub.p5i`.
package struct PublisherInfo: Hashable, Sendable {
  /// Where a publisher's packages are to be had.
  package struct Sources: Hashable, Sendable {
    package var collectionType: ByteString = "core"
    package var description: ByteString?
    package var legalURIs: [ByteString] = []
    package var mirrors: [ByteString] = []
    package var name: ByteString?
    package var origins: [ByteString] = []
    package var refreshSeconds: Int?
    package var registrationURI: ByteString?
    package var relatedURIs: [ByteString] = []

    package init() {}
  }

  /// The media type of such documents.
  package static let mediaType = "application/vnd.pkg5.info"

  package var prefix: ByteString
  package var alias: ByteString?
  package var sources: Sources?
  /// Packages that the document is about, by name or with a version.
  package var packages: [ByteString] = []

  package init(_ prefix: ByteString) { self.prefix = prefix }

  /// Reads a document.
  ///
  /// - Throws: ``RepositoryError/corruptConfiguration(_:reason:)``.
  package static func read(_ bytes: [UInt8], path: ByteString) throws(RepositoryError) -> [PublisherInfo] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(bytes)
    } catch {
      throw .corruptConfiguration(path, reason: "\(error.reason) at byte \(error.offset)")
    }
    guard value["version"]?.integer == 1 else {
      throw .corruptConfiguration(path, reason: "it is no p5i document of version 1")
    }
    return try (value["publishers"]?.array ?? []).map { (publisher) throws(RepositoryError) in
      guard let name = publisher["name"]?.string, FMRI.isValidPublisher(name) else {
        throw .corruptConfiguration(path, reason: "a publisher has no name")
      }
      var info = PublisherInfo(name)
      info.alias = publisher["alias"]?.string
      info.packages = publisher["packages"]?.array?.compactMap(\.string) ?? []
      info.sources = publisher["repositories"]?.array?.first.map { Sources($0) }
      return info
    }
  }

  /// A document about publishers.
  package static func document(_ publishers: [PublisherInfo]) -> [UInt8] {
    JSONWriter.bytes(
      .object([
        "packages": .array([]), "publishers": .array(publishers.map(\.value)), "version": .integer(1),
      ]), .indented, escapingNonASCII: false) + [ASCII.newline]
  }

  private var value: JSONValue {
    .object([
      "alias": alias.map { .string($0) } ?? .null, "name": .string(prefix), "packages": .strings(packages),
      "repositories": .array(sources.map { [$0.value] } ?? []),
    ])
  }
}

extension PublisherInfo.Sources {
  init(_ value: JSONValue) {
    func strings(_ name: ByteString) -> [ByteString] { value[name]?.array?.compactMap(\.string) ?? [] }
    collectionType = value["collection_type"]?.string ?? "core"
    description = value["description"]?.string
    legalURIs = strings("legal_uris")
    mirrors = strings("mirrors")
    name = value["name"]?.string
    origins = strings("origins")
    refreshSeconds = value["refresh_seconds"]?.integer
    registrationURI = value["registration_uri"]?.string
    relatedURIs = strings("related_uris")
  }

  var value: JSONValue {
    func text(_ value: ByteString?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      "collection_type": .string(collectionType), "description": text(description), "legal_uris": .strings(legalURIs),
      "mirrors": .strings(mirrors), "name": text(name), "origins": .strings(origins),
      "refresh_seconds": refreshSeconds.map { .integer($0) } ?? .null,
      "registration_uri": .string(registrationURI ?? ""), "related_uris": .strings(relatedURIs),
    ])
  }
}
