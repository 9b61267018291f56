import Glibc
import PackageModel
import Payload

/// The names of users and groups by number, each looked up once.
struct AccountNames {
  private var users: [UInt32: ByteString?] = [:]
  private var groups: [UInt32: ByteString?] = [:]

  /// The name of a user; `nil` where this machine has none for the number.
  mutating func user(_ id: UInt32) -> ByteString? {
    if let known = users[id] { return known }
    let name = Self.withBuffer { buffer, count -> ByteString?? in
      var record = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let code = getpwuid_r(id, &record, buffer, count, &found)
      if code == ERANGE { return nil }
      return .some(found.map { ByteString(cString: $0.pointee.pw_name) })
    }
    users[id] = name
    return name
  }

  /// The name of a group; `nil` where this machine has none for the number.
  mutating func group(_ id: UInt32) -> ByteString? {
    if let known = groups[id] { return known }
    let name = Self.withBuffer { buffer, count -> ByteString?? in
      var record = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      let code = getgrgid_r(id, &record, buffer, count, &found)
      if code == ERANGE { return nil }
      return .some(found.map { ByteString(cString: $0.pointee.gr_name) })
    }
    groups[id] = name
    return name
  }

  /// Calls with a larger buffer as long as the answer is that it is too small.
  private static func withBuffer(
    _ body: (UnsafeMutablePointer<CChar>, Int) -> ByteString??
  ) -> ByteString? {
    var count = 1024
    while count <= 1 << 24 {
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: count)
      defer { buffer.deallocate() }
      if let answer = body(buffer, count) { return answer }
      count *= 4
    }
    return nil
  }
}
