import PackageModel

/// Packages against the version of them that was published before.
enum UpgradeChecks {
  static let all = [downgrade, removedPath, droppedConffile, kind, owner, mode]

  static let downgrade = Check(
    "upgrade.downgrade", method: "downgrade", family: .upgrade, summary: "Versions should not go backwards.",
    messages: [
      .init(
        "", .error, "the version is lower than the one that is published",
        remedy: "raise the version; where upstream went backwards, raise the branch of a release that sorts higher")
    ],
    explanation: """
      Nobody gets an update whose version is lower than what is installed. Release, branch and build release are compared; \
      times are not.
      """,
    wrong: "set name=pkg.fmri value=pkg://example.org/demo@1.9      # 1.10 is published",
    right: "set name=pkg.fmri value=pkg://example.org/demo@1.11",
    body: .manifest { session in
      guard let previous = session.model.upgrade(of: session.package)?.previous,
        !session.package.fmri.succeeds(previous.fmri, ignoringPublishers: true)
      else { return }
      session.report(
        "", "the version \(version(session.package)) is lower than \(version(previous)), which is published",
        attribute: "value", related: Array(previous.actions.prefix(1)))
    })

  static let removedPath = Check(
    "upgrade.removed-path", method: "removed_path", family: .upgrade,
    summary: "What was delivered should still be delivered.",
    messages: [
      .init(
        "", .warning, "a path of the published version is delivered by no package of the run",
        remedy: "deliver it, or leave a link at the old place; ignore the message where it shall go")
    ],
    explanation: """
      Programs, libraries and configuration of others rely on paths. One that disappears with an update is a breakage that \
      should be meant. A path that another package of the run takes over is fine. Obsolete and renamed packages may drop \
      what they like.
      """,
    wrong: "# demo@1.0 delivers usr/bin/demo, demo@1.1 does not",
    right: "link path=usr/bin/demo target=demo-ng",
    body: .manifest { session in
      guard let upgrade = upgrade(session) else { return }
      for old in upgrade.removed where !UpgradeComparison.isEditable(old) {
        session.report(
          "", "\(path(old)), which \(upgrade.previous.name) delivers, is gone", attribute: "value", related: [old])
      }
    })

  static let droppedConffile = Check(
    "upgrade.dropped-conffile", method: "dropped_conffile", family: .upgrade,
    summary: "Files that users edit should stay editable.",
    messages: [
      .init(
        ".1", .error, "a file that users may have edited has no `preserve` any more",
        remedy: "keep preserve=…: without it the update throws away what users wrote"),
      .init(
        ".2", .warning, "a file that users may have edited is not delivered any more",
        remedy: "tell users where its contents belong now; deliver it with preserve=abandon to leave it alone"),
    ],
    explanation: """
      A file with `preserve` belongs to its users once it is installed; in a Debian package it is a conffile. When an update \
      delivers it without `preserve`, what users wrote is replaced; when it is gone from the package, their settings stop \
      to count without a word.
      """,
    wrong: """
      # demo@1.0: file path=etc/demo.conf owner=root group=sys mode=0644 preserve=true
      file path=etc/demo.conf owner=root group=sys mode=0644
      """,
    right: "file path=etc/demo.conf owner=root group=sys mode=0644 preserve=true",
    body: .manifest { session in
      guard let upgrade = upgrade(session) else { return }
      for (old, new) in upgrade.kept where UpgradeComparison.isEditable(old) && !UpgradeComparison.isEditable(new) {
        session.look(at: new)
        session.report(
          ".1", "\(path(old)) could be edited in \(upgrade.previous.name) and has lost its 'preserve'",
          attribute: "path", related: [old])
      }
      for old in upgrade.removed where UpgradeComparison.isEditable(old) {
        session.report(
          ".2", "\(path(old)), which users of \(upgrade.previous.name) may have edited, is gone", related: [old])
      }
    })

  static let kind = Check(
    "upgrade.kind", method: "kind", family: .upgrade, summary: "A path should stay what it is.",
    messages: [
      .init(
        "", .warning, "a path has another type than in the published version",
        remedy: "make sure that the update works with the old version installed; use another path if it does not")
    ],
    explanation: """
      A directory that becomes a link, or the other way round, is what updates go wrong with: what users put into the \
      directory has to go somewhere, and dpkg does not replace one by the other at all without a maintainer script.
      """,
    wrong:
      "# demo@1.0: dir path=opt/demo/data owner=root group=sys mode=0755\nlink path=opt/demo/data target=../../var/demo",
    right: "dir path=opt/demo/data owner=root group=sys mode=0755",
    body: changes { old, new in
      let kinds = (old.kind, new.kind)
      let areFiles = [kinds.0, kinds.1].allSatisfy { $0 == .file || $0 == .hardlink }
      return kinds.0 == kinds.1 || areFiles
        ? nil : ("\(path(old)) was a \(kinds.0.name) and is a \(kinds.1.name)", "path")
    })

  static let owner = Check(
    "upgrade.owner", method: "owner", family: .upgrade, summary: "A path should keep its owner.",
    messages: [
      .init(
        "", .warning, "a path belongs to somebody else than in the published version",
        remedy: "restore the owner or the group; ignore the message where the change is meant")
    ],
    explanation: """
      A service that may no longer write its own files stops with the update; a program that belongs to another user than \
      before may be replaced by that user.
      """,
    wrong: "# demo@1.0: owner=demo\ndir path=var/demo owner=root group=demo mode=0755",
    right: "dir path=var/demo owner=demo group=demo mode=0755",
    body: changes { old, new in
      for (key, name) in [(AttributeKey.owner, "owner"), (.group, "group")] {
        guard let was = old.first(key), let now = new.first(key), was != now else { continue }
        return ("the \(name) of \(path(old)) was \(was) and is \(now)", key.text)
      }
      return nil
    })

  static let mode = Check(
    "upgrade.mode", method: "mode", family: .upgrade, summary: "A path should keep its permissions.",
    messages: [
      .init(
        "", .warning, "a path has another mode than in the published version",
        remedy: "restore the mode; ignore the message where the change is meant")
    ],
    explanation: """
      Permissions that change by accident open what was closed or close what was in use. `0755` and `755` are the same.
      """,
    wrong: "# demo@1.0: mode=0640\nfile path=etc/demo.secret owner=root group=demo mode=0644 preserve=true",
    right: "file path=etc/demo.secret owner=root group=demo mode=0640 preserve=true",
    body: changes { old, new in
      guard let was = old.first(.mode), let now = new.first(.mode),
        UInt32(was.text, radix: 8) != UInt32(now.text, radix: 8)
      else { return nil }
      return ("the mode of \(path(old)) was \(was) and is \(now)", "mode")
    })

  /// What an update changes, unless the package is there only to disappear.
  private static func upgrade(_ session: CheckSession) -> UpgradeComparison? {
    let package = session.package
    return package.declares("pkg.obsolete") || package.declares("pkg.renamed")
      ? nil : session.model.upgrade(of: package)
  }

  private static func path(_ action: LintAction) -> ByteString { action.first(.path) ?? "" }

  private static func version(_ package: LintPackage) -> String { package.fmri.version?.text().text ?? "" }

  /// Reports what a function has to say about paths that both versions deliver, with the attribute that is meant.
  private static func changes(
    _ text: @escaping @Sendable (LintAction, LintAction) -> (String, ByteString)?
  ) -> Check.Body {
    .manifest { session in
      for (old, new) in upgrade(session)?.kept ?? [] {
        guard let (message, attribute) = text(old, new) else { continue }
        session.look(at: new)
        session.report("", message, attribute: attribute, related: [old])
      }
    }
  }
}

extension CheckFamily {
  /// Packages against what was published before.
  package static let upgrade = CheckFamily("upgrade", title: "Updates from the published version (`--previous`)")
}
