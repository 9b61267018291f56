package import PackageModel

/// Why manifests cannot be merged.
package enum MergeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A package says that it is for other values of the variant.
  case notSupported(package: ByteString, variant: ByteString, value: ByteString)

  package var description: String {
    switch self {
    case .notSupported(let package, let variant, let value):
      "package \(package) is tagged as not supporting \(variant) \(value)"
    }
  }
}

/// Merges packages that were built for different values of a variant into one (pkgmerge(1)).
///
/// What all manifests have stays as it is; everything else is tagged with the value of its source.
package struct ManifestMerger {
  /// One of the packages.
  package struct Source: Sendable {
    /// The package's FMRI, for messages.
    package var fmri: ByteString
    /// The value of the variant that the package was built for.
    package var value: ByteString
    package var actions: [Action]

    package init(fmri: ByteString, value: ByteString, actions: [Action]) {
      self.fmri = fmri
      self.value = value
      self.actions = actions
    }
  }

  private static let blendName: ByteString = "pkg.merge.blend"

  /// The variant's full name, as in `variant.arch`.
  private let variant: ByteString

  package init(variant: ByteString) { self.variant = variant }

  /// Merges packages.
  ///
  /// - Parameter fmri: the name of the merged package.
  /// - Returns: its actions in order, the name first.
  package func merge(_ sources: [Source], as fmri: ByteString) throws(MergeError) -> [Action] {
    var lists: [[Action]] = []
    var blended: [(source: Int, action: Action)] = []
    for (number, source) in sources.enumerated() {
      let actions = try untagged(source)
      for action in actions where isBlended(action) { blended.append((number, action)) }
      lists.append(actions)
    }
    for number in lists.indices { lists[number] += blended.filter { $0.source != number }.map(\.action) }
    let keyed = lists.map { KeyedActions($0) }
    var merged: [Action] = []
    for (number, list) in keyed.enumerated() {
      for (key, action) in list.actions {
        if keyed.allSatisfy({ $0.keys.contains(key) }) {
          if number == 0 { merged.append(withoutBlend(action)) }
        } else {
          var tagged = action
          tagged.attributes[variant] = sources[number].value
          merged.append(tagged)
        }
      }
    }
    var values: [ByteString] = []
    for source in sources where !values.contains(source.value) { values.append(source.value) }
    var declaration = Action(.set, [("name", variant)])
    declaration.attributes.set("value", values)
    merged.append(declaration)
    return [Action(.set, [("name", "pkg.fmri"), ("value", fmri)])] + MergedOrder.sorted(merged)
  }

  /// A package's actions without what merging makes anew: signatures, its name, its declaration of the variant, tags.
  private func untagged(_ source: Source) throws(MergeError) -> [Action] {
    var result: [Action] = []
    for action in source.actions {
      if action.kind == .signature { continue }
      let name = action.kind == .set ? action.attributes["name"] : nil
      if name == "pkg.fmri" { continue }
      var action = action
      if let tag = action.attributes.entry(variant) {
        guard tag.values == [source.value] else { continue }
        action.attributes.remove(variant)
      }
      if name == variant {
        guard action.attributes.values("value").contains(source.value) else {
          throw .notSupported(package: source.fmri, variant: variant, value: source.value)
        }
        continue
      }
      result.append(action)
    }
    return result
  }

  /// The variant is named with its prefix or without.
  private func namesVariant(_ name: ByteString) -> Bool { name == variant || "variant." + name == variant }

  private func isBlended(_ action: Action) -> Bool {
    action.attributes.values(Self.blendName).contains(where: namesVariant)
  }

  private func withoutBlend(_ action: Action) -> Action {
    guard isBlended(action) else { return action }
    var action = action
    action.attributes.set(Self.blendName, action.attributes.values(Self.blendName).filter { !namesVariant($0) })
    return action
  }
}

/// Actions, each once, by what they say whatever the order they say it in.
private struct KeyedActions {
  private(set) var actions: [(key: ByteString, action: Action)] = []
  private(set) var keys: Set<ByteString> = []

  init(_ list: [Action]) {
    for action in list {
      let key = Self.key(action)
      if keys.insert(key).inserted { actions.append((key, action)) }
    }
  }

  private static func key(_ action: Action) -> ByteString {
    var copy = Action(action.kind, payload: action.payload)
    for entry in action.attributes.entries { copy.attributes.set(entry.name, entry.values.sorted()) }
    return copy.line()
  }
}

/// The order of a merged manifest: by kind, then by what the actions are about.
private enum MergedOrder {
  private static let kinds: [ActionKind] = [
    .set, .depend, .group, .user, .dir, .file, .hardlink, .link, .driver, .unknown, .license, .legacy, .signature,
  ]

  static func sorted(_ actions: [Action]) -> [Action] {
    let ranks = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($0.element, $0.offset) })
    return actions.map { (ranks[$0.kind] ?? kinds.count, $0.key ?? "", $0.line(), $0) }
      .sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }
}
