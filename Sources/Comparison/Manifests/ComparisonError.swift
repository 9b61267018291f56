public import PackageModel

/// Why two manifests cannot be compared.
public enum ComparisonError: Error, Hashable, Sendable {
  /// A manifest has lines that are neither actions nor comments.
  case unreadable(Diagnostics)
  /// A variant is declared with different values in the two manifests.
  case differentVariants(name: ByteString, first: [ByteString], second: [ByteString])
  /// A manifest declares a variant, but not the value that was asked for.
  case unknownVariantValue(name: ByteString, value: ByteString, file: String, declared: [ByteString])
}

extension ComparisonError: CustomStringConvertible {
  /// What is wrong, and what to do about it.
  public var description: String {
    func list(_ values: [ByteString]) -> String { values.map(\.text).joined(separator: ", ") }
    switch self {
    case .unreadable(let diagnostics):
      return diagnostics.description
    case .differentVariants(let name, let first, let second):
      return "the manifests declare different values of \(name): \(list(first)) and \(list(second)); "
        + "choose one value that both have"
    case .unknownVariantValue(let name, let value, let file, let declared):
      return "\(file) has no \(name)=\(value); the values there are \(list(declared))"
    }
  }
}
