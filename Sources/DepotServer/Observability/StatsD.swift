import Glibc

/// Counters sent by UDP to a StatsD daemon. What is lost on the way is lost: nothing waits for it.
package final class StatsD: Sendable {
  private let descriptor: Int32

  /// - Parameter address: `HOST:PORT`.
  /// - Returns: `nil` where the address has another form or the host is unknown.
  package init?(_ address: String) {
    guard let mark = address.lastIndex(of: ":") else { return nil }
    let host = address[..<mark].drop { $0 == "[" }.prefix { $0 != "]" }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(String(host), String(address[address.index(after: mark)...]), &hints, &found) == 0, let found
    else { return nil }
    defer { freeaddrinfo(found) }
    let descriptor = socket(
      found.pointee.ai_family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    guard connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func note(_ record: RequestRecord) {
    let name = record.operation?.rawValue ?? "page"
    send(
      "pkgwright.depot.request.\(name):\(record.nanoseconds / 1_000_000)|ms\n"
        + "pkgwright.depot.status.\(record.status / 100)xx:1|c\npkgwright.depot.sent:\(record.sent)|c\n"
        + "pkgwright.depot.received:\(record.received)|c")
  }

  func notePublished() { send("pkgwright.depot.published:1|c") }

  private func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }
}
