import PackageModel
import Testing

/// Variants and facets.
@Suite struct VariantTests {
  private static let action = Action(
    .file,
    [("path", "a"), ("variant.debug", "true"), ("facet.doc", "true"), ("variant.arch", "i386"), ("facet.b", "all")])

  @Test func attributesAreFound() {
    #expect(Self.action.variants.map(\.name) == ["variant.arch", "variant.debug"])
    #expect(Self.action.facets.map(\.name) == ["facet.b", "facet.doc"])
  }

  private static let systems: [([ByteString: ByteString], Bool)] = [
    ([:], true), (["variant.arch": "i386"], true), (["variant.arch": "sparc"], false),
    (["variant.arch": "i386", "variant.debug": "false"], false), (["variant.zone": "global"], true),
  ]

  @Test(arguments: systems)
  func actionsAreMeantForVariants(_ system: [ByteString: ByteString], _ isMeant: Bool) {
    #expect(Self.action.isMeant(forVariants: system) == isMeant)
  }

  @Test func facetsAreAlternativesUnlessAllAreNeeded() {
    let alternatives = Action(.file, [("path", "a"), ("facet.x", "true"), ("facet.y", "true")])
    #expect(alternatives.isInstalled { $0 == "facet.y" })
    #expect(!alternatives.isInstalled { _ in false })
    let needed = Action(.file, [("path", "a"), ("facet.x", "all"), ("facet.y", "all"), ("facet.z", "true")])
    #expect(needed.isInstalled { _ in true })
    #expect(!needed.isInstalled { $0 != "facet.x" })
    #expect(!needed.isInstalled { $0 != "facet.z" })
    #expect(Action(.file, [("path", "a")]).isInstalled { _ in false })
  }

  @Test func packagesDeclareVariants() throws {
    let text: ByteString =
      "set name=variant.arch value=i386 value=sparc\nset name=x value=y\nset name=variant.arch value=i386\n"
    let manifest = try Manifest(reading: text.bytes, fileName: "m")
    #expect(manifest.declaredVariants == ["variant.arch": ["i386", "sparc"]])
  }
}

extension Action {
  fileprivate func isInstalled(_ isSet: (ByteString) -> Bool) -> Bool { isMeant(forFacets: isSet) }
}
