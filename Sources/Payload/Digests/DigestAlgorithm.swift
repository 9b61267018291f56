import CCrypto

/// The digests that package formats use.
package enum DigestAlgorithm: String, CaseIterable, Hashable, Sendable {
  case md5, sha1, sha256, sha384, sha512
  /// SHA-512/256 (FIPS 180-4), which IPS calls so.
  case sha512t_256

  /// The name that libcrypto knows the algorithm by.
  var libraryName: String {
    switch self {
    case .md5: "MD5"
    case .sha1: "SHA1"
    case .sha256: "SHA2-256"
    case .sha384: "SHA2-384"
    case .sha512: "SHA2-512"
    case .sha512t_256: "SHA2-512/256"
    }
  }

  /// The number of bytes of a digest.
  package var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256, .sha512t_256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}

/// Implementations found in libcrypto. Finding one is dearer than hashing a small file, so each is found once.
struct FetchedAlgorithms: @unchecked Sendable {
  static let shared = FetchedAlgorithms()

  private let implementations: [DigestAlgorithm: OpaquePointer]

  private init() {
    var found: [DigestAlgorithm: OpaquePointer] = [:]
    for algorithm in DigestAlgorithm.allCases {
      found[algorithm] = EVP_MD_fetch(nil, algorithm.libraryName, nil)
    }
    implementations = found
  }

  subscript(algorithm: DigestAlgorithm) -> OpaquePointer? { implementations[algorithm] }
}
