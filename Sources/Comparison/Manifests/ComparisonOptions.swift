public import PackageModel

/// What a comparison of two manifests looks at.
public struct ComparisonOptions: Hashable, Sendable {
  /// Which attributes count.
  public enum Attributes: Hashable, Sendable {
    /// All of them.
    case all
    /// All but these.
    case allBut(Set<ByteString>)
    /// Only these.
    case only(Set<ByteString>)
  }

  /// The kinds of action to compare; `nil` for all.
  public var kinds: Set<ActionKind>?
  /// The attributes that count. The name of a payload is called `hash`.
  public var attributes: Attributes
  /// The values of variants to compare the manifests for, by the full name as in `variant.arch`.
  public var variants: [ByteString: ByteString]
  /// Whether the hashes of signed files are left aside where both sides have hashes that signing does not change.
  public var ignoresSignatures: Bool

  /// Compares everything unless something else is said.
  public init(
    kinds: Set<ActionKind>? = nil, attributes: Attributes = .all, variants: [ByteString: ByteString] = [:],
    ignoresSignatures: Bool = false
  ) {
    self.kinds = kinds
    self.attributes = attributes
    self.variants = variants
    self.ignoresSignatures = ignoresSignatures
  }

  /// The attributes that go with those that a user asks to ignore: times always, what follows from a hash with `hash`,
  /// all sizes with `size`.
  public static func ignoring(_ names: some Sequence<ByteString>) -> Attributes {
    var ignored: Set<ByteString> = []
    for name in names {
      ignored.formUnion(["timestamp", name])
      if name == "hash" { ignored.formUnion(["chash", "pkg.content-hash", "elfhash"]) }
      if name == "size" { ignored.formUnion(["pkg.csize", "pkg.size"]) }
    }
    return ignored.isEmpty ? .all : .allBut(ignored)
  }
}
