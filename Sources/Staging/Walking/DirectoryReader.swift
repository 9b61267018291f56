import Glibc
import PackageModel
import Payload

/// Reads the names in one directory. The directory is opened relative to the root of the walk, never through a link.
struct DirectoryReader: ~Copyable {
  private let stream: OpaquePointer
  /// The directory itself, for calls that take names relative to it.
  let descriptor: Int32

  /// - Parameters:
  ///   - path: the directory below `root`; empty for the root itself.
  ///   - displayedPath: the name for messages.
  init(_ path: ByteString, below root: Int32, displayedPath: ByteString) throws(PayloadError) {
    let descriptor = LongPath.open(path, in: root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw PayloadError("read", displayedPath) }
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw PayloadError("read", displayedPath, code: code)
    }
    self.stream = stream
    self.descriptor = descriptor
  }

  deinit {
    closedir(stream)
  }

  /// The next name, `.` and `..` left out; `nil` at the end.
  mutating func next(displayedPath: ByteString) throws(PayloadError) -> ByteString? {
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw PayloadError("read", displayedPath) }
        return nil
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { ByteString(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      return name
    }
  }

  /// What a name in the directory is, links not followed; `nil` where it is gone by now.
  func status(of name: ByteString, displayedPath: () -> ByteString) throws(PayloadError) -> stat? {
    var status = stat()
    guard name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      if errno == ENOENT { return nil }
      throw PayloadError("read", displayedPath())
    }
    return status
  }

  /// Whether a link in the directory leads to a directory.
  func leadsToDirectory(_ name: ByteString) -> Bool {
    var status = stat()
    return name.withCString { fstatat(descriptor, $0, &status, 0) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
