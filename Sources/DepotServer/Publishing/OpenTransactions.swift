package import IPSRepository
package import PackageModel
import Synchronization

/// A transaction that a client has opened. Files come in side by side; everything else, one after the other.
package final class OpenTransaction: @unchecked Sendable {
  package let id: ByteString
  package let fmri: FMRI
  package let intake: PayloadIntake
  /// Whether it adds signatures to a package that is published.
  let addsSignatures: Bool

  /// When a client last did something with it; also the lock for ``transaction``, which nobody touches without it.
  private let lastTouched = Mutex(HTTPDate.now)
  private var transaction: Transaction?

  init(_ transaction: sending Transaction, addsSignatures: Bool = false) {
    id = transaction.id
    fmri = transaction.fmri
    intake = transaction.intake
    self.addsSignatures = addsSignatures
    self.transaction = transaction
  }

  var touched: Int64 { lastTouched.withLock { $0 } }

  func touch() { lastTouched.withLock { $0 = HTTPDate.now } }

  /// Works on the transaction.
  ///
  /// - Parameter ending: whether the transaction is over when the work is done.
  /// - Throws: ``RepositoryError/unknownTransaction(_:)`` where it is over already.
  func work<Value: Sendable>(
    ending: Bool = false, _ body: (Transaction) throws(RepositoryError) -> Value
  ) throws(RepositoryError) -> Value {
    try lastTouched.withLock { (touched) throws(RepositoryError) in
      guard let transaction else { throw .unknownTransaction(id) }
      touched = HTTPDate.now
      let value = try body(transaction)
      if ending { self.transaction = nil }
      return value
    }
  }
}

/// The transactions that clients have opened and not closed. They live as long as the depot runs.
package final class OpenTransactions: Sendable {
  private let transactions = Mutex<[ByteString: OpenTransaction]>([:])

  /// Those that are open.
  package var all: [OpenTransaction] { transactions.withLock { Array($0.values) } }

  func insert(_ transaction: OpenTransaction) { transactions.withLock { $0[transaction.id] = transaction } }

  func remove(_ id: ByteString) { transactions.withLock { $0[id] = nil } }

  /// The transaction that a component of a path names. Nothing a client sends becomes a path this way.
  ///
  /// - Throws: ``DepotFailure`` with status 400.
  func transaction(_ name: ByteString?) throws(DepotFailure) -> OpenTransaction {
    guard let name else { throw DepotFailure(400, "The transaction's name is missing.") }
    let id = PercentEncoding.encode(name)
    guard let found = transactions.withLock({ $0[id] }) else {
      throw DepotFailure(400, "No transaction matching '\(id)' could be found.")
    }
    return found
  }

  /// Gives up transactions that nobody has worked on.
  ///
  /// - Parameter seconds: for how long.
  func abandonIdle(seconds: Int64) {
    let now = HTTPDate.now
    for transaction in all where now - transaction.touched > seconds { abandon(transaction) }
  }

  /// Gives all transactions up.
  package func abandonAll() {
    for transaction in all { abandon(transaction) }
  }

  /// Gives a transaction up.
  func abandon(_ transaction: OpenTransaction) {
    remove(transaction.id)
    try? transaction.work(ending: true) { (open) throws(RepositoryError) in try open.abandon() }
  }
}
