public import PackageModel

/// What two manifests do not have in common.
public struct ManifestDifference: Hashable, Sendable {
  /// One action that is not the same on both sides.
  public enum Change: Hashable, Sendable {
    /// Only the first manifest has it.
    case removed(Action)
    /// Only the second manifest has it.
    case added(Action)
    /// Both have it, with other attributes.
    case changed(ActionChange)
  }

  /// The changes, in the order of their keys.
  public var changes: [Change]

  /// Whether the manifests are the same as far as was asked for.
  public var isEmpty: Bool { changes.isEmpty }
}

/// How an action differs from its counterpart.
public struct ActionChange: Hashable, Sendable {
  /// The values of one attribute on both sides; `nil` where it is missing.
  public struct AttributeChange: Hashable, Sendable {
    /// The attribute's name.
    public var name: ByteString
    /// The values in the first manifest.
    public var old: Attributes.Entry?
    /// The values in the second manifest.
    public var new: Attributes.Entry?
  }

  /// The names of the payloads on both sides; `nil` where there is none.
  public struct PayloadChange: Hashable, Sendable {
    /// The name in the first manifest.
    public var old: ByteString?
    /// The name in the second manifest.
    public var new: ByteString?
  }

  /// The action of the first manifest.
  public var old: Action
  /// The action of the second manifest.
  public var new: Action
  /// The names of the attributes that are the same, in order.
  public var same: [ByteString]
  /// The payload, if it differs and counts.
  public var payload: PayloadChange?
  /// The attributes that differ and count, by name.
  public var attributes: [AttributeChange]
}
