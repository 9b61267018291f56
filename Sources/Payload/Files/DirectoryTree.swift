import Glibc
package import PackageModel

/// Directories below one that is held open: nothing is done outside of it, whatever symbolic links there are.
///
/// Each step of a path is opened by itself, and symbolic links are not followed. The directories of the last path
/// stay open, as archives come in the order of their directories.
package final class DirectoryTree {
  /// Why a path cannot be used.
  package enum Obstacle: Error, Hashable, Sendable {
    /// The path goes through a symbolic link, which is this much of it.
    case symbolicLink(ByteString)
    /// The path goes through something else that is not a directory.
    case notADirectory(ByteString)
    case system(PayloadError)
  }

  private struct Level {
    var name: [UInt8]
    var directory: OpenFile
  }

  private let root: OpenFile
  private var levels: [Level] = []

  /// Opens the directory that everything happens in.
  package init(_ path: ByteString) throws(PayloadError) {
    root = OpenFile(adopting: try OpenFile.open(path, O_RDONLY | O_DIRECTORY, 0), path: path)
  }

  /// Opens the directory that a path lies in and makes the directories that are missing.
  ///
  /// - Parameter path: relative, without `.` and `..`, as ``ArchivePath/normalized(_:)`` gives it.
  /// - Returns: the directory, and the path's last part.
  package func parent(of path: ByteString) throws(Obstacle) -> (directory: OpenFile, name: ByteString) {
    var parts = path.bytes.split(separator: ASCII.slash).map { Array($0) }
    let name = ByteString(parts.popLast() ?? [])
    return (try directory(parts), name)
  }

  /// Opens a directory, and makes it and those above it where they are missing.
  package func directory(_ path: ByteString) throws(Obstacle) -> OpenFile {
    try directory(path.bytes.split(separator: ASCII.slash).map { Array($0) })
  }

  private func directory(_ parts: [[UInt8]]) throws(Obstacle) -> OpenFile {
    let common = zip(levels, parts).prefix { $0.name == $1 }.count
    levels.removeSubrange(common...)
    for part in parts[common...] {
      let current = levels.last?.directory ?? root
      levels.append(Level(name: part, directory: try enter(ByteString(part), in: current)))
    }
    return levels.last?.directory ?? root
  }

  private func enter(_ name: ByteString, in directory: OpenFile) throws(Obstacle) -> OpenFile {
    let path = directory.path + "/" + name
    for _ in 0..<2 {
      let descriptor = name.withCString {
        openat(directory.descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      if descriptor >= 0 { return OpenFile(adopting: descriptor, path: path) }
      switch errno {
      case ENOENT:
        let made = name.withCString { mkdirat(directory.descriptor, $0, 0o755) }
        guard made == 0 || errno == EEXIST else { throw .system(PayloadError("create", path)) }
      case ELOOP, ENOTDIR:
        throw Self.isSymbolicLink(name, in: directory) ? .symbolicLink(path) : .notADirectory(path)
      default: throw .system(PayloadError("open", path))
      }
    }
    throw .system(PayloadError("open", path))
  }

  private static func isSymbolicLink(_ name: ByteString, in directory: OpenFile) -> Bool {
    kind(of: name, in: directory) == .symbolicLink
  }

  /// What is in a directory under a name; `nil` where nothing is.
  package static func kind(of name: ByteString, in directory: OpenFile) -> FileKind? {
    var status = stat()
    let result = name.withCString { fstatat(directory.descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }
    return result == 0 ? FileKind(mode: status.st_mode) : nil
  }

  /// Removes a directory with everything in it. What cannot be removed is left.
  package static func remove(_ path: ByteString) {
    guard let directory = try? OpenFile.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0) else { return }
    empty(OpenFile(adopting: directory, path: path))
    _ = path.withCString { rmdir($0) }
  }

  private static func empty(_ directory: OpenFile) {
    fchmod(directory.descriptor, 0o700)
    for name in names(in: directory) {
      if kind(of: name, in: directory) == .directory {
        let descriptor = name.withCString {
          openat(directory.descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        if descriptor >= 0 { empty(OpenFile(adopting: descriptor, path: directory.path + "/" + name)) }
        _ = name.withCString { unlinkat(directory.descriptor, $0, AT_REMOVEDIR) }
      } else {
        _ = name.withCString { unlinkat(directory.descriptor, $0, 0) }
      }
    }
  }

  private static func names(in directory: OpenFile) -> [ByteString] {
    guard let stream = fdopendir(dup(directory.descriptor)) else { return [] }
    defer { closedir(stream) }
    var names: [ByteString] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { ByteString($0.prefix { $0 != 0 }) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
