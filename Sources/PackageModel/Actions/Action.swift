/// One action of a manifest, as an editable value.
public struct Action: Hashable, Sendable {
  /// What the action does.
  public var kind: ActionKind
  /// The name of the payload: a hash, or before publication the payload's path in the tree. `nil` is what the IPS tools
  /// call `NOHASH`.
  public var payload: ByteString?
  /// The attributes in order.
  public var attributes: Attributes

  /// Makes an action; nothing is checked.
  public init(_ kind: ActionKind, payload: ByteString? = nil, _ attributes: Attributes = Attributes()) {
    self.kind = kind
    self.payload = payload
    self.attributes = attributes
  }

  /// Makes an action from pairs; a repeated name adds a value.
  public init(_ kind: ActionKind, payload: ByteString? = nil, _ pairs: [(ByteString, ByteString)]) {
    self.init(kind, payload: payload, Attributes(pairs))
  }

  /// The value of the attribute that tells actions of this kind apart.
  public var key: ByteString? { kind.keyAttribute.flatMap { attributes[$0] } }
}
