/// How long clients and proxies may keep an answer.
enum Caching: Sendable {
  private static let day: Int64 = 86_400
  /// How long clients keep a catalog where the publisher does not say.
  static let refresh: Int64 = 14_400

  /// Which operations there are: changes seldom.
  case operations
  /// What changes with each publication.
  case catalog(seconds: Int64)
  /// What never changes: packages and their payload.
  case forever
  /// Whether something is there.
  case presence
  /// Answers of operations that change something.
  case never
  case none

  /// The headers.
  func headers(now: Int64) -> [(name: String, value: String)] {
    switch self {
    case .operations: Self.revalidating(300, now)
    case .catalog(let seconds): Self.revalidating(min(seconds, Self.day), now)
    case .forever: Self.lasting(365 * Self.day, now)
    case .presence: Self.lasting(Self.day, now)
    case .never:
      [
        ("Pragma", "no-cache"), ("Cache-Control", "no-cache, no-transform, must-revalidate"), ("Expires", "0"),
      ]
    case .none: []
    }
  }

  private static func revalidating(_ seconds: Int64, _ now: Int64) -> [(name: String, value: String)] {
    [
      ("Cache-Control", "must-revalidate, no-transform, max-age=\(seconds)"), ("Expires", HTTPDate.text(now + seconds)),
    ]
  }

  private static func lasting(_ seconds: Int64, _ now: Int64) -> [(name: String, value: String)] {
    [("Cache-Control", "max-age=\(seconds)"), ("Expires", HTTPDate.text(now + seconds))]
  }
}
