import NIOHTTP1
package import PackageModel
package import Payload

/// What is asked of a depot.
package struct DepotRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
  }

  package enum Body: Sendable {
    case bytes([UInt8])
    /// Read anew for every attempt.
    case content(ContentSource)
  }

  /// Whether a request may be made again when nobody knows what became of it.
  package enum Repetition: Sendable {
    case allowed
    /// Only while the depot cannot have seen it.
    case whileUnsent
  }

  package var method: Method
  /// The quoted path and perhaps a query, without a slash in front.
  package var path: ByteString
  package var headers: [(name: String, value: String)] = []
  package var body: Body?
  package var repetition: Repetition

  package init(
    _ method: Method, _ path: ByteString, headers: [(name: String, value: String)] = [], body: Body? = nil,
    repetition: Repetition = .allowed
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
    self.repetition = repetition
  }
}

/// What a depot answers.
package struct DepotAnswer: Sendable {
  package var status: Int
  var headers: HTTPHeaders
  package var body: [UInt8] = []

  /// The first value of a header.
  package func header(_ name: String) -> ByteString? { headers.first(name: name).map { ByteString($0) } }

  /// The values of the headers whose names begin so and end in a number, in the order of the numbers.
  package func numbered(_ prefix: String) -> [ByteString] {
    headers.compactMap { name, value -> (Int, ByteString)? in
      guard name.lowercased().hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else { return nil }
      return (number, ByteString(value))
    }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The length that the depot announces.
  package var length: UInt64? { header("content-length").flatMap { UInt64($0.text) } }
}
