package import PackageModel

extension Catalog {
  /// Puts a catalog together from its files and proves that they belong together.
  ///
  /// - Parameters:
  ///   - attributes: the file `catalog.attrs`.
  ///   - path: where the catalog is, for messages.
  ///   - file: gives the bytes of a part.
  /// - Throws: ``RepositoryError/corruptCatalog(_:reason:)``.
  package init(
    reading attributes: [UInt8], path: ByteString, part file: (ByteString) throws(RepositoryError) -> [UInt8]
  ) throws(RepositoryError) {
    self.init()
    self.attributes = try CatalogAttributes(reading: attributes, path: path + "/" + CatalogAttributes.fileName)
    for (name, wanted) in self.attributes.parts {
      let (part, signature) = try CatalogPart.read(try file(name), path: path + "/" + name)
      if let wanted = wanted.signature, wanted != signature {
        throw .corruptCatalog(path + "/" + name, reason: "it is not the one that catalog.attrs names")
      }
      parts[name] = part
    }
  }
}
