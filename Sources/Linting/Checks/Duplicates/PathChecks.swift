import PackageModel

extension DuplicateChecks {
  static let directoryParents = Check(
    "pkglint.dupaction011", method: "dir_parents", family: .duplicates,
    summary: "Parent paths should be directories.",
    messages: [
      .init(
        "", .error, "something is delivered below a path that is no directory",
        remedy: "deliver the parent as a directory, or the contents below the place that the link points to")
    ],
    explanation: """
      What a package puts below a directory needs the directory to be one. Installation through a symbolic link is \
      refused. Actions with variants that exclude each other are fine.
      """,
    wrong: """
      link path=opt/demo target=/usr/demo
      file path=opt/demo/readme owner=root group=bin mode=0444
      """,
    right: """
      link path=opt/demo target=/usr/demo
      file path=usr/demo/readme owner=root group=bin mode=0444
      """,
    body: .action(everyKind) { (action, session) throws(CheckFailure) in
      // Files of one directory mostly stand in a row.
      if let known = session.plainParent, action.withFirst(.path, { isParent(known, of: $0) }) == true { return }
      guard let path = action.first(.path), let parent = Self.parent(of: path) else { return }
      let actions = session.model.paths[parent].map { session.model.action($0) }
      if actions.allSatisfy({ $0.kind == .dir }) { session.plainParent = parent }
      for above in actions {
        guard above.kind != .dir, Conflicts.exist(among: [action, above]) else { continue }
        session.report(
          "",
          "Expecting a dir action for \(parent), but \(above.package.name) delivers it as a \(above.kind.name). \(path) "
            + "is delivered by \(session.package.name)",
          attribute: "path", related: [above])
      }
    })

  /// Whether a path is right below another one.
  private static func isParent(_ parent: ByteString, of path: Span<UInt8>) -> Bool {
    let length = parent.count
    guard path.count > length + 1, path[length] == ASCII.slash, path.equals(parent.bytes, at: 0..<length) else {
      return false
    }
    for index in (length + 1)..<path.count where path[index] == ASCII.slash { return false }
    return true
  }

  /// The path without its last part; `nil` where nothing is left.
  private static func parent(of path: ByteString) -> ByteString? {
    guard var end = path.bytes.lastIndex(of: ASCII.slash) else { return nil }
    while end > 0, path.bytes[end - 1] == ASCII.slash { end -= 1 }
    return end == 0 ? nil : ByteString(path.bytes[..<end])
  }

  static let pathTypes = Check(
    "pkglint.dupaction008", method: "duplicate_path_types", family: .duplicates,
    summary: "Paths should be delivered by one action type only.",
    messages: [
      .init(
        "", .error, "a path is a file in one action and something else in another",
        remedy: "deliver one kind of thing at the path, or tag the actions with variants that exclude each other")
    ],
    explanation: """
      A path cannot be a file and a directory at once. Links that take part in a mediation are looked at by \
      pkglint.dupaction010.
      """,
    wrong: """
      dir path=opt/demo owner=root group=bin mode=0755
      file path=opt/demo owner=root group=bin mode=0444
      """,
    right: """
      dir path=opt/demo owner=root group=bin mode=0755
      file path=opt/demo/readme owner=root group=bin mode=0444
      """,
    body: .action(everyKind) { action, session in
      guard session.model.paths.hasDuplicates, let path = action.first(.path) else { return }
      let id = "pkglint.dupaction008"
      let actions = Duplicates.actions(
        delivering: path, in: session.model.paths, kinds: everyKind, seenFrom: action, session)
      guard Set(actions.map(\.kind)).count > 1 else { return }
      let candidates = actions.filter { !session.isSuppressed(id, $0) && !$0.isMediated }
      guard Set(candidates.map(\.kind)).count > 1, Conflicts.exist(among: candidates) else { return }
      let names = candidates.packages.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      session.report(
        "", "path \(path) is delivered by multiple action types across \(names.joined(separator: " "))",
        attribute: "path", related: candidates.filter { !$0.isSame(action) }, ignoresSuppression: true)
    })

  /// The kinds of action that several packages may deliver if they agree.
  private static let sharedKinds: Set<ActionKind> = [.dir, .link, .hardlink, .license, .legacy]

  static let sharedAttributes = Check(
    "pkglint.dupaction007", method: "duplicate_refcount_path_attrs", family: .duplicates,
    summary: "Duplicated reference counted actions should have the same attrs.",
    messages: [
      .init(
        "", .error, "packages that share a directory or a link do not agree about it",
        remedy: "give the actions the same attributes in all packages")
    ],
    explanation: """
      Directories, links and licenses may be delivered by several packages; they are removed with the last one. So all of \
      them must want the same. Variants, facets, mediators, targets of links and suppressions may differ.
      """,
    wrong: """
      dir path=opt/demo owner=root group=bin mode=0755
      dir path=opt/demo owner=root group=bin mode=0700
      """,
    right: """
      dir path=opt/demo owner=root group=bin mode=0755
      dir path=opt/demo owner=root group=bin mode=0755
      """,
    body: .action(sharedKinds) { action, session in
      if session.model.paths.hasDuplicates, let path = action.first(.path) {
        checkShared(path, in: session.model.paths, action, session)
      }
      // What pkglint.dupaction015 says about records of the old database is said once.
      if action.kind == .legacy, session.settings.excluded.contains("pkglint.dupaction015"),
        let name = action.first(.pkg)
      {
        checkShared(name, in: session.model.legacyPackages, action, session)
      }
    })

  private static func checkShared(
    _ value: ByteString, in index: DeliveryIndex, _ action: LintAction, _ session: CheckSession
  ) {
    let id = "pkglint.dupaction007"
    let actions = Duplicates.actions(delivering: value, in: index, kinds: sharedKinds, seenFrom: action, session)
      .filter { !session.isSuppressed(id, $0) }
    guard !actions.isEmpty, Set(actions.map(\.kind)).count == 1 else { return }
    let target = action.value.attributes
    var differences: Set<ByteString> = []
    for other in actions {
      let names = self.differences(other.value.attributes, target).filter { !mayDiffer($0) }
      guard !names.isEmpty, Conflicts.exist(among: [other, action]) else { continue }
      differences.formUnion(names)
    }
    guard !differences.isEmpty else { return }
    let suspects = differences.sorted().flatMap { name in
      var deliverers: [ByteString: [LintPackage]] = [:]
      for other in actions {
        for value in other.value.attributes.values(name) { deliverers[value, default: []].append(other.package) }
      }
      return deliverers.sorted { $0.key < $1.key }.map { value, packages in
        let names = packages.sorted { $0.fmri.precedes($1.fmri) }.map(\.fmri.stem.text).joined(separator: " ")
        return "\(name): \(value) -> \(names)"
      }
    }
    session.report(
      "",
      "\(action.kind.name) action for \(value) is reference-counted but has different attributes across "
        + "\(actions.packages.count) duplicates: \(suspects.joined(separator: " "))",
      attribute: differences.min(), related: actions.filter { !$0.isSame(action) }, ignoresSuppression: true)
  }

  private static func mayDiffer(_ name: ByteString) -> Bool {
    let prefixes: [ByteString] = ["variant", "facet", "mediator", "target", "pkg.linted"]
    return prefixes.contains { name.hasPrefix($0) }
  }

  /// The names whose values differ; the order of several values does not count.
  private static func differences(_ left: Attributes, _ right: Attributes) -> Set<ByteString> {
    var result = Set(left.names).symmetricDifference(right.names)
    for entry in left.entries {
      guard let other = right.entry(entry.name) else { continue }
      let isEqual =
        entry.isList && other.isList
        ? entry.values.sorted() == other.values.sorted()
        : entry.isList == other.isList && entry.values == other.values
      if !isEqual { result.insert(entry.name) }
    }
    return result
  }
}
