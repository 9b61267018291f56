package import PackageModel

/// What `catalog.attrs` says: when the catalog was changed, how much is in it, which files belong to it.
package struct CatalogAttributes: Hashable, Sendable {
  /// A file of the catalog.
  package struct File: Hashable, Sendable {
    package var lastModified: CatalogTime
    package var signature: ByteString?
  }

  package static let fileName: ByteString = "catalog.attrs"

  package var created: CatalogTime
  package var lastModified: CatalogTime
  package var packageCount = 0
  package var packageVersionCount = 0
  package var parts: [ByteString: File] = [:]
  package var updates: [ByteString: File] = [:]

  /// Those of an empty catalog.
  package init(created: CatalogTime) {
    self.created = created
    lastModified = created
  }

  /// Reads the file and checks its signature.
  package init(reading bytes: [UInt8], path: ByteString) throws(RepositoryError) {
    let (members, _) = try SignedJSON.read(bytes, path: path)
    func time(_ name: ByteString) -> CatalogTime? { members[name]?.string.flatMap { CatalogTime(basic: $0) } }
    guard let lastModified = time("last-modified") else {
      throw .corruptCatalog(path, reason: "last-modified is missing")
    }
    guard members["version"]?.integer ?? 1 == 1 else {
      throw .corruptCatalog(path, reason: "only version 1 of catalogs is known")
    }
    self.lastModified = lastModified
    created = time("created") ?? lastModified
    packageCount = members["package-count"]?.integer ?? 0
    packageVersionCount = members["package-version-count"]?.integer ?? 0
    parts = try Self.files(members["parts"], path: path)
    updates = try Self.files(members["updates"], path: path)
  }

  private static func files(
    _ value: JSONValue?, path: ByteString
  ) throws(RepositoryError) -> [ByteString: File] {
    var files: [ByteString: File] = [:]
    for (name, members) in value?.object ?? [:] {
      // The names are those of files beside this one.
      guard CatalogFileName.isValid(name) else { throw .corruptCatalog(path, reason: "\(name) is no name of a part") }
      guard let time = members["last-modified"]?.string.flatMap({ CatalogTime(basic: $0) }) else {
        throw .corruptCatalog(path, reason: "last-modified of \(name) is missing")
      }
      files[name] = File(lastModified: time, signature: members["signature-sha-1"]?.string)
    }
    return files
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    func files(_ files: [ByteString: File]) -> JSONValue {
      .object(
        files.mapValues { file in
          var members: [ByteString: JSONValue] = ["last-modified": .string(file.lastModified.basic)]
          if let signature = file.signature { members["signature-sha-1"] = .string(signature) }
          return .object(members)
        })
    }
    return SignedJSON.sign(
      .object([
        "created": .string(created.basic), "last-modified": .string(lastModified.basic),
        "package-count": .integer(packageCount), "package-version-count": .integer(packageVersionCount),
        "parts": files(parts), "updates": files(updates), "version": .integer(1),
      ])
    ).bytes
  }
}

/// The names of the files of a catalog.
package enum CatalogFileName {
  package static let base: ByteString = "catalog.base.C"
  package static let dependency: ByteString = "catalog.dependency.C"

  /// The part with the attributes of packages in a language; `C` for those without a language.
  package static func summary(_ locale: ByteString) -> ByteString { "catalog.summary." + locale }

  /// The log of an hour.
  package static func update(_ time: CatalogTime, _ locale: ByteString) -> ByteString {
    "update." + time.hour + "." + locale
  }

  /// The language that a file is about.
  package static func locale(of name: ByteString) -> ByteString { name.split(on: ASCII.dot).last ?? "C" }

  /// Whether a text may name a file of a catalog; nothing that does leads to another directory.
  package static func isValid(_ name: ByteString) -> Bool {
    (name.hasPrefix("catalog.") || name.hasPrefix("update.")) && name.bytes.allSatisfy { isSafe($0) }
  }

  /// Whether a text may be a language in a file's name.
  package static func isValidLocale(_ locale: ByteString) -> Bool {
    !locale.isEmpty && locale.count < 64 && !locale.contains(ASCII.dot) && locale.bytes.allSatisfy { isSafe($0) }
  }

  private static func isSafe(_ byte: UInt8) -> Bool { ASCII.isAlphanumeric(byte) || "._-@".utf8.contains(byte) }
}
