import PackageModel

/// The checks that look for actions that get into each other's way, in the order in which they run.
enum DuplicateChecks {
  static let all = [
    directoryParents, drivers, groupIDs, groupNames, legacyPackages, pathTypes, paths, sharedAttributes, userIDs,
    userNames,
    mediatedLinks, overlays,
  ]

  static let everyKind = Set(ActionKind.allCases)

  private static let remedy =
    "deliver it in one package only, or tag the actions with variants that exclude each other"

  /// The messages of all checks of this form.
  private static func messages(_ what: String) -> [Check.Message] {
    [
      .init(".1", .error, "\(what) is delivered more than once, whatever the variants are", remedy: remedy),
      .init(".2", .error, "\(what) is delivered more than once for some variants", remedy: remedy),
    ]
  }

  static let paths = Check(
    "pkglint.dupaction001", method: "duplicate_paths", family: .duplicates, summary: "Paths should be unique.",
    messages: messages("a file's path"),
    explanation: """
      A file belongs to one package. Where two packages deliver it, they cannot be installed together. Files that overlay \
      each other on purpose (`overlay=allow` and `overlay=true`) and mediated links are fine.
      """,
    wrong: """
      file a/demo path=usr/bin/demo owner=root group=bin mode=0555
      file b/demo path=usr/bin/demo owner=root group=bin mode=0555
      """,
    right: """
      file a/demo path=usr/bin/demo owner=root group=bin mode=0555 variant.arch=i386
      file b/demo path=usr/bin/demo owner=root group=bin mode=0555 variant.arch=sparc
      """,
    body: .action([.file, .license]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.path, in: session.model.paths, kinds: [.file, .license], action, session)
    })

  static let drivers = Check(
    "pkglint.dupaction002", method: "duplicate_drivers", family: .duplicates,
    summary: "Driver names should be unique.", messages: messages("a driver"),
    explanation: "A driver is known to the system by its name, so there can be only one of that name.",
    wrong: """
      driver name=demo alias=pci1,2
      driver name=demo perms="* 0666 root sys"
      """,
    right: "driver name=demo alias=pci1,2 perms=\"* 0666 root sys\"",
    body: .action([.driver]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.name, in: session.model.drivers, kinds: [.driver], action, session)
    })

  static let userNames = Check(
    "pkglint.dupaction003", method: "duplicate_usernames", family: .duplicates,
    summary: "User names should be unique.", messages: messages("a user's name"),
    explanation: """
      A user is made by one package. Where others need the user as well they depend on that package.
      """,
    wrong: """
      user username=demo group=other uid=101
      user username=demo group=staff uid=102
      """,
    right: "user username=demo group=other uid=101",
    body: .action([.user]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.username, in: session.model.usernames, kinds: [.user], action, session)
    })

  static let userIDs = Check(
    "pkglint.dupaction004", method: "duplicate_uids", family: .duplicates, summary: "UIDs should be unique.",
    messages: messages("a user's number"),
    explanation: "Users with the same number own the same files and may stop each other's processes.",
    wrong: """
      user username=demo group=other uid=101
      user username=web group=other uid=101
      """,
    right: """
      user username=demo group=other uid=101
      user username=web group=other uid=102
      """,
    body: .action([.user]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.uid, in: session.model.uids, kinds: [.user], action, session)
    })

  static let groupNames = Check(
    "pkglint.dupaction005", method: "duplicate_groupnames", family: .duplicates,
    summary: "Group names should be unique.", messages: messages("a group's name"),
    explanation: """
      A group is made by one package. Where others need the group as well they depend on that package.
      """,
    wrong: """
      group groupname=demo gid=101
      group groupname=demo gid=102
      """,
    right: "group groupname=demo gid=101",
    body: .action([.group]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.groupname, in: session.model.groupnames, kinds: [.group], action, session)
    })

  static let groupIDs = Check(
    "pkglint.dupaction006", method: "duplicate_gids", family: .duplicates, summary: "GIDs should be unique.",
    messages: messages("a group's number"),
    explanation: """
      Groups with the same number have the same rights. The check has its id and its place in listings and exclusions, but \
      gives no message: pkglint looks for an attribute that group actions do not have, and what passes there passes here.
      """,
    wrong: """
      group groupname=demo gid=101
      group groupname=web gid=101
      """,
    right: """
      group groupname=demo gid=101
      group groupname=web gid=102
      """,
    body: .action([]) { _, _ in })

  static let legacyPackages = Check(
    "pkglint.dupaction015", method: "duplicate_legacy", family: .duplicates,
    summary: "Legacy package names should be unique.", messages: messages("a record of the old package database"),
    explanation: "The old package database has one record for each package, so one `legacy` action writes it.",
    wrong: """
      legacy pkg=SUNWdemo name=Demo version=1.0
      legacy pkg=SUNWdemo name="Demo tools" version=1.0
      """,
    right: "legacy pkg=SUNWdemo name=Demo version=1.0",
    body: .action([.legacy]) { (action, session) throws(CheckFailure) in
      try Duplicates.report(.pkg, in: session.model.legacyPackages, kinds: [.legacy], action, session)
    })
}
