import PackageModel

/// What a depot offers, as it says in answer to `versions/0`: a line for each operation with its versions.
struct SupportedOperations: Sendable {
  private var versions: [ByteString: [Int]] = [:]

  /// - Returns: `nil` for an answer that is not a depot's.
  init?(_ body: [UInt8]) {
    let lines = ByteString(body).split(on: ASCII.newline)
    guard lines.first?.hasPrefix("pkg-server") ?? false else { return nil }
    for line in lines.dropFirst() {
      let words = line.split(on: ASCII.space).filter { !$0.isEmpty }
      guard let name = words.first else { continue }
      versions[name] = words.dropFirst().compactMap { Int($0.text) }
    }
  }

  func offers(_ operation: ByteString, _ version: Int) -> Bool { versions[operation]?.contains(version) ?? false }
}
