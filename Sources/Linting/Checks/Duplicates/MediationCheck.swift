import PackageModel

extension DuplicateChecks {
  static let mediatedLinks = Check(
    "pkglint.dupaction010", method: "mediated_links", family: .duplicates,
    summary: "Mediated-links should be valid.",
    messages: [
      .init(
        ".1", .error, "a path is a link in one action and something else in another",
        remedy: "deliver the same kind of link in all packages"),
      .init(
        ".2", .error, "links to different places have no mediator",
        remedy: "add mediator=NAME and mediator-version or mediator-implementation to all links of the path"),
      .init(
        ".3", .error, "the links of a path have different mediators",
        remedy: "give all links of the path the same mediator"),
    ],
    explanation: """
      Several packages may deliver a link at one path when a mediator chooses between them, as for `usr/bin/python`. All \
      links of the path name the same mediator and are of one kind.
      """,
    wrong: """
      link path=usr/bin/demo target=demo-1 mediator=demo mediator-version=1
      link path=usr/bin/demo target=demo-2
      """,
    right: """
      link path=usr/bin/demo target=demo-1 mediator=demo mediator-version=1
      link path=usr/bin/demo target=demo-2 mediator=demo mediator-version=2
      """,
    body: .action([.link, .hardlink]) { action, session in
      guard session.model.paths.hasDuplicates, let path = action.first(.path) else { return }
      let actions = Duplicates.actions(
        delivering: path, in: session.model.paths, kinds: [.link, .hardlink], seenFrom: action, session)
      guard !actions.isEmpty else { return }
      LinkGroup(path: path, actions: actions, action: action, session: session).report()
    })
}

/// All actions of a path of which one is a link.
private struct LinkGroup {
  let path: ByteString
  let actions: [LintAction]
  let action: LintAction
  let session: CheckSession

  private static let id = "pkglint.dupaction010"

  func report() {
    let mediator = action.entry(.mediator)
    var strangers: [LintAction] = []
    var plain: [LintAction] = []
    for other in actions {
      let entry = other.entry(.mediator)
      if entry == nil || entry?.isList == false && entry?.values[0].isEmpty == true {
        if !session.isSuppressed(Self.id + ".2", other, inPackage: false) { plain.append(other) }
      } else if entry != mediator {
        if !session.isSuppressed(Self.id + ".3", other, inPackage: false) { strangers.append(other) }
      }
    }
    let amongStrangers = conflicts(of: strangers, Self.id + ".3")
    if !amongStrangers.isEmpty {
      say(".3", "path \(path) uses different mediator namespaces across actions in ", amongStrangers)
    }
    let amongPlain = conflicts(of: plain, Self.id + ".2")
    // Where a file or a directory is involved, a mediator would not help.
    if !amongPlain.isEmpty, Set(amongPlain.map(\.action.kind)).count == 1 {
      say(".2", "path \(path) has missing mediator attributes across actions in ", amongPlain)
    }
    let involved = amongStrangers + amongPlain
    guard Set(involved.map(\.action.kind)).count > 1 else { return }
    let visible = involved.filter { !session.isSuppressed(Self.id + ".1", $0.action, inPackage: false) }
    guard !visible.isEmpty else { return }
    say(".1", "path \(path) uses multiple action types for potentially mediated links across actions in ", visible)
  }

  /// An action of a conflict and the package of the other one.
  private struct Conflict {
    let partner: LintPackage
    let action: LintAction
  }

  /// The conflicts of some actions with all others of the path that are not equal to them.
  private func conflicts(of candidates: [LintAction], _ id: String) -> [Conflict] {
    var result: [Conflict] = []
    for candidate in candidates {
      let content = candidate.content
      for other in actions where other.content != content && !session.isSuppressed(id, other, inPackage: false) {
        guard Conflicts.exist(among: [other, candidate]) else { continue }
        result.append(Conflict(partner: other.package, action: other))
        result.append(Conflict(partner: other.package, action: candidate))
      }
    }
    return result
  }

  private func say(_ suffix: String, _ text: String, _ conflicts: [Conflict]) {
    let names = Set(conflicts.map(\.partner.name)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    session.report(
      suffix, text + names.joined(separator: " "), attribute: "path", related: actions.filter { !$0.isSame(action) })
  }
}
