import PackageModel
import Testing

@Suite struct FMRISpellingTests {
  @Test(arguments: [
    ("x@1", "pkg:/x@1"), ("/x@1", "pkg:/x@1"), ("pkg:/x@1", "pkg:/x@1"), ("pkg:///x@1", "pkg:/x@1"),
    ("//pub/a/b", "pkg://pub/a/b"),
    ("pkg://pub/a/b@1.2,5.11-3.4:20250101T000000Z", "pkg://pub/a/b@1.2,5.11-3.4:20250101T000000Z"),
    ("x@1.0-2", "pkg:/x@1.0-2"), ("x@1,5.10", "pkg:/x@1,5.10"), ("a+b_c.d-e@0", "pkg:/a+b_c.d-e@0"),
  ])
  func readAndWrite(_ text: String, _ expected: String) throws {
    #expect(try FMRI(parsing: ByteString(text)).description == expected)
  }

  @Test(arguments: [
    ("x@", "Version cannot be empty"), ("x@01", "Bad Version: 01"), ("-x@1", "Invalid Package Name: -x"),
    ("x@1..0", "Bad Version: 1..0"), ("x y@1", "Invalid Package Name: x y"),
    ("x@1:2025", "Time must be ISO8601 format."),
    ("pkg://e/x@1.0-1-2", "Bad Version: 1-2"), ("x/@1", "Invalid Package Name: x/"), ("", "Missing package name"),
    ("x@1:20250230T000000Z", "Time must be ISO8601 format."), ("pkg://../x@1", "Invalid publisher name: .."),
    ("x@18446744073709551616", "Bad Version: 18446744073709551616"),
  ])
  func mistakesAreNamed(_ text: String, _ reason: String) {
    #expect {
      try FMRI(parsing: ByteString(text))
    } throws: { error in
      (error as? InvalidFMRI)?.reason == reason
    }
  }

  @Test func versionsHaveTheOrderOfTheTools() throws {
    let ordered = [
      "0.1", "1", "1:20250101T000000Z", "1-0", "1-1", "1-1:20250101T000000Z", "1-1:20250102T000000Z", "1-1.1", "1-2",
      "1.0",
      "1.2", "1.10", "2",
    ]
    for (place, text) in ordered.enumerated() {
      for (other, otherText) in ordered.enumerated() {
        let one = try PackageVersion(parsing: ByteString(text))
        let two = try PackageVersion(parsing: ByteString(otherText))
        #expect((one < two) == (place < other), "\(text) and \(otherText)")
      }
    }
  }

  @Test(arguments: [
    ("1.2.3-4:20250101T000000Z", "1.2", true), ("1.2.3-4", "1.2.3-4", true), ("1.20", "1.2", false),
    ("1.2", "1.2-1", false),
    ("1.2-1.1", "1.2-1", true), ("1.2-1", "1.2-1.1", false), ("1-1:20250101T000000Z", "1:20250101T000000Z", true),
    ("1-1:20250101T000000Z", "1:20250102T000000Z", false),
  ])
  func versionsLieWithinShorterOnes(_ text: String, _ other: String, _ expected: Bool) throws {
    let version = try PackageVersion(parsing: ByteString(text))
    #expect(try version.isWithin(PackageVersion(parsing: ByteString(other))) == expected)
  }

  @Test(arguments: [
    ("19700101T000000Z", 0), ("20000229T235959Z", 951_868_799), ("20261122T205722Z", 1_795_381_042),
    ("19691231T235959Z", -1), ("00010101T000000Z", -62_135_596_800), ("99991231T235959Z", 253_402_300_799),
  ])
  func timesCountSeconds(_ text: String, _ seconds: Int64) throws {
    let time = try #require(CivilTime(basic: ByteString(text)))
    #expect(time.seconds == seconds)
    #expect(CivilTime(seconds: seconds).basic.text == text)
  }

  @Test(arguments: [
    "20250229T000000Z", "20251301T000000Z", "20250001T000000Z", "20250100T000000Z", "20250101T240000Z",
    "20250101T006000Z",
    "20250101T000060Z", "20250101 000000Z", "2025-101T000000Z", "00000101T000000Z", "20250101T000000", "",
  ])
  func timesThatTheCalendarDoesNotHaveAreRefused(_ text: String) {
    #expect(CivilTime(basic: ByteString(text)) == nil)
  }
}
