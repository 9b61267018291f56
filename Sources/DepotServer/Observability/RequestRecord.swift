import IPSRepository
import PackageModel

/// A request that has been answered.
struct RequestRecord: Sendable {
  var method: String
  var target: String
  var status: Int
  /// Bytes of the body that were received and sent.
  var received: Int64
  var sent: Int64
  var nanoseconds: Int64
  var client: String
  var agent: String?
  /// `nil` for pages.
  var operation: DepotOperation?

  /// The line of the access log: one JSON object.
  var line: [UInt8] {
    var members: [ByteString: JSONValue] = [
      "time": .string(CatalogTime.now.basic), "client": .string(ByteString(client)),
      "method": .string(ByteString(method)), "target": .string(ByteString(target)), "status": .integer(status),
      "received": .integer(Int(received)), "sent": .integer(Int(sent)),
      "microseconds": .integer(Int(nanoseconds / 1000)),
    ]
    if let agent { members["agent"] = .string(ByteString(agent)) }
    if let operation { members["operation"] = .string(ByteString(operation.rawValue)) }
    return JSONWriter.bytes(.object(members))
  }
}
