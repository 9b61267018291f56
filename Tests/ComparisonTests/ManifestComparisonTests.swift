import Comparison
import PackageModel
import TestSupport
import Testing

/// Differences of manifests.
@Suite struct ManifestComparisonTests {
  private static func compare(
    _ first: ByteString, _ second: ByteString, _ options: ComparisonOptions = ComparisonOptions()
  ) throws -> ByteString {
    let manifests = try [first, second].map { try Manifest(reading: $0.bytes, fileName: "m") }
    return ByteString(DifferenceText.text(of: try ManifestComparison(options).compare(manifests[0], manifests[1])))
  }

  private static let cases: [(first: ByteString, second: ByteString, text: ByteString)] = [
    ("", "# c\n\n", ""),
    ("file path=a mode=1\ndir path=b", "dir path=b\nfile mode=1 path=/a", ""),
    ("file path=a", "", "- file NOHASH path=a\n"),
    ("", "license license=x", "+ license NOHASH license=x\n"),
    ("dir path=a mode=755", "dir path=a mode=0755", ""),
    ("dir path=a mode=755 owner=x", "dir path=a mode=0755 owner=y", "dir path=a mode=755\n  - owner=x\n  + owner=y\n"),
    ("file x path=a", "file path=a", "file path=a\n  - x\n  + NOHASH\n"),
    (
      "signature algorithm=a", "signature h algorithm=a",
      "signature value=\"\" algorithm=a version=0\n  - None\n  + h\n"
    ),
    ("set name=a value=b value=c", "set name=a value=c value=b", ""),
    ("set name=a value=b value=b", "set name=a value=b", "set name=a\n  - value=b value=b\n  + value=b\n"),
    ("set name=a value=b value=b value=c", "set name=a value=b value=c value=c", "set name=a\n"),
    (
      "set name=a value=x value=\"y z\"", "set name=a value=x value=\"\"",
      "set name=a\n  - value=\"y z\"\n  + value=\"\"\n"
    ),
    (
      "depend fmri=a fmri=b type=require-any", "depend fmri=b fmri=a type=require-any",
      "- depend fmri=a fmri=b type=require-any\n+ depend fmri=b fmri=a type=require-any\n"
    ),
    // What is the same in the payload is said by pkg.content-hash, if both sides have one.
    ("file a path=p pkg.content-hash=x", "file b path=p pkg.content-hash=x", ""),
    ("file a path=p pkg.content-hash=x", "file b path=p", "file path=p\n  - a\n  + b\n  - pkg.content-hash=x\n"),
    // The last of several actions with the same key counts.
    ("dir path=a mode=1\ndir path=a mode=2", "dir path=a mode=1", "dir path=a\n  - mode=2\n  + mode=1\n"),
    ("unknown a=b", "unknown a=b", ""),
    ("unknown a=b", "unknown a=c", "+ unknown a=c\n- unknown a=b\n"),
    // Links of a mediator are told apart by what they stand for.
    (
      "link path=l target=a mediator=m mediator-version=1\nlink path=l target=b mediator=m mediator-version=2",
      "link path=l target=a mediator=m mediator-version=1\nlink path=l target=c mediator=m mediator-version=2",
      "link path=l mediator=m mediator-version=2\n  - target=b\n  + target=c\n"
    ),
    // Another type at the same path is another action.
    ("link path=a target=b", "dir path=a", "+ dir path=a\n- link path=a target=b\n"),
    // Quotes in values are not marked in the lines of a changed action.
    ("set name=a value='x \"y\"'", "set name=a value=z", "set name=a\n  - value=\"x \"y\"\"\n  + value=z\n"),
  ]

  @Test(arguments: cases)
  func differences(_ first: ByteString, _ second: ByteString, _ text: ByteString) throws {
    #expect(try Self.compare(first, second) == text)
  }

  @Test func kindsWithTheSameKeyAreMixed() throws {
    #expect(
      try Self.compare(
        "",
        "file path=b\ndir path=a\nlink path=c target=x\nset name=n value=v\ndepend fmri=z type=require\nuser username=u"
      )
        == """
        + set name=n value=v
        + depend fmri=z type=require
        + user username=u
        + dir path=a
        + file NOHASH path=b
        + link path=c target=x

        """)
  }

  private static let first: ByteString =
    "file h path=a owner=x mode=1 timestamp=1 chash=1 pkg.size=1\nlink path=l target=t"
  private static let second: ByteString = "file i path=a owner=y mode=1 timestamp=2 chash=2 pkg.size=2\ndir path=d"

  private static let selections: [(ComparisonOptions.Attributes, ByteString)] = [
    (
      .all,
      "file path=a mode=1\n  - h\n  + i\n  - chash=1\n  + chash=2\n  - owner=x\n  + owner=y\n  - pkg.size=1\n"
        + "  + pkg.size=2\n  - timestamp=1\n  + timestamp=2\n+ dir path=d\n- link path=l target=t\n"
    ),
    (
      ComparisonOptions.ignoring(["hash", "size"]),
      "file path=a mode=1\n  - owner=x\n  + owner=y\n+ dir path=d\n- link path=l target=t\n"
    ),
    (ComparisonOptions.ignoring(["hash", "size", "owner", "path"]), "- link path=l target=t\n"),
    (
      ComparisonOptions.ignoring([]),
      "file path=a mode=1\n  - h\n  + i\n  - chash=1\n  + chash=2\n  - owner=x\n  + owner=y\n"
        + "  - pkg.size=1\n  + pkg.size=2\n  - timestamp=1\n  + timestamp=2\n+ dir path=d\n- link path=l target=t\n"
    ),
    (.only(["owner"]), "file path=a mode=1\n  - owner=x\n  + owner=y\n"),
    (.only(["hash"]), "file path=a mode=1\n  - h\n  + i\n"),
    (.only(["target"]), "- link path=l target=t\n"),
    (.only(["nothing"]), ""),
  ]

  @Test(arguments: selections)
  func attributesCanBeChosen(_ attributes: ComparisonOptions.Attributes, _ text: ByteString) throws {
    #expect(try Self.compare(Self.first, Self.second, ComparisonOptions(attributes: attributes)) == text)
  }

  @Test func kindsCanBeChosen() throws {
    #expect(try Self.compare(Self.first, Self.second, ComparisonOptions(kinds: [.dir])) == "+ dir path=d\n")
    #expect(try Self.compare(Self.first, Self.second, ComparisonOptions(kinds: [.user])) == "")
  }

  private static let variants: ByteString = "set name=variant.arch value=i386 value=sparc\n"

  @Test func actionsOfDifferentVariantsAreDifferent() throws {
    let one = Self.variants + "file h path=a variant.arch=i386\nfile h path=a variant.arch=sparc"
    let other = Self.variants + "file h path=a mode=1 variant.arch=i386\nfile h path=a"
    #expect(
      try Self.compare(one, other)
        == "+ file h path=a\nfile path=a variant.arch=i386\n  + mode=1\n- file h path=a variant.arch=sparc\n")
  }

  @Test func oneValueOfAVariantCanBeChosen() throws {
    let one = Self.variants + "file h path=a mode=1 variant.arch=i386\nfile h path=a mode=2 variant.arch=sparc"
    let options = ComparisonOptions(variants: ["variant.arch": "sparc"])
    #expect(try Self.compare(one, "file h path=a mode=2", options) == "- set name=variant.arch value=sparc\n")
    #expect(try Self.compare(one, Self.variants + "file h path=a mode=2", options) == "")
    #expect(throws: ComparisonError.self) {
      try Self.compare(one, "", ComparisonOptions(variants: ["variant.arch": "arm"]))
    }
    #expect(try Self.compare("", "", ComparisonOptions(variants: ["variant.arch": "arm"])) == "")
  }

  @Test func variantsMustHaveTheSameValues() throws {
    do {
      _ = try Self.compare(Self.variants, "set name=variant.arch value=arm")
      Issue.record("compared")
    } catch let error as ComparisonError {
      #expect(error == .differentVariants(name: "variant.arch", first: ["i386", "sparc"], second: ["arm"]))
    }
  }

  @Test func signaturesCanBeLeftAside() throws {
    let one: ByteString = "file a path=p pkg.content-hash=file:sha256:1 pkg.content-hash=gelf.unsigned:sha256:9"
    let other: ByteString = "file a path=p pkg.content-hash=file:sha256:2 pkg.content-hash=gelf.unsigned:sha256:9"
    #expect(try !Self.compare(one, other).isEmpty)
    #expect(try Self.compare(one, other, ComparisonOptions(ignoresSignatures: true)).isEmpty)
  }

  @Test func rulesCannotBeCompared() throws {
    #expect(throws: ComparisonError.self) { try Self.compare("file path=a", "<transform file -> drop>\n") }
  }

  @Test(arguments: 0..<20)
  func differencesAreExactlyWhatDiffers(_ seed: Int) throws {
    var random = RandomActions(seed: UInt64(seed))
    var generator = SeededGenerator(UInt64(seed) + 9)
    var byKey: [ByteString: Action] = [:]
    for action in random.expressible(0...80) {
      let key = action.kind.keyAttribute.map { action.attributes.values($0).joined(separator: " ") } ?? action.line()
      byKey[action.kind.name + " " + key] = action
    }
    let all = byKey.sorted { $0.key < $1.key }.map(\.value)
    let removed = all.filter { _ in generator.once(in: 5) }
    let kept = all.filter { !removed.contains($0) }
    var first = Manifest()
    var second = Manifest()
    for action in all.shuffled(using: &generator) { try first.append(action) }
    for action in kept.shuffled(using: &generator) { try second.append(action) }
    let forth = try ManifestComparison().compare(first, second)
    let back = try ManifestComparison().compare(second, first)
    #expect(Set(forth.changes) == Set(removed.map { .removed($0) }))
    #expect(Set(back.changes) == Set(removed.map { .added($0) }))
    #expect(try ManifestComparison().compare(first, first).isEmpty)
  }
}
