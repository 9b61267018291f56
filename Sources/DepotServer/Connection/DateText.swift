import Synchronization

/// The header `Date`, made once a second.
enum DateText {
  private static let last = Mutex<(seconds: Int64, text: String)>((0, ""))

  static var now: String {
    let seconds = HTTPDate.now
    return last.withLock { last in
      if last.seconds != seconds { last = (seconds, HTTPDate.text(seconds)) }
      return last.text
    }
  }
}
