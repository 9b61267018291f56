import Foundation
package import PackageModel
import Payload

/// A directory for one test, removed with its last holder.
package final class Scratch: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pkgwright-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? run("chmod", ["-R", "u+rwX", path])
    _ = try? run("rm", ["-rf", path])
  }

  /// The full name of a file in the directory.
  package func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The full name of a file in the directory.
  package func name(_ name: String) -> ByteString { ByteString(self(name)) }

  package func bytes(_ name: String) throws -> [UInt8] { try FileBytes.read(self.name(name)) }

  package func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
  }

  /// The names of the files in the directory.
  package func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
