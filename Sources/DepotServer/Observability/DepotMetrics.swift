import PackageModel
import Synchronization

/// What happened since the depot was started, in the text format of Prometheus, version 0.0.4.
final class DepotMetrics: Sendable {
  /// The upper ends of the classes of latencies, in microseconds.
  private static let ends: [Int64] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
  ]

  private struct Figures {
    /// By the first digit of the status.
    var statuses = [UInt64](repeating: 0, count: 6)
    /// One class more than there are ends.
    var classes = [UInt64](repeating: 0, count: DepotMetrics.ends.count + 1)
    var nanoseconds: UInt64 = 0
    var received: UInt64 = 0
    var sent: UInt64 = 0
  }

  /// A place for each operation, and one for pages.
  private let figures = Mutex([Figures](repeating: Figures(), count: DepotOperation.allCases.count + 1))
  let published = Atomic<Int>(0)
  let refused = Atomic<Int>(0)
  let connections = Atomic<Int>(0)

  private static let places = Dictionary(
    uniqueKeysWithValues: DepotOperation.allCases.enumerated().map { ($0.element, $0.offset) })

  func note(_ record: RequestRecord) {
    let place = record.operation.flatMap { Self.places[$0] } ?? DepotOperation.allCases.count
    let latency = record.nanoseconds / 1000
    let index = Self.ends.firstIndex { latency <= $0 } ?? Self.ends.count
    figures.withLock { figures in
      figures[place].statuses[min(max(record.status / 100, 0), 5)] &+= 1
      figures[place].classes[index] &+= 1
      figures[place].nanoseconds &+= UInt64(max(record.nanoseconds, 0))
      figures[place].received &+= UInt64(max(record.received, 0))
      figures[place].sent &+= UInt64(max(record.sent, 0))
    }
  }

  /// The text, without operations that nobody has asked for.
  func text(openTransactions: Int) -> [UInt8] {
    let names = DepotOperation.allCases.map(\.rawValue) + ["page"]
    let figures = figures.withLock { $0 }
    let used = zip(names, figures).filter { $0.1.statuses.contains { $0 > 0 } }
    var text = Self.head("pkgwright_depot_requests_total", "counter", "Requests that were answered.")
    for (name, figures) in used {
      for (digit, count) in figures.statuses.enumerated() where count > 0 {
        text += "pkgwright_depot_requests_total{operation=\"\(name)\",status=\"\(digit)xx\"} \(count)\n"
      }
    }
    text += Self.head(
      "pkgwright_depot_request_seconds", "histogram", "Time from the head of a request to the end of its answer.")
    for (name, figures) in used {
      var sum: UInt64 = 0
      for (end, count) in zip(Self.ends, figures.classes) {
        sum += count
        text +=
          "pkgwright_depot_request_seconds_bucket{operation=\"\(name)\",le=\"\(Self.seconds(UInt64(end) * 1000))\"} \(sum)\n"
      }
      sum += figures.classes[Self.ends.count]
      text += "pkgwright_depot_request_seconds_bucket{operation=\"\(name)\",le=\"+Inf\"} \(sum)\n"
      text += "pkgwright_depot_request_seconds_sum{operation=\"\(name)\"} \(Self.seconds(figures.nanoseconds))\n"
      text += "pkgwright_depot_request_seconds_count{operation=\"\(name)\"} \(sum)\n"
    }
    text += Self.head("pkgwright_depot_sent_bytes_total", "counter", "Bytes of the bodies of answers.")
    for (name, figures) in used {
      text += "pkgwright_depot_sent_bytes_total{operation=\"\(name)\"} \(figures.sent)\n"
    }
    text += Self.head("pkgwright_depot_received_bytes_total", "counter", "Bytes of the bodies of requests.")
    for (name, figures) in used {
      text += "pkgwright_depot_received_bytes_total{operation=\"\(name)\"} \(figures.received)\n"
    }
    text += Self.single(
      "pkgwright_depot_published_total", "counter", "Packages that were published.", published.load(ordering: .relaxed))
    text += Self.single(
      "pkgwright_depot_refused_total", "counter", "Requests of clients that may not publish.",
      refused.load(ordering: .relaxed))
    text += Self.single(
      "pkgwright_depot_connections", "gauge", "Connections that are open.", connections.load(ordering: .relaxed))
    text += Self.single(
      "pkgwright_depot_transactions", "gauge", "Transactions that are open.", openTransactions)
    return Array(text.utf8)
  }

  private static func head(_ name: String, _ type: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private static func single(_ name: String, _ type: String, _ help: String, _ value: Int) -> String {
    head(name, type, help) + "\(name) \(value)\n"
  }

  /// Seconds with as many digits as it takes.
  private static func seconds(_ nanoseconds: UInt64) -> String {
    let fraction = CivilTime.padded(Int(nanoseconds % 1_000_000_000), 9)
    let digits = String(fraction.reversed().drop { $0 == "0" }.reversed())
    return "\(nanoseconds / 1_000_000_000)" + (digits.isEmpty ? "" : "." + digits)
  }
}
