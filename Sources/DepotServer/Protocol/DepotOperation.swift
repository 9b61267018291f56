import PackageModel

/// The operations of the depot protocol, version 1 of HTTP paths: `[/PUBLISHER]/OPERATION/VERSION[/ARGUMENT…]`.
package enum DepotOperation: String, CaseIterable, Hashable, Sendable {
  case abandon, add, admin, append, catalog, close, file, index, info, manifest, open, p5i, publisher, search, status,
    versions

  /// The versions of the operation that there are.
  var versions: [Int] {
    switch self {
    case .catalog, .manifest, .publisher, .search: [0, 1]
    case .file: [0, 1, 2]
    default: [0]
    }
  }

  /// Whether the operation changes the repository or asks for work to be done on it.
  package var isModifying: Bool {
    switch self {
    case .abandon, .add, .admin, .append, .close, .index, .open: true
    default: false
    }
  }

  /// The operation that a component of a path names.
  init?(_ name: ByteString) {
    guard let operation = Self.names[name] else { return nil }
    self = operation
  }

  private static let names = Dictionary(uniqueKeysWithValues: allCases.map { (ByteString($0.rawValue), $0) })
}

/// The operations that a depot offers, by its mode and what its administrator has turned off.
package struct OperationTable: Sendable {
  private let offered: [DepotOperation: [Int]]

  /// - Parameters:
  ///   - mode: what the depot lets clients do.
  ///   - disabled: what is turned off; without versions, all of an operation.
  ///   - namesPublisher: whether a mirror can say who its publisher is.
  package init(_ mode: DepotMode, disabled: [DepotOperation: [Int]?] = [:], namesPublisher: Bool = true) {
    var offered: [DepotOperation: [Int]] = [:]
    for operation in DepotOperation.allCases where Self.belongs(operation, to: mode, namesPublisher) {
      var versions = operation.versions
      if let off = disabled[operation] {
        guard let off else { continue }
        versions.removeAll { off.contains($0) }
      }
      if !versions.isEmpty { offered[operation] = versions }
    }
    self.offered = offered
  }

  private static func belongs(_ operation: DepotOperation, to mode: DepotMode, _ namesPublisher: Bool) -> Bool {
    switch mode {
    case .writable: return true
    case .readOnly: return !operation.isModifying
    case .mirror:
      if operation == .publisher { return namesPublisher }
      return operation == .file || operation == .status || operation == .versions
    }
  }

  /// Whether the depot offers a version of an operation.
  package func offers(_ operation: DepotOperation, _ version: Int) -> Bool {
    offered[operation]?.contains(version) ?? false
  }

  /// The text of `versions/0`: clients decide by it what they can do.
  package var text: [UInt8] {
    var text = "pkg-server \(DepotVersion.text)\n"
    for operation in DepotOperation.allCases {
      guard let versions = offered[operation] else { continue }
      text += operation.rawValue + versions.map { " \($0)" }.joined() + "\n"
    }
    return Array(text.utf8)
  }
}

/// What the depot calls itself.
package enum DepotVersion {
  package static let text = "pkgwright-1"
}
