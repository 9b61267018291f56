/// What is said about files that are no manifests, and about the run itself.
enum EngineChecks {
  static let all = [unreadable, malformed, nameless, failure, run]

  static let unreadable = Check(
    "lint.manifest001", method: "", family: .reading, summary: "Manifests should be readable.",
    messages: [
      .init("", .critical, "a file cannot be read", remedy: "check the file's name and who may read it")
    ],
    explanation: "Nothing can be said about a manifest that cannot be read.",
    wrong: "a name of a file that does not exist",
    right: "the name of a manifest",
    body: .elsewhere)

  static let malformed = Check(
    "lint.manifest002", method: "", family: .reading, summary: "Manifests should consist of actions.",
    messages: [
      .init(
        "", .critical, "a line is no action, or the name of the package is no FMRI",
        remedy: "write TYPE [HASH] NAME=VALUE…; run pkgwright mogrify first where the file has transforms or macros")
    ],
    explanation: """
      Each line of a manifest is an action, a comment or empty; a backslash at the end continues it in the next one. \
      Transforms, includes and `$(macros)` are not understood here: what is checked is what would be published. The text \
      is UTF-8.
      """,
    wrong: "file usr/bin/demo owner=root group=bin mode = 0555",
    right: "file path=usr/bin/demo owner=root group=bin mode=0555",
    body: .elsewhere)

  static let nameless = Check(
    "lint.manifest003", method: "", family: .reading, summary: "Manifests should name their package.",
    messages: [
      .init(
        "", .critical, "`pkg.fmri` is missing or has no version",
        remedy: "add set name=pkg.fmri value=pkg://PUBLISHER/NAME@VERSION")
    ],
    explanation: """
      A manifest begins with the name and the version of its package. Without them it cannot be compared with others.
      """,
    wrong: "set name=pkg.fmri value=pkg://example.org/demo",
    right: "set name=pkg.fmri value=pkg://example.org/demo@1.0",
    body: .elsewhere)

  static let failure = Check(
    "lint.error", method: "", family: .engine, summary: "Checks should be able to do their work.",
    messages: [
      .init(
        "", .error, "a check could not be done, because an attribute is missing or given twice",
        remedy: "mend what pkglint.action009 or pkglint.action006 says about the same action")
    ],
    explanation: """
      A check that meets an action it cannot make sense of says so and goes on with the next one. The action itself is \
      reported by the checks that validate actions. On actions with `pkg.linted` attributes this is only informational.
      """,
    wrong: "depend fmri=pkg:/demo",
    right: "depend fmri=pkg:/demo type=require",
    body: .elsewhere)

  static let run = Check(
    "pkglint001", method: "", family: .engine, summary: "Suppressed messages should be known.",
    messages: [
      .init(".3", .debug, "says which package is checked", remedy: "nothing needs to be done"),
      .init(
        ".5", .info, "a message was suppressed by a `pkg.linted` attribute",
        remedy: "remove the attribute when the reason for it is gone"),
      .init(
        ".6", .error, "a `pkg.linted` attribute has several values, so it suppresses nothing",
        remedy: "keep one value"),
    ],
    explanation: """
      `pkg.linted.ID=true` on an action, or `set name=pkg.linted.ID value=true` for the package, suppresses messages whose \
      id begins with ID. The parameter `pkglint001.5.report-linted = False` stops pkglint from telling about each of them.
      """,
    wrong: "set name=pkg.linted value=true value=false",
    right: "set name=pkg.linted.pkglint.action002 value=true",
    body: .elsewhere)
}
