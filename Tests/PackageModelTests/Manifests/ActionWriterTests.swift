import Testing

@testable import PackageModel

@Suite struct ActionWriterTests {
  private func printed(_ line: String) throws -> String {
    let manifest = try Manifest(reading: Array(line.utf8), fileName: "m")
    return String(String(decoding: manifest.text(), as: UTF8.self).dropLast())
  }

  /// Lines that are printed as they are written are copied, others are put together anew; both read alike.
  @Test(arguments: [
    ("file abc group=bin mode=0644 path=usr/x", "file abc group=bin mode=0644 path=usr/x"),
    ("file abc  group=bin mode=0644 path=usr/x", "file abc group=bin mode=0644 path=usr/x"),
    ("file abc\tgroup=bin\tpath=usr/x", "file abc group=bin path=usr/x"),
    ("dir path=a mode=0755 group=b", "dir group=b mode=0755 path=a"),
    ("dir mode=0o755 path=/a", "dir mode=0755 path=a"),
    ("dir mode=0o1 mode=0o2 path=a", "dir mode=0o1 mode=0o2 path=a"),
    ("dir path=a x=$(V)", "dir path=a x=\"$(V)\""), ("dir path=a x=$(V) x=$(W)", "dir path=a x=$(V) x=$(W)"),
    ("dir path=a x=$V", "dir path=a x=$V"),
    ("dir path=a x=b\"c y=d'e", "dir path=a x='b\"c' y=\"d'e\""),
    ("dir path=a x=\"b\" y='c d'", "dir path=a x=b y=\"c d\""),
    ("dir path=a x=\"\"", "dir path=a x=\"\""), ("dir path=a x=1 b=2 x=3", "dir b=2 path=a x=1 x=3"),
    ("file hash=a=b path=p", "file hash=a=b path=p"),
    ("file hash=\"a b\" group=g path=p zz=1", "file group=g hash=\"a b\" path=p zz=1"),
    ("file hash=\"\" path=p", "file path=p"), ("set a=b", "set name=a value=b"),
    ("signature algorithm=x", "signature algorithm=x value=\"\" version=0"),
    ("signature NOHASH algorithm=x", "signature NOHASH algorithm=x value=\"\" version=0"),
    ("license license=x path=/y", "license license=x path=y"),
    ("dir path=\"a\"b=c", "dir b=c path=a"), ("dir path=a é=1 z=2", "dir path=a z=2 é=1"),
  ])
  func prints(line: String, expected: String) throws {
    #expect(try printed(line) == expected)
  }

  @Test(arguments: [
    ("set name=a name=b value=c", ActionError.Reason.repeatedKeyAttribute("name")),
    ("set name=a name=b", .repeatedKeyAttribute("name")),
    ("signature algorithm=a value=b value=c", .repeatedKeyAttribute("value")),
    ("user username=u group=g path=/", .emptyPath),
    ("license license=a path=b path=c", .emptyPath), ("file a hash=b path=c", .hashMismatch),
  ])
  func refuses(line: String, reason: ActionError.Reason) {
    #expect { try Action(scanning: ByteString(line)) } throws: { ($0 as? ActionError)?.reason == reason }
  }

  /// The text of a manifest and the values made later lie side by side; a run of attributes never goes from one to the
  /// other.
  @Test func runsStayWithinOneBuffer() throws {
    let text = Array("unknown a=1".utf8)
    var storage = ManifestStorage(text: text)
    var action = try ActionParser.parse(text.span, base: 0, into: &storage)
    let interned = storage.intern("b")
    let name = try #require(interned)
    let place = storage.store(" b=2")
    storage.attributes.append(AttributeReference(start: place.start + 3, count: 1, name: name))
    action.attributeCount += 1
    var output: [UInt8] = []
    ActionWriter.append(action, of: storage, ranks: storage.names.ranks(), showsMissingHash: false, to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "unknown a=1 b=2")
  }
}
