import Glibc
package import PackageModel
import Payload

/// What the machine and the user contribute to a package: variables, the user's name and the time.
package struct FpmEnvironment: Sendable {
  /// The environment variables.
  package var variables: [String: ByteString]
  /// The user's login name.
  package var userName: String
  /// Seconds since 1970.
  package var now: Int64

  /// Makes an environment.
  package init(variables: [String: ByteString], userName: String, now: Int64) {
    self.variables = variables
    self.userName = userName
    self.now = now
  }

  /// The environment of this process.
  package static func current() -> FpmEnvironment {
    var variables: [String: ByteString] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = ByteString(cString: entry)
      if let equals = text.bytes.firstIndex(of: ASCII.equals) {
        variables[ByteString(text.bytes[..<equals]).text] = ByteString(text.bytes[(equals + 1)...])
      }
      next += 1
    }
    return FpmEnvironment(variables: variables, userName: loginName() ?? "root", now: Int64(time(nil)))
  }

  /// The value of a variable, unless it is empty.
  package subscript(name: String) -> ByteString? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  private static func loginName() -> String? {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return nil }
    return String(cString: name)
  }
}
