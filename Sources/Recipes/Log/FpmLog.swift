/// How much is told.
package enum FpmLogLevel: Int, Comparable, CaseIterable, Sendable {
  case debug
  case info
  case warn
  case error
  case fatal

  /// The word for it, as `--log` takes it.
  package var name: String { "\(self)" }

  package static func < (left: FpmLogLevel, right: FpmLogLevel) -> Bool { left.rawValue < right.rawValue }
}

/// Something that is told about a run.
package struct FpmLogEntry: Hashable, Sendable {
  /// A detail of a message.
  package struct Detail: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  /// How important it is; `nil` for what is always told.
  package var level: FpmLogLevel?
  /// What happened.
  package var message: String
  /// The details, in order.
  package var details: [Detail]

  init(_ level: FpmLogLevel?, _ message: String, _ details: KeyValuePairs<String, String>) {
    self.level = level
    self.message = message
    self.details = details.map { Detail(name: $0.key, value: $0.value) }
  }
}

/// Where messages go.
package struct FpmLog: Sendable {
  /// What is less important than this is not told.
  package var threshold: FpmLogLevel
  private let sink: @Sendable (FpmLogEntry) -> Void

  /// Makes a log.
  package init(threshold: FpmLogLevel = .warn, sink: @escaping @Sendable (FpmLogEntry) -> Void) {
    self.threshold = threshold
    self.sink = sink
  }

  /// Tells something whatever the threshold.
  package func always(_ message: String, _ details: KeyValuePairs<String, String> = [:]) {
    sink(FpmLogEntry(nil, message, details))
  }

  package func debug(_ message: String, _ details: KeyValuePairs<String, String> = [:]) {
    tell(.debug, message, details)
  }

  package func info(_ message: String, _ details: KeyValuePairs<String, String> = [:]) { tell(.info, message, details) }

  package func warn(_ message: String, _ details: KeyValuePairs<String, String> = [:]) { tell(.warn, message, details) }

  package func error(_ message: String, _ details: KeyValuePairs<String, String> = [:]) {
    tell(.error, message, details)
  }

  package func fatal(_ message: String, _ details: KeyValuePairs<String, String> = [:]) {
    tell(.fatal, message, details)
  }

  private func tell(_ level: FpmLogLevel, _ message: String, _ details: KeyValuePairs<String, String>) {
    guard level >= threshold else { return }
    sink(FpmLogEntry(level, message, details))
  }
}
