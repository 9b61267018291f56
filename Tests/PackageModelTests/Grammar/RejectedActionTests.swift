import PackageModel
import Testing

/// Lines that are no actions: why, and at which byte.
@Suite struct RejectedActionTests {
  private static let cases: [(line: ByteString, reason: ActionError.Reason, position: Int)] = [
    ("file", .noAttributes, 4),
    ("frob", .noAttributes, 4),
    ("frob a=b", .unknownType("frob"), 0),
    ("Set name=a value=b", .unknownType("Set"), 0),
    (" file path=a", .unknownType(""), 0),
    ("<transform dir -> drop>", .unknownType("<transform"), 0),
    // Bare words.
    ("dir aa path=a", .payloadNotAllowed, 4),
    ("file aa bb path=a", .whitespaceInKey, 10),
    ("file path=a bare mode=0444", .whitespaceInKey, 16),
    ("file hash=aa bb path=a", .whitespaceInKey, 15),
    ("file path=a bare", .missingValue, 16),
    ("file abcdef path", .missingValue, 16),
    ("file abcdef", .missingValue, 11),
    // Names and values.
    ("file =a", .missingKey, 5),
    ("file path=a =b", .missingKey, 12),
    ("file path=", .missingValue, 10),
    ("file path= mode=0444", .missingValue, 10),
    ("file path=\u{e9} mode=", .missingValue, 18),
    ("set name=a va\"lue=b", .quoteInKey, 13),
    ("set name=e value=x \"y\"", .quoteInKey, 19),
    ("file \"abc\" path=a", .quoteInKey, 5),
    ("set name=a value=\"open", .unfinishedQuote, 17),
    ("set name=a value='open\\'", .unfinishedQuote, 17),
    ("set name=a value=\"x\" 'open", .unfinishedQuote, 21),
    // Names that cannot be.
    ("file path=a data=c", .invalidKey("data"), 12),
    ("dir path=a hash=b", .invalidKey("hash"), 11),
    ("file aa path=a hash=bb", .hashMismatch, 15),
    // Key attributes.
    ("file mode=0444", .missingKeyAttribute(.file), 14),
    ("dir mode=0755", .missingKeyAttribute(.dir), 13),
    ("link target=x", .missingKeyAttribute(.link), 13),
    ("hardlink target=x", .missingKeyAttribute(.hardlink), 17),
    ("depend type=require", .missingKeyAttribute(.depend), 19),
    ("driver perms=x", .missingKeyAttribute(.driver), 14),
    ("group gid=1", .missingKeyAttribute(.group), 11),
    ("legacy name=x", .missingKeyAttribute(.legacy), 13),
    ("license must=1", .missingKeyAttribute(.license), 14),
    ("user group=x", .missingKeyAttribute(.user), 12),
    ("file path=a path=b", .repeatedKeyAttribute("path"), 18),
    ("set name=a name=b value=c", .repeatedKeyAttribute("name"), 25),
    ("signature algorithm=x value=a value=b", .repeatedKeyAttribute("value"), 37),
    ("user username=a username=b", .repeatedKeyAttribute("username"), 26),
    ("depend fmri=a fmri=b", .repeatedKeyAttribute("fmri"), 20),
    ("depend fmri=a fmri=b type=x type=y", .repeatedKeyAttribute("type"), 34),
    ("dir path=\"\"", .emptyPath, 11),
    ("dir path=//", .emptyPath, 11),
    ("set a=b c=d", .setWithoutNameOrValue, 11),
    ("set name=a other=b", .setWithoutNameOrValue, 18),
    ("signature value=a", .missingAlgorithm, 17),
  ]

  @Test(arguments: cases)
  func rejects(_ line: ByteString, _ reason: ActionError.Reason, _ position: Int) {
    do throws(ActionError) {
      let action = try Action(scanning: line)
      Issue.record("read as \(action.line())")
    } catch {
      #expect(error.reason == reason)
      #expect(error.position == position)
      #expect(error.remedy != nil)
      #expect(!error.message.isEmpty)
    }
  }

  @Test(arguments: cases.map(\.line))
  func leavesTheStorageAsItWas(_ line: ByteString) throws {
    var storage = ManifestStorage(text: line.bytes)
    storage.attributes = [AttributeReference(start: 0, count: 1, name: NameTable.path)]
    #expect(throws: ActionError.self) { try ActionParser.parse(line.bytes.span, base: 0, into: &storage) }
    #expect(storage.attributes.count == 1)
  }

  @Test func slipsOfTheKeyboardAreGuessed() throws {
    for (word, guess) in [("fiel", "file"), ("dirr", "dir"), ("depends", "depend"), ("hardlnk", "hardlink")] {
      let error = ActionError(.unknownType(ByteString(word)), at: 0)
      #expect(error.remedy == "did you mean \"\(guess)\"?")
    }
    #expect(ActionError(.unknownType("installer"), at: 0).remedy?.hasPrefix("the types are depend, dir") == true)
  }
}
