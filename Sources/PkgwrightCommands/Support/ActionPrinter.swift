import PackageModel

/// Prints actions one by one, a batch of them at a time, so that memory stays flat however many there are.
struct ActionPrinter {
  private static let batchSize = 4096

  private var batch = Manifest()
  private let write: ([UInt8]) throws -> Void

  /// - Parameter write: gets the text, whole lines of it.
  init(_ write: @escaping ([UInt8]) throws -> Void) {
    self.write = write
  }

  mutating func print(_ action: Action) throws {
    try batch.append(action)
    if batch.actionCount == Self.batchSize { try flush() }
  }

  /// Prints what has not been printed yet.
  mutating func flush() throws {
    guard batch.actionCount > 0 else { return }
    try write(batch.text())
    batch = Manifest()
  }
}
