/// A request that is refused: the status and, for people, the reason.
package struct DepotFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The status of HTTP. Publishing operations never answer 404, which tells clients that there is no such operation.
  package var status: Int
  package var reason: String

  package init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  package var description: String { "\(status): \(reason)" }

  /// The page that people see: the reason stands in the only paragraph, where the IPS tools look for it.
  package var reply: DepotReply {
    let text = HTMLText.escape(reason)
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>\(status)</title></head>
      <body>
      <h1>\(status)</h1>
      <p>\(text)</p>
      </body>
      </html>

      """
    var reply = DepotReply(status, headers: [("Content-Type", MediaType.html)], body: Array(page.utf8))
    if status == 401 { reply.headers.append(("WWW-Authenticate", "Bearer realm=\"depot\"")) }
    return reply
  }
}

/// Text in HTML.
package enum HTMLText {
  /// Replaces the characters that HTML gives a meaning to.
  package static func escape(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += Array("&amp;".utf8)
      case UInt8(ascii: "<"): result += Array("&lt;".utf8)
      case UInt8(ascii: ">"): result += Array("&gt;".utf8)
      case UInt8(ascii: "\""): result += Array("&quot;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
