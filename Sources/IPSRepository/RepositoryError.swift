package import PackageModel
package import Payload

/// What can go wrong with a repository. Every case names what it is about.
package enum RepositoryError: Error, Hashable, Sendable {
  case payload(PayloadError)
  case fmri(InvalidFMRI)
  /// The path is no repository.
  case notARepository(ByteString)
  /// The file is no package archive, or a damaged one.
  case invalidArchive(ByteString)
  /// A repository, or a directory with something in it, is there already.
  case repositoryExists(ByteString)
  case archiveExists(ByteString)
  /// The repository's version or kind cannot do what is asked for.
  case unsupported
  /// Somebody else changes the publisher at this time.
  case locked(ByteString, holder: String)
  case unknownPublisher(ByteString)
  case invalidPublisher(ByteString)
  case noDefaultPublisher
  case invalidProperty(section: ByteString, name: ByteString, value: ByteString)
  /// A publisher's property, in the words of the reference.
  case invalidPublisherProperty(publisher: ByteString, reason: String)
  case corruptCatalog(ByteString, reason: String)
  case corruptConfiguration(ByteString, reason: String)
  case manifest(Diagnostics)
  /// There is no such package.
  case unknownPackage(FMRI)
  /// The package is in the catalog already.
  case packageExists(FMRI)
  case transactionOpen(ByteString)
  case unknownTransaction(ByteString)
  case missingVersion(FMRI)
  /// The manifest breaks a rule of publication.
  case rule(String)
  /// The content of a payload is not what its name says.
  case wrongContent(name: ByteString, found: ByteString)
  case missingPayload(name: ByteString, FMRI)
  case missingTrustAnchors(ByteString)
  /// A repository on another machine failed.
  case remote(RemoteFailure)
}

extension RepositoryError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .payload(let error): error.description
    case .fmri(let error): error.description
    case .notARepository(let path): "The path '\(path)' does not contain a valid package repository."
    case .invalidArchive(let path): "Archive \(path) is missing, unsupported, or corrupt."
    case .repositoryExists(let path):
      "A package repository (or a directory with content) already exists at '\(path)'."
    case .archiveExists(let path): "Target archive '\(path)' already exists."
    case .unsupported: "Operation not supported for this configuration."
    case .locked(let path, let holder): "The repository cannot be modified: \(path) is locked by \(holder)."
    case .unknownPublisher(let name): "No publisher named '\(name)' could be found."
    case .invalidPublisher(let name): "'\(name)' is not a valid publisher name."
    case .noDefaultPublisher:
      "The repository has no default publisher, and the package's FMRI names none; "
        + "set publisher/prefix or write pkg://PUBLISHER/NAME@VERSION."
    case .invalidProperty(let section, let name, let value):
      "Invalid value '\(value)' for property '\(name)' in section '\(section)'."
    case .invalidPublisherProperty(let publisher, let reason):
      "Unable to set properties for publisher '\(publisher)':\n\(reason)"
    case .corruptCatalog(let path, let reason):
      "The catalog file '\(path)' is damaged: \(reason); 'pkgrepo rebuild' makes it anew from the manifests."
    case .corruptConfiguration(let path, let reason): "The configuration '\(path)' cannot be read: \(reason)"
    case .manifest(let diagnostics): diagnostics.description
    case .unknownPackage(let fmri): "The package '\(fmri)' is not in the repository."
    case .packageExists(let fmri): "The specified FMRI, '\(fmri)', already exists or has been restricted."
    case .transactionOpen(let id): "Transaction ID '\(id)' is already open."
    case .unknownTransaction(let id): "No transaction matching '\(id)' could be found."
    case .missingVersion(let fmri): "'The specified FMRI, '\(fmri)', has an invalid version."
    case .rule(let reason): reason
    case .wrongContent(let name, let found): "The payload '\(name)' is damaged: its content is '\(found)'."
    case .missingPayload(let name, let fmri): "The payload '\(name)' of '\(fmri)' is missing."
    case .missingTrustAnchors(let path): "Unable to find trust anchor directory \(path)"
    case .remote(let failure): failure.description
    }
  }
}

/// Gives an error of a lower room this room's type.
package func wrapping<Value>(
  _ body: () throws(PayloadError) -> Value
) throws(RepositoryError) -> Value {
  do throws(PayloadError) { return try body() } catch { throw .payload(error) }
}

/// Gives an error about a file this room's type.
package func wrappingFile<Value>(
  _ body: () throws(FileError) -> Value
) throws(RepositoryError) -> Value {
  do throws(FileError) { return try body() } catch { throw .payload(.file(error)) }
}

/// Gives an error about an FMRI this room's type.
package func wrappingFMRI<Value>(
  _ body: () throws(InvalidFMRI) -> Value
) throws(RepositoryError) -> Value {
  do throws(InvalidFMRI) { return try body() } catch { throw .fmri(error) }
}
