import CCrypto

/// Computes digests of a stream, several in one pass. It can be used again after ``finish()``.
package final class Digester {
  private let algorithms: [DigestAlgorithm]
  private let contexts: [OpaquePointer]
  private let implementations: [OpaquePointer]

  /// - Throws: ``PayloadError/library(_:reason:)`` when libcrypto lacks an algorithm, as under a FIPS policy.
  package init(_ algorithms: [DigestAlgorithm]) throws(PayloadError) {
    var implementations: [OpaquePointer] = []
    for algorithm in algorithms {
      guard let found = FetchedAlgorithms.shared[algorithm] else {
        throw .library("libcrypto", reason: "\(algorithm.rawValue) is not available")
      }
      implementations.append(found)
    }
    let contexts = algorithms.compactMap { _ in EVP_MD_CTX_new() }
    self.algorithms = algorithms
    self.implementations = implementations
    self.contexts = contexts
    guard contexts.count == algorithms.count else { throw Self.failure }
    try begin()
  }

  package convenience init(_ algorithm: DigestAlgorithm) throws(PayloadError) {
    try self.init([algorithm])
  }

  deinit {
    for context in contexts { EVP_MD_CTX_free(context) }
  }

  private static var failure: PayloadError { .library("libcrypto", reason: "computing a digest failed") }

  private func begin() throws(PayloadError) {
    for (context, implementation) in zip(contexts, implementations) {
      guard EVP_DigestInit_ex(context, implementation, nil) == 1 else { throw Self.failure }
    }
  }

  /// Takes the next bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) throws(PayloadError) {
    guard bytes.count > 0 else { return }
    for context in contexts {
      guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw Self.failure }
    }
  }

  /// Takes the next bytes.
  package func update(_ bytes: [UInt8]) throws(PayloadError) {
    for context in contexts {
      guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { throw Self.failure }
    }
  }

  /// Ends the stream and begins a new one.
  ///
  /// - Returns: the digests in the order of the algorithms.
  package func finish() throws(PayloadError) -> [Digest] {
    var digests: [Digest] = []
    for (algorithm, context) in zip(algorithms, contexts) {
      var length: UInt32 = 0
      var failed = false
      let bytes = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
        failed = EVP_DigestFinal_ex(context, buffer.baseAddress, &length) != 1
        count = failed ? 0 : Int(length)
      }
      if failed { throw Self.failure }
      digests.append(Digest(algorithm, bytes))
    }
    try begin()
    return digests
  }
}

extension ContentSource {
  /// Reads the content once and gives its digests in the order of the algorithms.
  package func digests(_ algorithms: [DigestAlgorithm]) throws(PayloadError) -> [Digest] {
    let digester = try Digester(algorithms)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    var reader = try open()
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      try digester.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try reader.finish()
    return try digester.finish()
  }
}
