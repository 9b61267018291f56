import PackageModel
import Testing

/// Lines that are actions, and how they print.
@Suite struct AcceptedActionTests {
  private static let cases: [(line: ByteString, printed: ByteString)] = [
    // Blanks are space, tab and newline; anything else is part of a word.
    ("file path=a mode=0444", "file mode=0444 path=a"),
    ("file\tpath=a\t mode=0444  ", "file mode=0444 path=a"),
    ("set name=a value=b\u{a0}c", "set name=a value=b\u{a0}c"),
    // The payload: a bare word behind the type, or the attribute hash, or both if they are equal.
    ("file abc path=a", "file abc path=a"),
    ("file hash=abc path=a", "file abc path=a"),
    ("file abc path=a hash=abc", "file abc path=a"),
    ("file path=a hash=\"a b\"", "file hash=\"a b\" path=a"),
    ("file path=a hash=a=b", "file hash=a=b path=a"),
    ("license LICENSE license=MIT", "license LICENSE license=MIT"),
    ("file NOHASH path=a", "file path=a"),
    // Values: unquoted to the next blank, whatever is in them.
    ("set name=a value=a=b=c", "set name=a value=a=b=c"),
    ("set name=a value===x", "set name=a value===x"),
    ("set name=a value=un\"quoted", "set name=a value='un\"quoted'"),
    ("set name=a value=tail'", "set name=a value=\"tail'\""),
    ("set name=a value=back\\slash", "set name=a value=back\\slash"),
    // Quoted values lose a backslash in front of a backslash and of their own quote only.
    ("set name=a value=\"x\\\"y\"", "set name=a value='x\"y'"),
    ("set name=a value='x\\'y'", "set name=a value=\"x'y\""),
    ("set name=a value='x\\\"y'", "set name=a value='x\\\"y'"),
    ("set name=a value=\"x\\\\y\"", "set name=a value=x\\y"),
    ("set name=a value=\"x\\ny\"", "set name=a value=x\\ny"),
    ("set name=a value=\"\"", "set name=a value=\"\""),
    ("set name=a value=\"b c\"", "set name=a value=\"b c\""),
    ("set name=a value='say \"x\"'", "set name=a value='say \"x\"'"),
    ("set name=a value=\"both ' and \\\"\"", "set name=a value=\"both ' and \\\"\""),
    // A quoted value goes on in a further quoted piece, with blanks between or without.
    ("set name=a value=\"x\"\"y\"", "set name=a value=xy"),
    ("set name=a value=\"x\" 'y' \"z\"", "set name=a value=xyz"),
    ("set name=a value=p value=\"q\" 'r'", "set name=a value=p value=qr"),
    ("file path=a hash=\"x\" \"y\"", "file xy path=a"),
    // No blank is needed behind a closing quote.
    ("set name=a value=\"x\"other=1", "set name=a other=1 value=x"),
    ("file path=\"p\"mode=0444owner=root", "file mode=0444owner=root path=p"),
    // A repeated name makes a list; order and duplicates stay.
    ("set name=a value=c value=a value=c", "set name=a value=c value=a value=c"),
    // A macro in a single value is quoted, in a list it is not.
    ("file path=a v=$(X)", "file path=a v=\"$(X)\""),
    ("set name=n value=$(A) value=$(B)", "set name=n value=$(A) value=$(B)"),
    // Names are told apart by their bytes.
    ("unknown caf\u{e9}=1 cafe\u{301}=2 path=x Path=y", "unknown Path=y cafe\u{301}=2 caf\u{e9}=1 path=x"),
    // Slashes in front of a path go, others stay.
    ("dir path=///usr//lib/", "dir path=usr//lib/"),
    // set in its short form.
    ("set color=red", "set name=color value=red"),
    ("set name=solo", "set name=name value=solo"),
    ("set value=solo", "set name=value value=solo"),
    ("set a=b a=c", "set name=a value=b value=c"),
    // What signatures get.
    ("signature algorithm=sha256", "signature algorithm=sha256 value=\"\" version=0"),
    ("signature abc algorithm=sha256 value=00 version=1", "signature abc algorithm=sha256 value=00 version=1"),
    // clone_perms of three words get the driver's name.
    ("driver name=fig clone_perms=\"0600 root sys\"", "driver clone_perms=\"fig 0600 root sys\" name=fig"),
    ("driver name=fig clone_perms=odd", "driver clone_perms=odd name=fig"),
    ("driver clone_perms=\"a 0600 root sys\" name=fig", "driver clone_perms=\"a 0600 root sys\" name=fig"),
    // Octal as Python writes it.
    ("dir path=a mode=0o755", "dir mode=0755 path=a"),
    // Dependencies may name several packages if their type is there.
    ("depend fmri=a", "depend fmri=a"),
    ("depend fmri=b fmri=a type=require-any", "depend fmri=b fmri=a type=require-any"),
    ("depend fmri=a type=bogus", "depend fmri=a type=bogus"),
    // Every other type with the least it needs.
    ("unknown a=b", "unknown a=b"),
    ("legacy pkg=SUNWfig", "legacy pkg=SUNWfig"),
    ("hardlink path=a target=b", "hardlink path=a target=b"),
    ("link path=a", "link path=a"),
    ("group groupname=g", "group groupname=g"),
    ("user username=u", "user username=u"),
  ]

  @Test(arguments: cases)
  func reads(_ line: ByteString, _ printed: ByteString) throws {
    let action = try Action(parsing: line)
    #expect(action.line() == printed)
    #expect(try Action(parsing: action.line()).line() == printed)
  }

  @Test func missingPayloadsPrintOnlyWhereAskedFor() throws {
    for (line, printed): (ByteString, ByteString) in [
      ("file path=a", "file NOHASH path=a"), ("license license=MIT", "license NOHASH license=MIT"),
      ("signature algorithm=x value=y version=0", "signature algorithm=x value=y version=0"),
      ("dir path=a", "dir path=a"),
    ] {
      #expect(try Action(parsing: line).line(showsMissingHash: true) == printed)
    }
  }

  @Test func listsOfOneValueAreKeptApart() {
    var list = Action(.file, [("path", "a")])
    list.attributes.set("v", ["$(X)"], isList: true)
    #expect(list.line() == "file path=a v=$(X)")
    list.attributes.set("v", ["$(X)"])
    #expect(list.line() == "file path=a v=\"$(X)\"")
  }
}
