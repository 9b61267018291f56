package import PackageModel

/// What went wrong with a repository on another machine.
package struct RemoteFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that know a way round.
  package enum Kind: Hashable, Sendable {
    /// The repository does not offer the operation.
    case unsupported
    /// The repository refused with a status of HTTP.
    case refused(status: Int)
    /// There was no answer, or none that could be understood.
    case unreachable
    /// The answer is not what was promised.
    case damaged
    /// What was given to reach it cannot be used: an address, a key, a certificate.
    case misconfigured
  }

  package var kind: Kind
  /// What went wrong, in the words of the reference where it has some.
  package var message: String
  /// The address that was asked; `nil` where none was.
  package var address: ByteString?
  /// What to look at, each a line.
  package var advice: [String]
  /// The operation that failed, as `open`, where it makes a difference.
  package var operation: ByteString?

  package init(_ kind: Kind, _ message: String, address: ByteString? = nil, advice: [String] = []) {
    self.kind = kind
    self.message = message
    self.address = address
    self.advice = advice
  }

  package var description: String {
    ([message] + (address.map { ["URL: '\($0)'"] } ?? []) + advice).joined(separator: "\n")
  }
}
