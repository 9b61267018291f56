import PackageModel

/// What two actions must have in common to be the same thing in two manifests.
struct ActionKey: Hashable {
  private let kind: ActionKind
  /// The values of the key attribute in order, and for a mediated link what tells it from others at the same path.
  private let values: [ByteString]
  private let mediation: [ByteString?]

  init(_ action: Action) {
    kind = action.kind
    if let key = action.kind.keyAttribute {
      values = action.attributes.values(key)
    } else {
      // An action without a key is only the same as one that looks the same.
      values = [action.line(showsMissingHash: true)]
    }
    let isLink = action.kind == .link || action.kind == .hardlink
    mediation =
      isLink && action.attributes.contains("mediator")
      ? ["mediator", "mediator-version", "mediator-implementation"].map { action.attributes[$0] } : []
  }
}
