/// Names that tags had in earlier releases of lintian, which old overrides still use.
enum RenamedTags {
  private static let names = [
    "binary-without-manpage": "no-manual-page", "setuid-binary": "elevated-privileges",
    "setgid-binary": "elevated-privileges", "setuid-gid-binary": "elevated-privileges",
    "debian-changelog-file-missing": "no-changelog", "changelog-file-missing-in-native-package": "no-changelog",
    "binary-or-shlib-defines-rpath": "custom-library-search-path",
    "package-contains-hardlinks": "package-contains-hardlink",
    "library-in-debug-or-profile-should-not-be-stripped": "stripped-library",
  ]

  /// The name that a tag has now.
  static func current(_ tag: String) -> String { names[tag] ?? tag }
}
