import PackageModel

extension DuplicateChecks {
  private static let remedy =
    "let one package deliver the file with overlay=allow and preserve, and the other one with overlay=true"

  static let overlays = Check(
    "pkglint.dupaction009", method: "overlays", family: .duplicates, summary: "Overlaying actions should be valid.",
    messages: [
      .init(
        ".1", .error, "a file may be overlaid, but is not preserved", remedy: "add preserve to the overlay=allow action"
      ),
      .init(".2", .error, "a file is overlaid twice for some variants", remedy: remedy),
      .init(".3", .error, "a file may be overlaid twice for some variants", remedy: remedy),
      .init(".4", .error, "a file overlays several others for some variants", remedy: remedy),
      .init(".5", .error, "a file overlays nothing", remedy: remedy),
      .init(
        ".6", .error, "the file that overlays differs from the other one in more than its content",
        remedy: "give both actions the same mode, owner, group and sysattr"),
      .init(".7", .error, "some of the actions of a path overlay and others do not", remedy: remedy),
    ],
    explanation: """
      A package may replace a file of another one where that one allows it: the first delivers the file with \
      `overlay=allow` and `preserve`, the second with `overlay=true`. Both agree in path, mode, owner, group and system \
      attributes, and for each combination of variants there is one of each.
      """,
    wrong: """
      file a/conf path=etc/demo.conf owner=root group=sys mode=0644 overlay=allow preserve=true
      file b/conf path=etc/demo.conf owner=root group=sys mode=0600 overlay=true preserve=true
      """,
    right: """
      file a/conf path=etc/demo.conf owner=root group=sys mode=0644 overlay=allow preserve=true
      file b/conf path=etc/demo.conf owner=root group=sys mode=0644 overlay=true preserve=true
      """,
    body: .action([.file]) { (action, session) throws(CheckFailure) in
      guard session.model.paths.hasDuplicates, let path = action.first(.path) else { return }
      let actions = Duplicates.actions(
        delivering: path, in: session.model.paths, kinds: [.file], seenFrom: action, session)
      guard !actions.isEmpty else { return }
      let package = session.package.variants
      let overlap = try Conflicts.find(among: actions.filter { !$0.isMediated }, package: package)
      let group = try OverlayGroup(overlap.actions, all: actions, package: package)
      for (suffix, text) in group.problems {
        session.report(
          suffix, text, attribute: AttributeKey.overlay.text, related: actions.filter { !$0.isSame(action) })
      }
    })
}

/// The conflicting actions of one path, sorted by what they say of overlaying.
struct OverlayGroup {
  /// The actions that have nothing to do with overlaying, or go about it wrongly.
  private(set) var remaining: [LintAction] = []
  /// What is wrong: the message's suffix and its text, each once, in the order of the suffixes.
  private(set) var problems: [(suffix: String, text: String)] = []

  /// - Parameters:
  ///   - actions: those that may be installed together.
  ///   - all: all that deliver the path.
  ///   - package: the variants that the package declares.
  init(_ actions: [LintAction], all: [LintAction], package: VariantTemplate) throws(CheckFailure) {
    guard let path = actions.first?.first(.path) else { return }
    var allowing: [LintAction] = []
    var overlaying: [LintAction] = []
    var found: Set<[String]> = []
    for action in actions {
      let overlay = action.isList(.overlay) ? nil : action.first(.overlay)
      if overlay == "allow" {
        if action.first(.preserve)?.isEmpty ?? true {
          let content = action.content
          let owner = all.first { $0.content == content } ?? action
          found.insert([
            ".1", "path \(path) missing 'preserve' attribute for 'overlay=allow' action in \(owner.package.name)",
          ])
        } else {
          allowing.append(action)
        }
      } else if overlay == "true" {
        overlaying.append(action)
      } else {
        remaining.append(action)
      }
    }
    guard !allowing.isEmpty || !overlaying.isEmpty else {
      remaining = actions
      return
    }
    var seen: Set<String> = []
    let fmris = all.map(\.package.name).filter { seen.insert($0).inserted }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")

    let amongOverlaying = try Conflicts.find(among: overlaying, package: package)
    if !amongOverlaying.combinations.isEmpty {
      found.insert([
        ".2",
        "path \(path) has duplicate 'overlay=true' actions for the following variants across across \(fmris): "
          + Self.tags(amongOverlaying),
      ])
    }
    if overlaying.isEmpty {
      let amongAllowing = try Conflicts.find(among: allowing, package: package)
      if !amongAllowing.combinations.isEmpty {
        found.insert([
          ".3",
          "path \(path) has duplicate 'overlay=allow' actions for the following variants across across \(fmris): "
            + Self.tags(amongAllowing),
        ])
      }
    }
    for action in overlaying {
      let others = try Conflicts.find(among: [action] + allowing, package: package).actions
      guard !others.isEmpty else {
        found.insert([
          ".5",
          "path \(path) uses 'overlay=true' actions but has no corresponding 'overlay=allow' actions across \(fmris)",
        ])
        continue
      }
      guard others.contains(where: { $0.isSame(action) }) else {
        throw CheckFailure("list.remove(x): x not in list")
      }
      let below = others.filter { !$0.isSame(action) }
      let amongBelow = try Conflicts.find(among: below, package: package)
      if !amongBelow.actions.isEmpty {
        found.insert([
          ".4",
          "path \(path) uses overlay='true' actions but has duplicate 'overlay=allow' actions for the following variants "
            + "across \(fmris): \(Self.tags(amongBelow))",
        ])
      } else if below.contains(where: { Self.appearance($0) != Self.appearance(action) }) {
        found.insert([
          ".6",
          "path \(path) has mismatching attributes for 'overlay=true' and 'overlay=allow' action-pairs across \(fmris)",
        ])
      }
    }
    if !remaining.isEmpty {
      found.insert([".7", "path \(path) has both overlay and non-overlay actions across \(fmris)"])
    }
    problems = found.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
  }

  private static func tags(_ overlap: Conflicts.Overlap) -> String {
    Set(overlap.combinations.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
  }

  /// What must be the same of two files of which one overlays the other.
  private static func appearance(_ action: LintAction) -> [[ByteString]?] {
    let attributes = action.value.attributes
    return ["path", "mode", "owner", "group", "sysattr"].map { attributes.entry($0)?.values }
  }
}
