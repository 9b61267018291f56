import IPSRepository
import PackageModel
import Payload
import Synchronization

/// The transactions that end with this process: a signal that ends it abandons them first.
enum OpenTransactions {
  private static let open = Mutex<[ByteString: DepotTransport]>([:])

  private static let signalsAreWatched: Void = Interruption.onSignal {
    for (id, transport) in open.withLock({ $0 }) {
      // Nobody waits long for a program to end.
      let hurried = transport.with { settings in settings.attempts = 1 }
      _ = try? hurried.send(DepotTransaction.abandonment(of: id))
    }
  }

  static func insert(_ id: ByteString, _ transport: DepotTransport) {
    open.withLock { $0[id] = transport }
    signalsAreWatched
  }

  static func remove(_ id: ByteString) {
    open.withLock { $0[id] = nil }
  }
}
