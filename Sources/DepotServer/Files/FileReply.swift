package import Payload

/// What a client asks about a file beyond its name.
package struct FileConditions: Sendable {
  package var range: String?
  package var ifRange: String?
  package var ifModifiedSince: String?
  package var ifUnmodifiedSince: String?
  package var ifNoneMatch: String?
  package var ifMatch: String?

  package init() {}
}

/// The answer that is a file or parts of one.
package struct FileReply: Sendable {
  /// Bytes in memory or a run of the file, in the order they are sent.
  package enum Piece: Sendable {
    case bytes([UInt8])
    case run(Range<Int64>)
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var file: OpenFile
  package var pieces: [Piece]

  /// The length of the body.
  package var length: Int64 {
    pieces.reduce(0) { sum, piece in
      switch piece {
      case .bytes(let bytes): sum + Int64(bytes.count)
      case .run(let range): sum + Int64(range.count)
      }
    }
  }

  /// Answers with a file.
  ///
  /// - Parameters:
  ///   - stored: the file.
  ///   - type: its media type.
  ///   - headers: those of the operation.
  ///   - conditions: what the client asked for; HTTP/1.0 clients cannot ask for ranges.
  package init(
    _ stored: StoredFile, type: String, headers: [(name: String, value: String)], _ conditions: FileConditions
  ) {
    file = stored.file
    self.headers = [
      ("Content-Type", type), ("Last-Modified", HTTPDate.text(stored.modified)), ("ETag", stored.tag),
      ("Accept-Ranges", "bytes"),
    ]
    self.headers += headers
    status = 200
    pieces = [.run(0..<stored.size)]
    if let refusal = Self.precondition(stored, conditions) {
      status = refusal
      pieces = []
      if refusal == 412 { self.headers = [] }
      return
    }
    switch Self.ranges(stored, conditions) {
    case .whole: break
    case .unsatisfiable:
      status = 416
      self.headers = [("Content-Range", "bytes */\(stored.size)")]
      pieces = []
    case .parts(let parts) where parts.count == 1:
      status = 206
      pieces = [.run(parts[0])]
      self.headers.append(("Content-Range", Self.text(parts[0], stored.size)))
    case .parts(let parts): sendSeveral(parts, type, stored.size)
    }
  }

  private static func precondition(_ stored: StoredFile, _ conditions: FileConditions) -> Int? {
    if let tags = conditions.ifMatch {
      if !matches(tags, stored.tag) { return 412 }
    } else if let time = conditions.ifUnmodifiedSince.flatMap({ HTTPDate.seconds($0) }), stored.modified > time {
      return 412
    }
    if let tags = conditions.ifNoneMatch { return matches(tags, stored.tag) ? 304 : nil }
    if let time = conditions.ifModifiedSince.flatMap({ HTTPDate.seconds($0) }), stored.modified <= time { return 304 }
    return nil
  }

  private static func matches(_ list: String, _ tag: String) -> Bool {
    list.split(separator: ",").contains { candidate in
      let text = candidate.drop { $0 == " " }.prefix { $0 != " " }
      return text == "*" || text == tag || text == "W/" + tag
    }
  }

  private static func ranges(_ stored: StoredFile, _ conditions: FileConditions) -> ByteRanges {
    if let condition = conditions.ifRange, condition != stored.tag, HTTPDate.seconds(condition) != stored.modified {
      return .whole
    }
    return ByteRanges(conditions.range, size: stored.size)
  }

  private static func text(_ range: Range<Int64>, _ size: Int64) -> String {
    "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
  }

  private mutating func sendSeveral(_ parts: [Range<Int64>], _ type: String, _ size: Int64) {
    status = 206
    let boundary = "part-" + String(UInt64.random(in: .min ... .max), radix: 36)
    pieces = []
    for part in parts {
      pieces.append(
        .bytes(
          Array(
            "\r\n--\(boundary)\r\nContent-Type: \(type)\r\nContent-Range: \(Self.text(part, size))\r\n\r\n".utf8)))
      pieces.append(.run(part))
    }
    pieces.append(.bytes(Array("\r\n--\(boundary)--\r\n".utf8)))
    headers[0].value = "multipart/byteranges; boundary=" + boundary
  }
}
