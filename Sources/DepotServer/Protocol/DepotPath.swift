import IPSRepository
package import PackageModel

/// The target of a request, taken apart.
package struct DepotPath: Hashable, Sendable {
  /// The components, decoded. An encoded slash is part of its component; empty ones at the end are left out.
  package var components: [ByteString]
  /// What follows the question mark, as it was sent.
  package var query: ByteString

  /// Takes a target apart.
  ///
  /// - Throws: ``DepotFailure`` with status 400 for an escape that is none, or NUL.
  package init(_ target: String) throws(DepotFailure) {
    var bytes = Array(target.utf8)[...]
    // A target may be a whole address (RFC 9112, 3.2.2).
    for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
      bytes = bytes.dropFirst(scheme.utf8.count).drop { $0 != ASCII.slash && $0 != UInt8(ascii: "?") }
    }
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
    query = ByteString(bytes[mark...].dropFirst())
    components = []
    var rest = bytes[..<mark]
    if rest.first == ASCII.slash { rest = rest.dropFirst() }
    while !rest.isEmpty {
      let end = rest.firstIndex(of: ASCII.slash) ?? rest.endIndex
      components.append(try Self.decode(rest[..<end]))
      rest = rest[end...].dropFirst()
    }
    while components.last?.isEmpty ?? false { components.removeLast() }
  }

  /// Replaces escapes by the bytes they stand for.
  static func decode(_ text: ArraySlice<UInt8>, plusIsBlank: Bool = false) throws(DepotFailure) -> ByteString {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      var byte = text[index]
      index += 1
      if byte == ASCII.percent {
        guard index + 1 < text.endIndex, let high = PercentEncoding.digit(text[index]),
          let low = PercentEncoding.digit(text[index + 1])
        else {
          throw DepotFailure(400, "The address holds a percent sign without two hexadecimal digits behind it.")
        }
        byte = high << 4 | low
        index += 2
      } else if byte == ASCII.plus, plusIsBlank {
        byte = ASCII.space
      }
      guard byte != 0 else { throw DepotFailure(400, "The address holds a NUL.") }
      result.append(byte)
    }
    return ByteString(result)
  }

  /// The names and values of a query string or a form, decoded.
  ///
  /// - Throws: ``DepotFailure`` with status 400.
  package static func parameters(_ text: ByteString) throws(DepotFailure) -> [(name: ByteString, value: ByteString)] {
    try text.split(on: UInt8(ascii: "&")).filter { !$0.isEmpty }.map { (part) throws(DepotFailure) in
      let mark = part.bytes.firstIndex(of: ASCII.equals) ?? part.bytes.endIndex
      return (
        try decode(part.bytes[..<mark], plusIsBlank: true),
        try decode(part.bytes[mark...].dropFirst(), plusIsBlank: true)
      )
    }
  }
}

/// What a path asks for.
package enum DepotRoute: Hashable, Sendable {
  case operation(DepotCall)
  /// Something that is no operation, with the publisher in front of it.
  case page(publisher: ByteString?, path: [ByteString])
}

/// An operation that a client asks for.
package struct DepotCall: Hashable, Sendable {
  /// The publisher in front of the path.
  package var publisher: ByteString?
  package var operation: DepotOperation
  package var version: Int
  package var arguments: [ByteString]

  /// The arguments as the one FMRI or name that they are: a proxy may have decoded the slashes in it.
  package var joined: ByteString { arguments.joined(separator: "/") }
}

extension DepotRoute {
  /// Finds out what a path asks for.
  ///
  /// - Parameters:
  ///   - operations: what the depot offers.
  ///   - isPublisher: whether there is a publisher of a name.
  /// - Throws: ``DepotFailure`` with the status that clients know.
  init(
    _ path: DepotPath, _ operations: OperationTable, isPublisher: (ByteString) -> Bool
  ) throws(DepotFailure) {
    let components = path.components
    var rest = components[...]
    var publisher: ByteString?
    if let first = components.first, DepotOperation(first) == nil, components.count > 1 || isPublisher(first) {
      if isPublisher(first) {
        publisher = first
        rest = rest.dropFirst()
      } else if components.count > 1, DepotOperation(components[1]) != nil {
        throw DepotFailure(400, "Unknown publisher: \(first)")
      }
    }
    guard let name = rest.first, let operation = DepotOperation(name) else {
      self = .page(publisher: publisher, path: Array(rest))
      return
    }
    rest = rest.dropFirst()
    guard let text = rest.first else { throw DepotFailure(400, "Missing version") }
    guard text.bytes.allSatisfy(ASCII.isDigit), let version = Int(text.text) else {
      throw DepotFailure(400, "Non-integer version")
    }
    guard operation.versions.contains(version) else {
      throw DepotFailure(404, "Version '\(version)' not supported for operation '\(name)'")
    }
    guard operations.offers(operation, version) else {
      throw DepotFailure(404, "Operation not supported in current server mode.")
    }
    self = .operation(
      DepotCall(publisher: publisher, operation: operation, version: version, arguments: Array(rest.dropFirst())))
  }
}
