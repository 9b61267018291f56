import NIOCore

/// Whether a client still does its part: sends a request once it has begun, and takes the answer.
struct ConnectionTiming {
  /// What the connection waits for.
  enum Phase: Hashable {
    /// The head of a request.
    case head
    /// The rest of a request.
    case body
    /// The depot's own work, or that the client takes the answer.
    case answer
  }

  /// What to do when the time is up.
  enum Verdict: Hashable {
    case wait(until: NIODeadline)
    /// The client sent part of a request: it is told.
    case timeout
    case close
  }

  private let idle: TimeAmount
  private let stall: TimeAmount
  private let leastBytesPerSecond: Int64
  private(set) var phase = Phase.head
  private var since: NIODeadline
  private var progress: NIODeadline
  private var received: Int64 = 0
  private var isBlocked = false

  init(_ limits: DepotConfiguration.Limits, now: NIODeadline) {
    idle = .seconds(limits.idleSeconds)
    stall = .seconds(limits.stallSeconds)
    leastBytesPerSecond = limits.leastBytesPerSecond
    since = now
    progress = now
  }

  mutating func enter(_ phase: Phase, _ now: NIODeadline) {
    self.phase = phase
    since = now
    progress = now
    received = 0
  }

  mutating func receive(_ count: Int, _ now: NIODeadline) {
    received += Int64(count)
    progress = now
  }

  /// The client takes what is sent, or stops to.
  mutating func noteWritable(_ isWritable: Bool, _ now: NIODeadline) {
    isBlocked = !isWritable
    progress = now
  }

  func verdict(_ now: NIODeadline) -> Verdict {
    switch phase {
    case .head: return now >= since + idle ? .close : .wait(until: since + idle)
    case .body:
      if now >= progress + stall { return .timeout }
      let seconds = (now - since).nanoseconds / 1_000_000_000
      if now >= since + stall, received < seconds * leastBytesPerSecond { return .timeout }
      return .wait(until: min(progress + stall, max(since, now) + stall))
    case .answer:
      if isBlocked, now >= progress + stall { return .close }
      return .wait(until: (isBlocked ? progress : now) + stall)
    }
  }
}
