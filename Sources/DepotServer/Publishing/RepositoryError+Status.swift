import Glibc
import IPSRepository
import Payload

extension DepotFailure {
  /// What a client that publishes is told. 404 would say that the depot does not publish at all, so it is never among the
  /// answers.
  init(_ error: RepositoryError) {
    self.init(Self.status(of: error), error.description)
  }

  private static func status(of error: RepositoryError) -> Int {
    switch error {
    case .payload(let error): error.isDiskFull ? 507 : error.isOfContent ? 400 : 500
    case .corruptCatalog, .corruptConfiguration, .notARepository, .missingTrustAnchors: 500
    case .locked: 503
    default: 400
    }
  }
}

extension PayloadError {
  /// Whether there is no room left.
  fileprivate var isDiskFull: Bool {
    guard case .file(let error) = self else { return false }
    return error.code == ENOSPC || error.code == EDQUOT
  }

  /// Whether it is about what the client sent.
  fileprivate var isOfContent: Bool {
    switch self {
    case .corrupt, .truncated, .limit: true
    default: false
    }
  }
}
