import IPSRepository
package import PackageModel
import Payload

/// Certificates that are trusted without further proof.
package struct TrustAnchors: Sendable {
  package let certificates: [SignerCertificate]

  package init(_ certificates: [SignerCertificate]) { self.certificates = certificates }

  /// Reads the certificates of a directory: one in each file. Files without one, directories and symbolic links are
  /// passed over, as the IPS tools do: directories of certificates have links named by digests beside the files.
  ///
  /// - Throws: ``RepositoryError/missingTrustAnchors(_:)`` where there is no directory.
  package init(directory: ByteString) throws(SigningError) {
    guard FileSystem.isDirectory(directory) else { throw .repository(.missingTrustAnchors(directory)) }
    certificates = FileSystem.names(in: directory).map { directory + "/" + $0 }
      .filter { FileSystem.isFile($0) && !FileSystem.isLink($0) }
      .compactMap { path in try? SignerCertificate(file: path) }
  }
}
