import Glibc
import IPSRepository
import PackageModel
import Payload
import Synchronization

/// The transactions that end with this process: a signal that ends it abandons them first.
enum OpenTransactions {
  private struct State {
    /// How many are being opened: the depot may have them before this side knows their names.
    var opening = 0
    var open: [ByteString: DepotTransport] = [:]
  }

  private static let state = Mutex(State())
  /// Nobody waits long for a program to end: milliseconds for the answers of depots that are opening transactions.
  private static let patience = 3000

  private static let signalsAreWatched: Void = Interruption.onSignal {
    var waited = 0
    while state.withLock({ $0.opening }) > 0, waited < patience {
      usleep(10_000)
      waited += 10
    }
    for (id, transport) in state.withLock({ $0.open }) {
      let hurried = transport.with { settings in settings.attempts = 1 }
      _ = try? hurried.send(DepotTransaction.abandonment(of: id))
    }
  }

  /// Calls a function that opens a transaction and notes its name.
  static func opening<Value>(_ body: () throws(RepositoryError) -> Value) throws(RepositoryError) -> Value {
    signalsAreWatched
    state.withLock { $0.opening += 1 }
    defer { state.withLock { $0.opening -= 1 } }
    return try body()
  }

  static func insert(_ id: ByteString, _ transport: DepotTransport) {
    state.withLock { $0.open[id] = transport }
  }

  static func remove(_ id: ByteString) {
    state.withLock { $0.open[id] = nil }
  }
}
