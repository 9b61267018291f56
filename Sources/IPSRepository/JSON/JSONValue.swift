package import PackageModel

/// A JSON value (RFC 8259). Strings are bytes, members have no order: they are always written sorted.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that is no integer, as it was written.
  case number(ByteString)
  case string(ByteString)
  case array([JSONValue])
  case object([ByteString: JSONValue])

  /// The member of an object; `nil` where there is none or this is no object.
  package subscript(name: ByteString) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  package var string: ByteString? { if case .string(let value) = self { value } else { nil } }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  package var object: [ByteString: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// An array of strings.
  package static func strings(_ values: [ByteString]) -> JSONValue { .array(values.map { .string($0) }) }
}
