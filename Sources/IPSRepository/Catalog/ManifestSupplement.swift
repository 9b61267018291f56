package import PackageModel

/// What IPS clients work out about a manifest before they list its `set` actions: its variants, its facets, and the
/// sizes under each combination of them.
package enum ManifestSupplement {
  /// A variant or facet with a value.
  private struct Condition: Hashable, Comparable {
    var name: ByteString
    var value: ByteString

    static func < (left: Condition, right: Condition) -> Bool { (left.name, left.value) < (right.name, right.value) }
  }

  private struct Sizes {
    var compressed = 0
    var plain = 0
  }

  /// The actions, in the order in which clients make them.
  package static func actions(of manifest: Manifest) -> [Action] {
    var declared: Set<ByteString> = []
    var variants: [ByteString: Set<ByteString>] = [:]
    var facets: [[Condition]: Set<ByteString>] = [:]
    var sizes: [[Condition]: Sizes] = [:]
    for index in 0..<manifest.actionCount {
      let action = manifest.action(at: index)
      if action.kind == .set, let name = action.attributes["name"] {
        declared.insert(name)
        if name.hasPrefix("variant.") { variants[name, default: []].formUnion(action.attributes.values("value")) }
      }
      let conditions = conditions(of: action)
      let ownVariants = conditions.filter { $0.name.hasPrefix("variant.") }
      for condition in conditions {
        if condition.name.hasPrefix("variant.") {
          variants[condition.name, default: []].insert(condition.value)
        } else {
          facets[ownVariants, default: []].insert(condition.name)
        }
      }
      sizes[conditions, default: Sizes()].compressed += number(action, "pkg.csize") + chainSize(of: action)
      sizes[conditions, default: Sizes()].plain += number(action, "pkg.size")
    }
    var result: [Action] = []
    if !declared.contains("pkg.variant") {
      let names = variants.keys.sorted().map { ByteString($0.bytes.dropFirst(8)) }
      // Clients write the action without a value and read it back as the short form of another one.
      result.append(names.isEmpty ? set("name", ["pkg.variant"]) : set("pkg.variant", names))
    }
    for (name, values) in variants.sorted(by: { $0.key < $1.key }) where !declared.contains(name) {
      result.append(set(name, values.sorted()))
    }
    if !declared.contains(where: { $0.hasPrefix("pkg.facet") }) {
      result += facetActions(facets, variants: variants.mapValues { $0.sorted() })
    }
    if !declared.contains("pkg.size"), !declared.contains("pkg.csize") { result += sizeActions(sizes) }
    return result
  }

  private static func conditions(of action: Action) -> [Condition] {
    action.attributes.entries.filter { $0.name.hasPrefix("variant.") || $0.name.hasPrefix("facet.") }
      .map { Condition(name: $0.name, value: $0.values[0]) }.sorted()
  }

  private static func number(_ action: Action, _ name: ByteString) -> Int {
    action.attributes[name].flatMap { Int($0.text) } ?? 0
  }

  private static func chainSize(of action: Action) -> Int {
    guard action.kind == .signature, let sizes = action.attributes["chain.csizes"] else { return 0 }
    return sizes.split(on: ASCII.space).reduce(0) { $0 + (Int($1.text) ?? 0) }
  }

  private static func set(
    _ name: ByteString, _ values: [ByteString], _ conditions: [Condition] = []
  ) -> Action {
    var action = Action(.set, [("name", name)])
    action.attributes.set("value", values.isEmpty ? [""] : values)
    for condition in conditions { action.attributes[condition.name] = condition.value }
    return action
  }

  /// The name that stands for a combination.
  private static func key(_ conditions: [Condition]) -> ByteString {
    SignedJSON.digest(conditions.flatMap { $0.name.bytes + $0.value.bytes })
  }

  private static func facetActions(
    _ found: [[Condition]: Set<ByteString>], variants: [ByteString: [ByteString]]
  ) -> [Action] {
    var common = found[[]] ?? []
    var facets: [[Condition]: Set<ByteString>] = [:]
    for (conditions, names) in found where !conditions.isEmpty {
      let own = names.subtracting(common)
      if !own.isEmpty { facets[conditions] = own }
    }
    // Facets that every combination of variants has are common ones, but only where all combinations have been seen.
    let combinations = Set(facets.keys.map { $0.map(\.name) })
    let isComplete = combinations.allSatisfy { names in
      product(names, variants).allSatisfy { facets[$0] != nil }
    }
    if !facets.isEmpty, isComplete, var shared = facets.values.first {
      for names in facets.values { shared.formIntersection(names) }
      common.formUnion(shared)
      facets = facets.mapValues { $0.subtracting(shared) }.filter { !$0.value.isEmpty }
    }
    func short(_ names: Set<ByteString>) -> [ByteString] { names.sorted().map { ByteString($0.bytes.dropFirst(6)) } }
    return [set("pkg.facet.common", short(common))]
      + facets.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { conditions, names in
        set("pkg.facet." + key(conditions), short(names), conditions)
      }
  }

  private static func product(
    _ names: [ByteString], _ variants: [ByteString: [ByteString]]
  ) -> [[Condition]] {
    names.reduce([[]]) { rows, name in
      rows.flatMap { row in (variants[name] ?? []).map { row + [Condition(name: name, value: $0)] } }
    }
  }

  private static func sizeActions(_ sizes: [[Condition]: Sizes]) -> [Action] {
    func values(_ sizes: Sizes) -> [ByteString] {
      [ByteString("csz=\(sizes.compressed)"), ByteString("sz=\(sizes.plain)")]
    }
    let special = sizes.filter { !$0.key.isEmpty && ($0.value.compressed > 0 || $0.value.plain > 0) }
    return special.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { conditions, sizes in
      set("pkg.sizes." + key(conditions), values(sizes), conditions)
    } + [set("pkg.sizes.common", values(sizes[[]] ?? Sizes()))]
  }
}
