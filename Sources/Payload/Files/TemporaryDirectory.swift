import Glibc
package import PackageModel

/// A directory that gets its name when it is complete, and is removed when that does not happen.
package final class TemporaryDirectory {
  package let path: ByteString
  private var isPending = true

  /// Makes the directory beside the place that it will have.
  package init(in parent: ByteString) throws(PayloadError) {
    while true {
      let path = parent + "/" + TemporaryFile.name()
      if path.withCString({ mkdir($0, 0o755) }) == 0 {
        self.path = path
        return
      }
      guard errno == EEXIST else { throw PayloadError("create a directory in", parent) }
    }
  }

  deinit {
    if isPending { DirectoryTree.remove(path) }
  }

  /// Gives the directory its name, which nothing else may have.
  package func rename(to destination: ByteString) throws(PayloadError) {
    let result = path.withCString { old in destination.withCString { Glibc.rename(old, $0) } }
    guard result == 0 else {
      throw errno == EEXIST || errno == ENOTEMPTY ? .exists(destination) : PayloadError("create", destination)
    }
    isPending = false
  }
}
