import Glibc
import Synchronization

/// What is to be done, besides removing unfinished files, before a signal ends the program.
///
/// A signal handler may hardly do anything, so it wakes a thread that does the rest and ends the program. Who is
/// impatient and sends a second signal ends it at once.
package enum Interruption {
  private static let work = Mutex<(@Sendable () -> Void)?>(nil)
  /// The end of a pipe that the handler writes to; negative as long as there is nothing to do.
  private static let wake = Atomic<Int32>(-1)
  private static let hasBegun = Atomic<Bool>(false)

  private static let threadIsWaiting: Bool = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let reading = ends[0]
    // The thread ends with the program.
    guard
      (try? WorkerThread {
        var signal: UInt8 = 0
        while read(reading, &signal, 1) < 0, errno == EINTR {}
        guard signal != 0 else { return }
        if let body = work.withLock({ $0 }) { body() }
        PendingFiles.removeAllAndExit(Int32(signal))
      }) != nil
    else { return false }
    wake.store(ends[1], ordering: .releasing)
    return true
  }()

  /// Says what is to be done when SIGHUP, SIGINT or SIGTERM ends the program; it must not take long.
  package static func onSignal(_ body: @escaping @Sendable () -> Void) {
    work.withLock { $0 = body }
    PendingFiles.setHandlers()
    _ = threadIsWaiting
  }

  /// Wakes the thread. For signal handlers.
  ///
  /// - Returns: whether the program is ended by the thread.
  static func begin(_ signal: Int32) -> Bool {
    let descriptor = wake.load(ordering: .acquiring)
    guard descriptor >= 0, !hasBegun.exchange(true, ordering: .acquiringAndReleasing) else { return false }
    var byte = UInt8(truncatingIfNeeded: signal)
    return write(descriptor, &byte, 1) == 1
  }
}
