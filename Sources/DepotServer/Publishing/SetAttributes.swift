import HTTPTypes
import IPSRepository
import PackageModel

/// The attributes that headers `X-IPkg-SetAttrN: NAME=VALUE` carry.
struct SetAttributes {
  private static let prefix = "x-ipkg-setattr"

  private var pairs: [(number: Int, name: ByteString, value: ByteString)] = []

  /// - Throws: ``DepotFailure`` with status 400 for a header without an equals sign.
  init(_ headers: HTTPFields) throws(DepotFailure) {
    for field in headers {
      let header = field.name.canonicalName
      guard header.hasPrefix(Self.prefix) else { continue }
      let bytes = Array(field.value.utf8)
      guard let mark = bytes.firstIndex(of: ASCII.equals), mark > 0 else {
        throw DepotFailure(400, "The header \(field.name) is no NAME=VALUE.")
      }
      pairs.append(
        (
          Int(header.dropFirst(Self.prefix.count)) ?? .max, ByteString(bytes[..<mark]),
          ByteString(bytes[(mark + 1)...])
        ))
    }
  }

  /// The first value of an attribute.
  func first(_ name: ByteString) -> ByteString? { pairs.first { $0.name == name }?.value }

  /// All attributes in the order of the numbers. Values in brackets are lists as Python writes them.
  ///
  /// - Throws: ``DepotFailure`` with status 400 for a list that is none.
  func attributes() throws(DepotFailure) -> [(ByteString, ByteString)] {
    var result: [(ByteString, ByteString)] = []
    for pair in pairs.sorted(by: { $0.number < $1.number }) {
      guard pair.value.hasPrefix("["), pair.value.hasSuffix("]") else {
        result.append((pair.name, pair.value))
        continue
      }
      guard let values = PythonList.read(pair.value) else {
        throw DepotFailure(400, "The value of \(pair.name) is no list of strings: \(pair.value)")
      }
      result += values.map { (pair.name, $0) }
    }
    return result
  }
}
