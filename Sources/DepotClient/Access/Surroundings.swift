import Glibc
package import PackageModel
import Payload

/// The environment variables, or others in their place.
package struct Surroundings: Sendable {
  private let lookup: @Sendable (String) -> ByteString?

  /// Those of the process.
  package static let process = Surroundings { name in getenv(name).map { ByteString(cString: $0) } }

  package init(_ lookup: @escaping @Sendable (String) -> ByteString?) { self.lookup = lookup }

  package init(_ values: [String: ByteString]) { self.init { values[$0] } }

  /// The value of a variable; `nil` where it is missing or empty.
  package subscript(name: String) -> ByteString? { lookup(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// The first of several variables that has a value.
  func first(_ names: String...) -> ByteString? {
    for name in names {
      if let value = self[name] { return value }
    }
    return nil
  }

  /// A number that is not negative.
  func number(_ name: String) -> Int? { self[name].flatMap { Int($0.text) }.flatMap { $0 >= 0 ? $0 : nil } }
}
