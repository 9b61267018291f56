import Glibc
import PackageModel

/// An answer as it came over the wire.
struct RawResponse {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// A connection on which a test sends what it likes, right or wrong.
final class RawConnection {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw DepotTestFailure("cannot connect: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  /// Sends bytes; `false` where the other side is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Whether the other side closes the connection without sending anything more.
  func isClosed() -> Bool { buffer.isEmpty && !fill() }

  private func fill() -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer += piece[..<count]
    return true
  }

  private func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: ASCII.newline) {
        let line = buffer[..<end].filter { $0 != ASCII.carriageReturn }
        buffer.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      guard fill() else { throw DepotTestFailure("the connection was closed within an answer") }
    }
  }

  /// Reads the next answer, interim ones apart.
  func response(to method: String = "GET") throws -> RawResponse {
    while true {
      let words = try line().split(separator: " ")
      guard words.count >= 2, let status = Int(words[1]) else { throw DepotTestFailure("no answer: \(words)") }
      var headers: [(String, String)] = []
      while true {
        let line = try line()
        if line.isEmpty { break }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        headers.append((String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""))
      }
      if status < 200 { continue }
      var response = RawResponse(status: status, headers: headers, body: [])
      if method != "HEAD", status != 204, status != 304 {
        let length = response.header("Content-Length").flatMap { Int($0) } ?? 0
        while buffer.count < length {
          guard fill() else { throw DepotTestFailure("the connection was closed within a body") }
        }
        response.body = Array(buffer[..<length])
        buffer.removeFirst(length)
      }
      return response
    }
  }

  func request(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8] = []
  ) throws -> RawResponse {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if !body.isEmpty || method == "POST" { text += "Content-Length: \(body.count)\r\n" }
    send(Array((text + "\r\n").utf8) + body)
    return try response(to: method)
  }
}
