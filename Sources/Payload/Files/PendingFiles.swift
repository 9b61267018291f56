import Glibc
import Synchronization

/// The names of unfinished output files, removed when a signal ends the program or it gives up.
///
/// The table has a fixed place for each name so that a signal handler can read it without taking a lock or memory.
package enum PendingFiles {
  private static let capacity = 64
  private static let signals = [SIGHUP, SIGINT, SIGPIPE, SIGTERM]

  private nonisolated(unsafe) static let slots: UnsafeMutablePointer<Atomic<UInt>> = {
    let slots = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: capacity)
    for index in 0..<capacity { (slots + index).initialize(to: Atomic(0)) }
    return slots
  }()

  /// Handlers are set once, and only for signals that would end the program.
  private static let handlersAreSet: Bool = {
    _ = slots
    for number in signals {
      var action = sigaction()
      guard sigaction(number, nil, &action) == 0, isDefault(action) else { continue }
      action = sigaction()
      action.sa_flags = Int32(SA_RESTART)
      action.__sigaction_handler.sa_handler = { if !Interruption.begin($0) { PendingFiles.removeAllAndExit($0) } }
      sigaction(number, &action, nil)
    }
    // A write beyond the limit of ulimit -f then fails with an error that says so.
    signal(SIGXFSZ, SIG_IGN)
    return true
  }()

  private static func isDefault(_ action: sigaction) -> Bool {
    guard action.sa_flags & SA_SIGINFO == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self) == 0
  }

  /// Makes sure that signals are seen to, also where there are no files.
  static func setHandlers() { _ = handlersAreSet }

  /// Notes a name.
  ///
  /// - Returns: the place to give to ``forget(_:)``, or `nil` when the table is full: the file is then left behind by
  ///   a signal, and nothing else is different.
  static func note(_ path: [UInt8]) -> Int? {
    _ = handlersAreSet
    let name = UnsafeMutablePointer<CChar>.allocate(capacity: path.count + 1)
    for (index, byte) in path.enumerated() { name[index] = CChar(bitPattern: byte) }
    name[path.count] = 0
    for index in 0..<capacity {
      let (taken, _) = slots[index].compareExchange(
        expected: 0, desired: UInt(bitPattern: name), ordering: .acquiringAndReleasing)
      if taken { return index }
    }
    name.deallocate()
    return nil
  }

  /// Takes a name out, when its file has been finished or removed.
  static func forget(_ slot: Int) {
    let address = slots[slot].exchange(0, ordering: .acquiringAndReleasing)
    UnsafeMutablePointer<CChar>(bitPattern: address)?.deallocate()
  }

  static func removeAllAndExit(_ signal: Int32) {
    removeAll()
    _exit(128 + signal)
  }

  /// Removes all unfinished files, for a program that ends at once.
  package static func removeAll() {
    for index in 0..<capacity {
      // Who takes the address out of the table owns the name, so no other thread frees it meanwhile.
      let address = slots[index].exchange(0, ordering: .acquiringAndReleasing)
      if let name = UnsafePointer<CChar>(bitPattern: address) { unlink(name) }
    }
  }
}
