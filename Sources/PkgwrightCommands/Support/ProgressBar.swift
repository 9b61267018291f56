import Glibc
import Synchronization

/// A progress bar on a terminal; nothing anywhere else.
final class ProgressBar: Sendable {
  private let label: String
  private let isShown: Bool
  private let lastPercent = Mutex<Int>(-1)

  init(_ label: String) {
    self.label = label
    isShown = Console.errorIsTerminal && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// Shows how far the work is.
  func update(done: UInt64, total: UInt64) {
    // Small work is over before a bar could be read.
    guard isShown, total >= 16 << 20 else { return }
    let percent = Int(min(done, total) * 100 / total)
    let isNew = lastPercent.withLock { last in
      defer { last = percent }
      return last != percent
    }
    guard isNew else { return }
    let filled = percent * 30 / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Console.draw("\r\(label) \(bar) \(percent) %\u{1B}[K")
  }

  /// Removes the bar.
  func finish() {
    if lastPercent.withLock({ $0 >= 0 }) { Console.draw("\r\u{1B}[K") }
  }
}
