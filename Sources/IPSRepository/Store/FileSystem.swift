import CLinux
import Glibc
package import PackageModel
package import Payload

/// Directories and names of a repository.
package enum FileSystem {
  package static func exists(_ path: ByteString) -> Bool { path.withCString { access($0, F_OK) } == 0 }

  package static func isDirectory(_ path: ByteString) -> Bool { kind(of: path) == .directory }

  package static func isFile(_ path: ByteString) -> Bool { kind(of: path) == .regular }

  /// Whether a symbolic link is at a path.
  package static func isLink(_ path: ByteString) -> Bool {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0 && FileKind(mode: status.st_mode) == .symbolicLink
  }

  /// What is at a path, symbolic links followed.
  package static func kind(of path: ByteString) -> FileKind? {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? FileKind(mode: status.st_mode) : nil
  }

  /// The names in a directory in order; none where the directory is missing.
  package static func names(in path: ByteString) -> [ByteString] {
    guard let stream = path.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [ByteString] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { ByteString($0.prefix { $0 != 0 }) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a directory and those above it where they are missing.
  package static func makeDirectories(_ path: ByteString) throws(RepositoryError) {
    if isDirectory(path) { return }
    let parent = AtomicOutput.directory(of: path)
    if parent != path, !isDirectory(parent) { try makeDirectories(parent) }
    try makeDirectory(path)
  }

  /// Makes a directory where it is missing.
  package static func makeDirectory(_ path: ByteString) throws(RepositoryError) {
    let made = path.withCString { mkdir($0, 0o755) }
    guard made == 0 || errno == EEXIST && isDirectory(path) else { throw .payload(PayloadError("create", path)) }
  }

  package static func rename(_ old: ByteString, to new: ByteString) throws(RepositoryError) {
    let result = old.withCString { old in new.withCString { Glibc.rename(old, $0) } }
    guard result == 0 else { throw .payload(PayloadError("create", new)) }
  }

  /// Gives a file a time, in seconds since 1970.
  static func setTime(_ seconds: Int64, of file: OpenFile) throws(PayloadError) {
    let stamp = timespec(tv_sec: Int(seconds), tv_nsec: 0)
    guard futimens(file.descriptor, [stamp, stamp]) == 0 else { throw PayloadError("write to", file.path) }
  }

  /// Removes a file; it may be missing.
  package static func remove(_ path: ByteString) throws(RepositoryError) {
    guard path.withCString({ unlink($0) }) == 0 || errno == ENOENT else {
      throw .payload(PayloadError("remove", path))
    }
  }

  /// Removes a directory if it is empty.
  package static func removeIfEmpty(_ path: ByteString) { _ = path.withCString { rmdir($0) } }

  /// Makes changes of names in a directory durable.
  package static func synchronizeDirectory(_ path: ByteString) throws(RepositoryError) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .payload(PayloadError("open", path)) }
    // Some network file systems cannot do this for directories; the names are as durable there as they can be.
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Makes everything on the file system of a path durable, which for many files is cheaper than one after the other.
  package static func synchronizeFileSystem(of path: ByteString) throws(RepositoryError) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .payload(PayloadError("open", path)) }
    defer { close(descriptor) }
    guard syncfs(descriptor) == 0 else { throw .payload(PayloadError("write to", path)) }
  }

  /// Puts a directory in the place of another in one step, and removes the old one.
  package static func replaceDirectory(
    _ path: ByteString, with new: TemporaryDirectory
  ) throws(RepositoryError) {
    if !exists(path) {
      try wrapping { () throws(PayloadError) in try new.rename(to: path) }
    } else {
      let exchanged = new.path.withCString { one in
        path.withCString { renameat2(AT_FDCWD, one, AT_FDCWD, $0, LINUX_RENAME_EXCHANGE) }
      }
      if exchanged != 0 {
        guard errno == EINVAL || errno == ENOSYS else { throw .payload(PayloadError("write to", path)) }
        // A file system that cannot exchange names: for a moment the directory is missing.
        let aside = new.path + ".old"
        try rename(path, to: aside)
        try wrapping { () throws(PayloadError) in try new.rename(to: path) }
        DirectoryTree.remove(aside)
      }
    }
    try synchronizeDirectory(AtomicOutput.directory(of: path))
  }

  /// A path made absolute and free of `.`, `..` and doubled slashes, by its text alone.
  package static func absolute(_ path: ByteString) -> ByteString {
    var full = path
    if !path.hasPrefix("/") {
      let current = getcwd(nil, 0)
      defer { free(current) }
      full = (current.map { ByteString(cString: $0) } ?? "") + "/" + path
    }
    var parts: [ByteString] = []
    for part in full.split(on: ASCII.slash) where !part.isEmpty && part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Creates a file that must not be there yet, in a directory that nobody looks into.
  package static func createFile(_ path: ByteString) throws(RepositoryError) -> OpenFile {
    let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw .payload(PayloadError("create", path)) }
    // Whatever the umask is: depots run as other users.
    fchmod(descriptor, 0o644)
    return OpenFile(adopting: descriptor, path: path)
  }

  /// Writes a small file that appears whole or not at all.
  package static func write(_ bytes: [UInt8], to path: ByteString) throws(RepositoryError) {
    try wrapping { () throws(PayloadError) in
      let output = try AtomicOutput(path, replacingExisting: true)
      try output.file.write(bytes)
      try output.commit()
    }
  }
}
