/// What is wrong with overrides. Whether they are used is known when everything else has run.
enum OverrideChecks {
  static let all = [malformed, unused, mismatched]

  private static let malformed = DebianCheck(
    .error, "malformed-override", .debianOverrides, "A line of the overrides cannot be read",
    remedy: "write TAG, or PACKAGE: TAG CONTEXT",
    explanation: """
      A line of `usr/share/lintian/overrides/PACKAGE` names a tag and, if not all of its findings are meant, the context \
      of those that are. What limits it to a package, to architectures or to a type of package stands before a colon.
      """,
    wrong: "demo [amd64] dir-or-file-in-opt",
    right: "demo [amd64]: dir-or-file-in-opt"
  ) { package, report in
    let overrides = Overrides(of: package)
    for (line, reason) in overrides.malformed {
      report(reason, at: .path("usr/share/lintian/overrides/" + package.name, line: line))
    }
  }

  static let unused = DebianCheck(
    .info, "unused-override", .debianOverrides, "An override silences nothing",
    remedy: "remove the line",
    explanation: """
      The overridden tag was not found anywhere. What the override was made for is gone, so the line would only hide the \
      next mistake of that kind. Overrides of tags that are not known here are left alone.
      """,
    wrong: "# the package was moved out of /opt long ago\ndir-or-file-in-opt",
    right: "# overrides of what is still there only"
  ) { _, _ in }

  static let mismatched = DebianCheck(
    .warning, "mismatched-override", .debianOverrides, "An override has a context that no finding has",
    remedy: "copy the words behind the tag, the place in brackets included, or put * for what varies",
    explanation: """
      The tag was found, but with other words than those of the override. Contexts are compared as a whole, with the \
      place in brackets at their end; `*` stands for any text and `?` for any character.
      """,
    wrong: "elevated-privileges usr/bin/demo 4755 root/root",
    right: "elevated-privileges 4755 root/root [usr/bin/demo]"
  ) { _, _ in }
}
