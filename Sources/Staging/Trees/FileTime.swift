import Glibc

/// A point in time as file systems keep it.
package struct FileTime: Hashable, Sendable {
  /// Whole seconds since 1970, rounded down.
  package var seconds: Int64
  /// The nanoseconds behind them, never negative.
  package var nanoseconds: Int64

  package init(seconds: Int64, nanoseconds: Int64 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Before every time that a file has.
  static let distantPast = FileTime(seconds: .min)

  init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}

extension FileTime: Comparable {
  package static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
