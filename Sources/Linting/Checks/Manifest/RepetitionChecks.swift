import PackageModel

extension ManifestChecks {
  static let duplicateDependencies = Check(
    "pkglint.manifest005", method: "duplicate_deps", family: .manifest,
    summary: "Packages should not have duplicate 'depend' actions.",
    messages: [
      .init(
        ".2", .error, "a package is required more than once",
        remedy: "keep the depend action with the highest version, or tag the actions with different variants")
    ],
    explanation: """
      A dependency that is declared twice is a mistake in most cases: when one of them is raised to a newer version the \
      other is forgotten. Looked at are the types require, require-any and group-any. Publisher and version do not make a \
      difference; actions with variants that exclude each other do.
      """,
    wrong: """
      depend fmri=pkg:/library/zlib type=require
      depend fmri=pkg:/library/zlib@1.2 type=require
      """,
    right: "depend fmri=pkg:/library/zlib@1.2 type=require",
    body: .manifest { (session) throws(CheckFailure) in
      try DependencyRepetition(session).report()
    })

  static let duplicateLicenses = Check(
    "pkglint.manifest016", method: "duplicate_licenses", family: .manifest,
    summary: "Packages should not have duplicate 'license' actions.",
    messages: [
      .init(
        "", .error, "a license has several actions",
        remedy: "keep one license action, or give the texts different names")
    ],
    explanation: """
      A license is known by its name. Of two license actions with the same name only one is installed, so its text is \
      missing. Actions with variants that exclude each other are fine.
      """,
    wrong: """
      license COPYING license=MIT
      license doc/COPYING license=MIT
      """,
    right: """
      license COPYING license=MIT
      license doc/COPYING license=CC-BY-4.0
      """,
    body: .manifest { session in
      reportRepetition(of: .license, by: .license, "license", session)
    })

  static let duplicateSets = Check(
    "pkglint.manifest006", method: "duplicate_sets", family: .manifest,
    summary: "Packages should not have duplicate 'set' actions.",
    messages: [
      .init(
        "", .error, "a package attribute is set by several actions",
        remedy: "keep one set action; several values are written value=A value=B")
    ],
    explanation: """
      The last of several `set` actions with the same name wins, which is hard to see and seldom meant. Actions with \
      variants that exclude each other are fine.
      """,
    wrong: """
      set name=info.upstream value="Ann Example"
      set name=info.upstream value="Bob Example"
      """,
    right: "set name=info.upstream value=\"Ann Example\" value=\"Bob Example\"",
    body: .manifest { session in
      reportRepetition(of: .set, by: .name, "set", session)
    })

  private static func reportRepetition(
    of kind: ActionKind, by key: AttributeKey, _ word: String, _ session: CheckSession
  ) {
    let id = kind == .set ? "pkglint.manifest006" : "pkglint.manifest016"
    var groups: [ByteString: [LintAction]] = [:]
    for action in session.package.actions(of: kind) {
      guard let value = action.first(key), !session.isSuppressed(id, action) else { continue }
      groups[value, default: []].append(action)
    }
    let repeated = groups.filter { $0.value.count > 1 && Conflicts.exist(among: $0.value) }.sorted { $0.key < $1.key }
    guard let first = repeated.first?.value else { return }
    let names = repeated.map(\.key.text).joined(separator: " ")
    session.report(
      "", "duplicate \(word) actions on \(names) in \(session.package.name)", action: first[1], attribute: key.text,
      related: [first[0]] + first.dropFirst(2) + repeated.dropFirst().flatMap(\.value),
      fix: removal(of: first[1], repeating: first[0]))
  }

  /// Of two actions that say the same one is enough.
  static func removal(of action: LintAction, repeating other: LintAction) -> LintFix? {
    action.content == other.content ? LintFix("remove the repetition", .removeAction) : nil
  }
}

/// Looks for dependencies that are declared more than once.
private struct DependencyRepetition {
  private let session: CheckSession
  private let types: Set<ByteString> = ["require", "require-any", "group-any"]
  private let anyTypes: Set<ByteString> = ["require-any", "group-any"]

  init(_ session: CheckSession) { self.session = session }

  func report() throws(CheckFailure) {
    var order: [ByteString] = []
    var groups: [ByteString: [LintAction]] = [:]
    for action in session.package.actions(of: .depend) {
      guard let type = action.entry(.type) else { throw CheckFailure("'type'") }
      guard !type.isList, types.contains(type.values[0]) else { continue }
      if session.isSuppressed("pkglint.manifest005.2", action) { continue }
      for text in action.values(.fmri) {
        guard let stem = FMRI.stem(in: text) else {
          throw CheckFailure("Illegal FMRI '\(text)': Missing '/' after publisher name")
        }
        if groups[stem] == nil { order.append(stem) }
        groups[stem, default: []].append(action)
      }
    }
    var compared: Set<[Int]> = []
    var repeated: [ByteString] = []
    for stem in order where (groups[stem] ?? []).count > 1 {
      if isRepeated(groups[stem] ?? [], &compared) { repeated.append(stem) }
    }
    guard let first = repeated.first, let actions = groups[first] else { return }
    let names = repeated.sorted().map(\.text).joined(separator: " ")
    session.report(
      ".2", "duplicate depend actions in \(session.package.name) \(names)", action: actions[1], attribute: "fmri",
      related: [actions[0]] + actions.dropFirst(2),
      fix: ManifestChecks.removal(of: actions[1], repeating: actions[0]))
  }

  /// Whether two of the actions clash; each pair of the manifest is looked at once.
  private func isRepeated(_ actions: [LintAction], _ compared: inout Set<[Int]>) -> Bool {
    // Nobody means so many; comparing them all would take minutes.
    guard actions.count <= 1_000 else { return true }
    var result = false
    for (place, action) in actions.enumerated() {
      for other in actions[(place + 1)...] {
        guard compared.insert([min(action.index, other.index), max(action.index, other.index)]).inserted else {
          continue
        }
        if isAny(action), isAny(other), names(action) != names(other) { continue }
        result = result || action.variants.intersects(other.variants)
      }
    }
    return result
  }

  private func isAny(_ action: LintAction) -> Bool { action.first(.type).map(anyTypes.contains) ?? false }

  /// The packages of an action of an any-type. One that names a single package is taken apart into letters, as the tools
  /// do it.
  private func names(_ action: LintAction) -> Set<ByteString> {
    guard let entry = action.entry(.fmri) else { return [] }
    let texts = entry.isList ? entry.values : entry.values[0].text.unicodeScalars.map { ByteString(String($0)) }
    return Set(texts.compactMap { FMRI.stem(in: $0) })
  }
}
