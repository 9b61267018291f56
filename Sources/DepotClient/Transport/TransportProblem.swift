import AsyncHTTPClient
import Glibc
import IPSRepository
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Payload

/// Why there was no answer.
struct TransportProblem: Error {
  enum Kind {
    case unknownHost
    case refused
    case unreachable
    case connectTimeout
    case idleTimeout
    case encryption(String)
    case closed
    case tooLarge
    case proxy
    /// Something on this machine: a file that changed, a full disk.
    case local(PayloadError)
    /// The answer was read and is not right.
    case failure(RemoteFailure)
    case other(String)
  }

  var kind: Kind

  /// Whether another attempt may do better.
  var isPassing: Bool {
    switch kind {
    case .refused, .unreachable, .connectTimeout, .idleTimeout, .closed, .unknownHost: true
    case .encryption, .tooLarge, .proxy, .local, .failure, .other: false
    }
  }

  /// Whether the depot may have seen the request.
  var mayHaveArrived: Bool {
    switch kind {
    case .refused, .unreachable, .connectTimeout, .unknownHost: false
    default: true
    }
  }

  init(kind: Kind) { self.kind = kind }

  init(_ error: any Error) {
    kind = Self.kind(of: error)
  }

  private static func kind(of error: any Error) -> Kind {
    switch error {
    case let error as PayloadError: return .local(error)
    case let error as RemoteFailure: return .failure(error)
    case let error as TransportProblem: return error.kind
    case let error as NIOConnectionError: return connectionKind(error)
    case let error as IOError: return kind(ofCode: error.errnoCode) ?? .other("\(error)")
    case let error as HTTPClientError:
      switch error {
      case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: return .connectTimeout
      case .readTimeout, .writeTimeout, .deadlineExceeded: return .idleTimeout
      case .remoteConnectionClosed, .cancelled, .uncleanShutdown, .requestStreamCancelled: return .closed
      case .proxyAuthenticationRequired, .invalidProxyResponse, .httpProxyHandshakeTimeout: return .proxy
      default: return .other(error.shortDescription)
      }
    case is HTTPParserError, is ChannelError: return .closed
    case is NIOTooManyBytesError: return .tooLarge
    case NIOSSLError.uncleanShutdown: return .closed
    case let error as NIOSSLError: return .encryption("\(error)")
    case let error as BoringSSLError: return .encryption("\(error)")
    case let error as NIOSSLExtraError: return .encryption("\(error)")
    default: return .other("\(error)")
    }
  }

  private static func connectionKind(_ error: NIOConnectionError) -> Kind {
    for failure in error.connectionErrors {
      if let cause = failure.error as? IOError, let kind = kind(ofCode: cause.errnoCode) { return kind }
      if let cause = failure.error as? ChannelError, case .connectTimeout = cause { return .connectTimeout }
    }
    if error.dnsAError != nil || error.dnsAAAAError != nil { return .unknownHost }
    return .unreachable
  }

  private static func kind(ofCode code: CInt) -> Kind? {
    switch code {
    case ECONNREFUSED: .refused
    case ENETUNREACH, EHOSTUNREACH: .unreachable
    case ETIMEDOUT: .connectTimeout
    case ECONNRESET, EPIPE, ENOTCONN: .closed
    default: nil
    }
  }
}
