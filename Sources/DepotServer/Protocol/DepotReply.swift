/// What a depot answers to a request, all of it in memory.
package struct DepotReply: Sendable {
  /// The status of HTTP.
  package var status: Int
  /// Further headers, without length and date.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(_ status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Text in UTF-8.
  package static func text(
    _ body: [UInt8], type: String = MediaType.text, headers: [(name: String, value: String)] = []
  ) -> DepotReply {
    DepotReply(headers: [("Content-Type", type)] + headers, body: body)
  }
}

/// The media types that clients of the protocol expect, spelled as they expect them.
package enum MediaType {
  package static let text = "text/plain;charset=utf-8"
  package static let html = "text/html;charset=utf-8"
  package static let payload = "application/data"
  package static let p5i = "application/vnd.pkg5.info"
  package static let json = "application/json; charset=utf-8"
  package static let atom = "application/atom+xml;charset=utf-8"
}
