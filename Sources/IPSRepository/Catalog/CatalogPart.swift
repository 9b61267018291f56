package import PackageModel
import Payload

/// One entry of a part: what a catalog says about one version of a package.
package struct CatalogEntry: Hashable, Sendable {
  /// The version's text.
  package var version: ByteString
  /// Everything the entry says, the version included.
  package var members: [ByteString: JSONValue]

  package init(version: ByteString, _ members: [ByteString: JSONValue]) {
    self.version = version
    self.members = members
    self.members["version"] = .string(version)
  }

  /// The actions that a dependency or summary part keeps.
  package var actions: [ByteString] { members["actions"]?.array?.compactMap(\.string) ?? [] }
}

/// A file of a catalog that lists packages: a part or an update log.
package struct CatalogPart: Hashable, Sendable {
  /// The entries by publisher and stem, in the order of the file.
  package var publishers: [ByteString: [ByteString: [CatalogEntry]]] = [:]

  package init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - path: its name, for messages.
  /// - Returns: the part and the signature that the file gives itself.
  /// - Throws: ``RepositoryError/corruptCatalog(_:reason:)``.
  package static func read(
    _ bytes: [UInt8], path: ByteString
  ) throws(RepositoryError) -> (part: CatalogPart, signature: ByteString?) {
    let (members, signature) = try SignedJSON.read(bytes, path: path)
    var part = CatalogPart()
    for (publisher, value) in members where !publisher.hasPrefix("_") {
      guard let stems = value.object else { throw .corruptCatalog(path, reason: "\(publisher) is no object") }
      var entries: [ByteString: [CatalogEntry]] = [:]
      for (stem, list) in stems {
        entries[stem] = try (list.array ?? []).map { (entry) throws(RepositoryError) in
          guard let members = entry.object, let version = members["version"]?.string else {
            throw .corruptCatalog(path, reason: "an entry of \(stem) has no version")
          }
          return CatalogEntry(version: version, members)
        }
      }
      part.publishers[publisher] = entries
    }
    return (part, signature)
  }

  /// The file's bytes with its signature.
  package func signed() -> (bytes: [UInt8], signature: ByteString) {
    SignedJSON.sign(
      .object(
        publishers.mapValues { stems in
          .object(stems.mapValues { entries in .array(entries.map { .object($0.members) }) })
        }))
  }

  /// The entries of a package, earliest version first.
  package func entries(_ publisher: ByteString, _ stem: ByteString) -> [CatalogEntry] {
    publishers[publisher]?[stem] ?? []
  }

  package func entry(_ publisher: ByteString, _ stem: ByteString, _ version: ByteString) -> CatalogEntry? {
    publishers[publisher]?[stem]?.first { $0.version == version }
  }

  /// Adds an entry behind all others, as in a log.
  package mutating func append(_ entry: CatalogEntry, _ publisher: ByteString, _ stem: ByteString) {
    publishers[publisher, default: [:]][stem, default: []].append(entry)
  }

  /// Adds an entry in the order of the versions.
  package mutating func insert(
    _ entry: CatalogEntry, _ version: PackageVersion, _ publisher: ByteString, _ stem: ByteString
  ) {
    var place = 0
    let entries = entries(publisher, stem)
    for (index, other) in entries.enumerated() {
      // Entries whose versions cannot be read keep their place at the front.
      guard let earlier = try? PackageVersion(parsing: other.version), version < earlier else {
        place = index + 1
        continue
      }
      break
    }
    publishers[publisher, default: [:]][stem, default: []].insert(entry, at: place)
  }

  /// Removes an entry and gives it back; packages and publishers without entries disappear.
  package mutating func remove(
    _ publisher: ByteString, _ stem: ByteString, _ version: ByteString
  ) -> CatalogEntry? {
    guard let place = entries(publisher, stem).firstIndex(where: { $0.version == version }) else { return nil }
    let entry = publishers[publisher]?[stem]?.remove(at: place)
    if entries(publisher, stem).isEmpty { publishers[publisher]?[stem] = nil }
    if publishers[publisher]?.isEmpty ?? false { publishers[publisher] = nil }
    return entry
  }

  /// The number of packages, each publisher's counted by itself.
  package var packageCount: Int { publishers.values.reduce(0) { $0 + $1.count } }

  /// The number of versions of all packages.
  package var versionCount: Int {
    publishers.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
  }
}

/// Catalog files: JSON whose last member is the digest of the rest.
package enum SignedJSON {
  private static let signatureName: ByteString = "_SIGNATURE"

  /// The file for an object: the digest is taken over the text and its newline.
  package static func sign(_ value: JSONValue) -> (bytes: [UInt8], signature: ByteString) {
    var bytes = JSONWriter.bytes(value) + [ASCII.newline]
    let signature = digest(bytes)
    let isEmpty = bytes.count == 3
    bytes.removeLast(2)
    if !isEmpty { bytes.append(ASCII.comma) }
    bytes += Array("\"_SIGNATURE\":{\"sha-1\":\"\(signature)\"}}\n".utf8)
    return (bytes, signature)
  }

  /// Reads a file and checks its signature, if it has one.
  package static func read(
    _ bytes: [UInt8], path: ByteString
  ) throws(RepositoryError) -> (members: [ByteString: JSONValue], signature: ByteString?) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(bytes)
    } catch {
      throw .corruptCatalog(path, reason: "\(error.reason) at byte \(error.offset)")
    }
    guard var members = value.object else { throw .corruptCatalog(path, reason: "it is no object") }
    guard let signature = members.removeValue(forKey: signatureName)?["sha-1"]?.string else { return (members, nil) }
    let found = signatureOfText(bytes) ?? digest(JSONWriter.bytes(.object(members)) + [ASCII.newline])
    if found != signature {
      // The text may have been written in another form; its members may still be what was signed.
      guard digest(JSONWriter.bytes(.object(members)) + [ASCII.newline]) == signature else {
        throw .corruptCatalog(path, reason: "its content does not have the signature \(signature)")
      }
    }
    return (members, signature)
  }

  /// The digest of the text in front of the signature, where the file ends with one as usual.
  private static func signatureOfText(_ bytes: [UInt8]) -> ByteString? {
    let tailLength = #""_SIGNATURE":{"sha-1":""}}"#.utf8.count + 40 + 1
    guard bytes.count > tailLength else { return nil }
    let start = bytes.count - tailLength
    guard bytes[start...].starts(with: Array(#""_SIGNATURE":{"sha-1":""#.utf8)) else { return nil }
    let body = bytes[..<start]
    return digest(Array(body.last == ASCII.comma ? body.dropLast() : body) + Array("}\n".utf8))
  }

  /// The SHA-1 of some bytes, as catalogs give it.
  package static func digest(_ bytes: [UInt8]) -> ByteString {
    // SHA-1 is there in every libcrypto, whatever its policy; a text without a digest fails its check.
    guard let digester = try? Digester(.sha1), (try? digester.update(bytes)) != nil,
      let digests = try? digester.finish(), let first = digests.first
    else { return "" }
    return first.hex
  }
}
