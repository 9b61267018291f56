import PackageModel

extension Check.Body {
  /// Reports what a function has to say about actions of some kinds, with the attribute that is meant, where a run asks what
  /// gets lost on the way to a target.
  static func actions(
    _ kinds: Set<ActionKind>, to target: MappingTarget,
    _ text: @escaping @Sendable (LintAction) -> (String, ByteString?)?
  ) -> Check.Body {
    .manifest { session in
      guard session.settings.targets.contains(target) else { return }
      for action in session.package.actions where kinds.contains(action.kind) {
        guard let (message, attribute) = text(action) else { continue }
        session.look(at: action)
        session.report("", message, attribute: attribute)
      }
    }
  }
}
