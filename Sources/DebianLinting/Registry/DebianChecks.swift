package import Linting

/// All checks of Debian packages.
package enum DebianChecks {
  /// The checks in the order of the documentation.
  package static let all: [DebianCheck] =
    ArchiveChecks.all + FieldChecks.all + ControlFileChecks.all + ChangelogChecks.all + DocumentationChecks.all
    + RelationChecks.all + PathChecks.all + LinkChecks.all + PermissionChecks.all + BinaryChecks.all
    + MaintainerScriptChecks.all + ScriptChecks.all + InitScriptChecks.all + UnitChecks.all + ManualChecks.all
    + OverrideChecks.all

  /// What there is to say about them, for the catalogue of all checks.
  package static let described: [Check] = all.map(\.check)

  private static let byTag = Dictionary(all.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })

  /// The check of a tag.
  package static func check(_ tag: String) -> DebianCheck? { byTag[tag] }

  /// Whether a name of a tag, also one that it had earlier, is that of a check.
  package static func knows(_ name: String) -> Bool { byTag[RenamedTags.current(name)] != nil }
}
