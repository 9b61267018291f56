package import IPSRepository
package import PackageModel

/// Repositories that a command line names.
package enum RepositoryAccess {
  /// Why a repository cannot be used.
  package enum Failure: Error, CustomStringConvertible {
    case scheme(RepositoryLocation.UnsupportedScheme)
    /// The words of clients that reach everything by addresses.
    case unreachable(RepositoryError, RepositoryLocation)
    /// The repository is on the network, and the command is not for such.
    case network(ByteString)

    package var description: String {
      switch self {
      case .scheme(let error): error.description
      case .unreachable(let error, let location):
        "file protocol error: code: E_HTTP_NOT_FOUND (22) reason: \(error)\nRepository URL: '\(location.uri)'."
      case .network(let uri): "'\(uri)' is on the network; this command works on repositories on disk only."
      }
    }
  }

  /// Reads an address or a path.
  package static func locate(_ text: ByteString) throws(Failure) -> RepositoryLocation {
    do throws(RepositoryLocation.UnsupportedScheme) {
      return try RepositoryLocation(text)
    } catch {
      throw .scheme(error)
    }
  }

  /// Opens a repository or an archive to read from it.
  package static func open(
    _ location: RepositoryLocation, _ options: NetworkOptions = NetworkOptions()
  ) throws -> any PackageOrigin {
    let path: ByteString
    switch location {
    case .network(let uri): return try Network.access().repository(at: uri, options)
    case .path(let text): path = text
    }
    do throws(RepositoryError) {
      return try PackageOrigins.open(path)
    } catch {
      switch error {
      case .notARepository, .invalidArchive: throw Failure.unreachable(error, location)
      default: throw error
      }
    }
  }

  /// Opens a repository to publish to it.
  package static func target(
    _ location: RepositoryLocation, _ options: NetworkOptions = NetworkOptions()
  ) throws -> any PackageTarget {
    guard let target = try open(location, options) as? any PackageTarget else {
      let path: ByteString = if case .path(let path) = location { path } else { location.uri }
      throw Failure.unreachable(.notARepository(path), location)
    }
    return target
  }
}
