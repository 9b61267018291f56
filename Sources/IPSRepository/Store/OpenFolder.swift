import Glibc
import PackageModel
import Payload

/// A directory that stays the same one while its files are read, whatever takes its name meanwhile.
final class OpenFolder {
  private let folder: OpenFile

  /// - Returns: `nil` where there is no directory.
  init?(_ path: ByteString) throws(RepositoryError) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .payload(PayloadError("open", path))
    }
    folder = OpenFile(adopting: descriptor, path: path)
  }

  /// Whether the directory still has its name.
  var isCurrent: Bool {
    var own = stat()
    var named = stat()
    guard fstat(folder.descriptor, &own) == 0, folder.path.withCString({ stat($0, &named) }) == 0 else { return false }
    return own.st_dev == named.st_dev && own.st_ino == named.st_ino
  }

  /// The bytes of a file; `nil` where it is missing.
  func read(_ name: ByteString) throws(RepositoryError) -> [UInt8]? {
    let path = folder.path + "/" + name
    let descriptor = name.withCString { openat(folder.descriptor, $0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .payload(PayloadError("open", path))
    }
    let file = OpenFile(adopting: descriptor, path: path)
    return try wrapping { () throws(PayloadError) in
      try file.bytes(Int(max(0, try file.status().st_size)), at: 0)
    }
  }
}
