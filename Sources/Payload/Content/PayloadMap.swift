package import PackageModel

/// Finds the content of an action: by the payload name that the manifest gives it, then in directories.
package struct PayloadMap: Sendable {
  private var named: [ByteString: ContentSource] = [:]
  /// Directories in which a payload name is looked up, in this order.
  package var searchRoots: [ByteString]

  package init(searchRoots: [ByteString] = []) {
    self.searchRoots = searchRoots
  }

  /// The content known under a payload name, search roots aside.
  package subscript(name: ByteString) -> ContentSource? {
    get { named[name] }
    set { named[name] = newValue }
  }

  /// The number of names.
  package var count: Int { named.count }

  /// The names, in no particular order.
  package var names: some Collection<ByteString> { named.keys }

  /// Takes over what another map knows; its names win and its search roots come after this one's.
  package mutating func merge(_ other: PayloadMap) {
    named.merge(other.named) { _, new in new }
    searchRoots += other.searchRoots.filter { !searchRoots.contains($0) }
  }

  /// Finds the content of a payload name.
  ///
  /// - Throws: ``PayloadError/missing(_:tried:)`` with the files that were tried, or the reason why a file that
  ///   exists cannot be read.
  package func source(for name: ByteString) throws(PayloadError) -> ContentSource {
    if let source = named[name] { return source }
    var tried: [ByteString] = []
    let relative = ByteString(name.bytes.drop { $0 == ASCII.slash })
    for root in searchRoots where !relative.isEmpty {
      let path = root.isEmpty ? relative : root + "/" + relative
      do throws(PayloadError) {
        return try .file(at: path)
      } catch {
        guard case .file(let cause) = error, cause.isMissing else { throw error }
        tried.append(path)
      }
    }
    throw .missing(name, tried: tried)
  }
}
