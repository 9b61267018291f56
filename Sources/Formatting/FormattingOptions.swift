/// The canonical layouts of manifests that pkgfmt knows.
public enum FormatStyle: String, CaseIterable, Hashable, Sendable {
  /// Actions by type, attributes by name.
  case v1
  /// Actions that deliver paths in the order of the paths, owner, group and mode in front.
  case v2
}

/// How a manifest is laid out.
public struct FormattingOptions: Hashable, Sendable {
  /// The layout.
  public var style: FormatStyle
  /// Whether each action stays on one line.
  public var unwraps: Bool
  /// Whether what `pkgdepend generate` left behind is removed: attributes whose names begin with `pkg.depend.` or
  /// `pkg.debug`, and `set` actions whose names begin with `pkg.debug`.
  public var strips: Bool

  /// Chooses a layout.
  public init(style: FormatStyle = .v2, unwraps: Bool = false, strips: Bool = false) {
    self.style = style
    self.unwraps = unwraps
    self.strips = strips
  }
}
