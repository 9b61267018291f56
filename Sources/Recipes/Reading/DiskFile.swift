import Glibc
package import PackageModel
import Payload

/// What there is on disk at a path, links followed.
package enum DiskFile {
  /// The file's status, or `nil` where there is none.
  static func status(_ path: ByteString) -> stat? {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? status : nil
  }

  /// Whether there is something.
  package static func exists(_ path: ByteString) -> Bool { status(path) != nil }

  /// Whether there is a directory.
  package static func isDirectory(_ path: ByteString) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether there is a file that may be read.
  static func isReadable(_ path: ByteString) -> Bool { path.withCString { access($0, R_OK) } == 0 }
}
