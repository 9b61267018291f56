import Glibc

extension FileError {
  /// Whether the file system or the user's quota is full.
  package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

  /// Whether there is no such file.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
}
