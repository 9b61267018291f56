import PackageModel

/// The types of dependency that pkg(7) knows.
enum DependencyTypes {
  /// Their names in the order of their bytes.
  static let names: [ByteString] = [
    "conditional", "exclude", "group", "group-any", "incorporate", "optional", "origin", "parent", "require",
    "require-any",
  ]

  /// The place of a name among the names.
  static func rank(_ type: Span<UInt8>) -> Int? {
    names.firstIndex { type.equals($0.bytes, at: 0..<type.count) }
  }
}
