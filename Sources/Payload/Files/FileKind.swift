import Glibc

/// What a directory entry is.
package enum FileKind: Hashable, Sendable {
  case regular, directory, symbolicLink, fifo, characterDevice, blockDevice, socket

  /// Takes the type bits of a mode; `nil` where they mean nothing.
  package init?(mode: UInt32) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .fifo
    case S_IFCHR: self = .characterDevice
    case S_IFBLK: self = .blockDevice
    case S_IFSOCK: self = .socket
    default: return nil
    }
  }
}
