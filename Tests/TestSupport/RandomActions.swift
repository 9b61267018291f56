package import PackageModel

/// Actions that a manifest can express, made at random.
package struct RandomActions {
  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed) }

  private static let names: [ByteString] = [
    "owner", "group", "mode", "preserve", "facet.doc", "facet.devel", "variant.arch", "variant.debug", "zz", "Aa", "aa",
    "alias", "pkg.debug.depend.file", "pkg.depend.bypass-generate", "pkg.linted", "target", "type", "perms", "ümlaut",
    "overlay", "a-name-that-is-longer-than-sixteen-bytes", "a-name-that-is-longer-than-sixteen-birds",
  ]
  private static let pieces: [ByteString] = [
    "a", "b", "Z", "0", "9", "/", ".", "-", " ", "'", "\"", "$(", ")", "=", "é", "e\u{301}", "漢", "🇪", "\\x", ",",
    "usr",
    "lib", "share/doc", "pci8086,10d3",
  ]
  private static let plain: [ByteString] = ["a", "b", "c", "d", "usr", "lib", "share", "/", "-", ".", "é", "0", "1"]

  /// Any action that reads back as itself.
  package mutating func expressible() -> Action {
    while true {
      let action = any()
      if action.isExpressible { return action }
    }
  }

  /// Several actions that read back as themselves.
  package mutating func expressible(_ count: ClosedRange<Int>) -> [Action] {
    (0..<generator.number(count)).map { _ in expressible() }
  }

  private mutating func any() -> Action {
    let kind = generator.pick(ActionKind.allCases)
    var action = Action(kind)
    addRequired(to: &action)
    for _ in 0..<generator.number(0...5) {
      let name = generator.pick(Self.names)
      if name == kind.keyAttribute || action.attributes.contains(name) { continue }
      let values = (0..<(generator.once(in: 4) ? generator.number(2...5) : 1)).map { _ in value() }
      action.attributes.set(name, values)
    }
    if kind.allowsPayload, !generator.once(in: 3) { action.payload = generator.once(in: 4) ? value() : path() }
    if action.payload?.isEmpty == true { action.payload = nil }
    return action
  }

  private mutating func addRequired(to action: inout Action) {
    switch action.kind {
    case .set:
      action.attributes["name"] = generator.pick([
        "pkg.summary", "pkg.description", "pkg.x", "info.y", "x", "pkgz", "é",
      ])
      action.attributes.set("value", (0..<generator.number(1...3)).map { _ in value() })
    case .signature:
      action.attributes["algorithm"] = "sha256"
      action.attributes["value"] = value()
      action.attributes["version"] = "0"
    case .depend:
      action.attributes["type"] = generator.pick(["require", "optional", "require-any", "group-any", "exclude"])
      action.attributes.set("fmri", (0..<(generator.once(in: 3) ? 3 : 1)).map { _ in path() })
    case .unknown:
      action.attributes["what"] = value()
    default:
      if let key = action.kind.keyAttribute { action.attributes[key] = path() }
    }
  }

  private mutating func path() -> ByteString { generator.text(of: Self.plain, count: 1...14) + "x" }

  private mutating func value() -> ByteString {
    generator.once(in: 2) ? path() : generator.text(of: Self.pieces, count: 0...12)
  }
}
