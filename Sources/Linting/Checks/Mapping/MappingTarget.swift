/// The kind of package that a manifest is meant for.
package enum MappingTarget: String, Sendable, Hashable, CaseIterable {
  /// A .deb file.
  case debian
  /// A package of an IPS repository.
  case ips
}

extension CheckFamily {
  /// What a manifest says that one of both worlds has no word for.
  package static let mapping = CheckFamily("mapping", title: "What gets lost on the way (`--target`)")
}
