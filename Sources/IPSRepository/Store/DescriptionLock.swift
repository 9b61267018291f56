import CLinux
import Glibc

/// Write locks of whole files that belong to the open file (fcntl(2), "Open file description locks"): threads of one
/// process exclude each other like processes do, and locks of the older kind are respected.
enum DescriptionLock {
  /// Takes the lock.
  ///
  /// - Returns: whether it was taken; if not, `errno` tells why.
  static func take(_ descriptor: Int32, waiting: Bool) -> Bool {
    var lock = lock(F_WRLCK)
    while fcntl(descriptor, waiting ? LINUX_F_OFD_SETLKW : LINUX_F_OFD_SETLK, &lock) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  /// Lets go of the lock. Closing the file would not be enough while a process that is just being started shares it.
  static func release(_ descriptor: Int32) {
    var lock = lock(F_UNLCK)
    _ = fcntl(descriptor, LINUX_F_OFD_SETLK, &lock)
  }

  private static func lock(_ type: Int32) -> flock {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
