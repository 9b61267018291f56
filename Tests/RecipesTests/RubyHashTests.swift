import PackageModel
import Testing

@testable import Recipes

@Suite struct RubyHashTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("a\nb\tc\r\u{1b}\u{1}", "\"a\\nb\\tc\\r\\e\\x01\""),
    ("#{x} #x #$y #@z", "\"\\#{x} #x \\#$y \\#@z\""), ("größe ☃", "\"größe ☃\""),
  ])
  func quotes(_ text: String, _ quoted: String) {
    #expect(RubyHash.quoted(text) == quoted)
  }

  @Test func linesAreThoseThatScriptsLookFor() {
    let book = LogBook()
    book.log.always("Created package", ["path": "x.deb"])
    book.log.warn("Careful")
    let lines = book.entries.map { RubyHash.line($0, timestamp: "T") }
    #expect(lines[0] == "{:timestamp=>\"T\", :message=>\"Created package\", :path=>\"x.deb\"}")
    #expect(lines[1] == "{:timestamp=>\"T\", :message=>\"Careful\", :level=>:warn}")
  }

  @Test func levelsHoldBack() {
    let book = LogBook()
    var log = book.log
    log.threshold = .warn
    log.info("info")
    log.warn("warn")
    log.always("always")
    #expect(book.messages == ["warn", "always"])
  }

  @Test(arguments: [
    (0, 0, "1970-01-01T00:00:00.000000+0000"), (1_700_000_000, 42, "2023-11-14T22:13:20.000042+0000"),
    (951_782_400, 999_999, "2000-02-29T00:00:00.999999+0000"), (-1, 0, "1969-12-31T23:59:59.000000+0000"),
  ])
  func timestamps(_ seconds: Int64, _ microseconds: Int, _ text: String) {
    #expect(RubyHash.timestamp(seconds: seconds, microseconds: microseconds) == text)
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_704_067_200, "Mon, 01 Jan 2024 00:00:00 +0000"),
    (951_868_799, "Tue, 29 Feb 2000 23:59:59 +0000"), (-86_400, "Wed, 31 Dec 1969 00:00:00 +0000"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
  ])
  func mailDates(_ seconds: Int64, _ text: String) {
    #expect(CivilTime(seconds: seconds).mailDate == text)
  }
}
