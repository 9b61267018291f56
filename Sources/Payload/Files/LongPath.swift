import CLinux
import Glibc
package import PackageModel

/// Opens paths of any length. The kernel takes 4,096 bytes at once, so longer ones are opened in steps.
package enum LongPath {
  private static let longestStep = 4000

  /// Opens a path as openat(2) does.
  ///
  /// - Parameter directory: what relative paths start from: a descriptor or `AT_FDCWD`.
  /// - Returns: a descriptor, or -1 with the reason in `errno`.
  package static func open(
    _ path: ByteString, in directory: Int32 = AT_FDCWD, _ flags: Int32, _ mode: UInt32 = 0
  ) -> Int32 {
    var base = directory
    var rest = path.bytes[...]
    while rest.count > longestStep {
      guard let slash = rest.prefix(longestStep).lastIndex(of: ASCII.slash), slash > rest.startIndex else {
        close(base, unless: directory)
        errno = ENAMETOOLONG
        return -1
      }
      let next = call(base, rest[..<slash], LINUX_O_PATH | O_DIRECTORY | O_CLOEXEC, 0)
      close(base, unless: directory)
      guard next >= 0 else { return -1 }
      base = next
      rest = rest[slash...].drop { $0 == ASCII.slash }
    }
    let result = call(base, rest.isEmpty ? [ASCII.dot] : rest, flags, mode)
    close(base, unless: directory)
    return result
  }

  private static func call(_ base: Int32, _ path: ArraySlice<UInt8>, _ flags: Int32, _ mode: UInt32) -> Int32 {
    ByteString(path).withCString { name in
      Int32(retryingInterruptions { Int(openat(base, name, flags, mode)) })
    }
  }

  /// Closes without touching `errno`.
  private static func close(_ descriptor: Int32, unless kept: Int32) {
    guard descriptor != kept else { return }
    let reason = errno
    Glibc.close(descriptor)
    errno = reason
  }
}
