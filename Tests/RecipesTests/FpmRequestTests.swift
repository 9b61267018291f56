import PackageModel
import Payload
@testable import Recipes
import Testing

@Suite struct FpmRequestTests {
  private func request(
    _ line: String, _ variables: [String: ByteString] = [:], book: LogBook = LogBook()
  ) throws -> FpmRequest {
    try FpmRequest(arguments(line), environment: .plain(variables), log: book.log)
  }

  @Test func tellsEveryMistakeAtOnce() {
    let found = mistakes { _ = try request("--deb-compression rar --workdir /no/such --inputs /no/such/list") }
    #expect(found.count == 5)
  }

  @Test(arguments: [
    "-t deb -n x .", "-s dir -n x .", "-s dir -t deb -n x", "-s rpm -t deb x", "-s nothing -t deb x", "-s dir -t rpm x",
    "-s tar -t deb", "-s deb -t deb /tmp", "-s empty -t deb -p ''", "-s deb -t deb --inputs /dev/null",
    "-s dir -t deb --exclude-file /no/such .",
    "-s dir -t deb --inputs /no/such", "-s dir -t deb --workdir /dev/null .", "-s dir -t deb --deb-compression gzip .",
    "-s dir -t deb --deb-compression-level 10 .", "-s dir -t deb --deb-compression-level x .",
    "-s empty -t deb -m 'A\nB: x'", "-s empty -t deb --url 'http://x\r'", "-s empty -t deb --category 'a\tb'",
    "-s dir -t deb --source-date-epoch-default never .", "-s dir -t deb --source-date-epoch-default -1 .",
  ])
  func refuses(_ line: String) {
    #expect(throws: Diagnostics.self) { try request(line) }
  }

  @Test func textsMustBeUTF8() throws {
    let words: [ByteString] = ["-s", "empty", "-t", "deb", "--description", ByteString([0x66, 0xfc, 0x72])]
    let parsed = try FpmArguments(words.map { FpmWord($0) }, loadFile: OptionsFile.read)
    #expect(throws: Diagnostics.self) { try FpmRequest(parsed, environment: .plain(), log: LogBook().log) }
  }

  @Test func chdirAloneMeansEverything() throws {
    #expect(try request("-s dir -t deb -C /tmp").inputs == ["."])
    #expect(try request("-s empty -t deb").inputs.isEmpty)
  }

  @Test(arguments: [
    ("", Compression.Format.gzip, 9), ("--deb-compression gz", .gzip, 9), ("--deb-compression xz", .xz, 3),
    ("--deb-compression zst", .zstd, 3), ("--deb-compression bzip2", .bzip2, 9), ("--deb-compression none", .none, 0),
    ("--deb-compression xz --deb-compression-level 9", .xz, 9),
    ("--deb-compression zst --deb-compression-level 0", .zstd, 1),
    ("--deb-compression bzip2 --deb-compression-level 0", .bzip2, 1), ("--deb-compression-level 1", .gzip, 1),
    ("--deb-compression none --deb-compression-level 5", .none, 0),
  ])
  func compression(_ flags: String, _ format: Compression.Format, _ level: Int) throws {
    let compression = try request("-s empty -t deb \(flags)").compression
    #expect(compression.format == format && compression.level == level)
  }

  @Test func theTimeOfThePackage() throws {
    #expect(try request("-s empty -t deb").sourceDateEpoch == nil)
    #expect(try request("-s empty -t deb --source-date-epoch-default 5").sourceDateEpoch == 5)
    let both = try request("-s empty -t deb --source-date-epoch-default 5", ["SOURCE_DATE_EPOCH": "7"])
    #expect(both.sourceDateEpoch == 7)
    #expect(try request("-s empty -t deb", ["SOURCE_DATE_EPOCH": "0"]).sourceDateEpoch == 0)
    #expect(throws: Diagnostics.self) { try request("-s empty -t deb", ["SOURCE_DATE_EPOCH": "today"]) }
  }

  @Test(arguments: [
    ("-s dir .", PackageRecipe.Ownership.root), ("-s deb x", .asFound), ("-s tar x", .root),
    ("-s dir --deb-use-file-permissions .", .asFound), ("-s dir --deb-user www .", .named(user: "www", group: "root")),
    ("-s deb --deb-group adm x", .named(user: "root", group: "adm")),
    ("-s dir --deb-user www --deb-use-file-permissions .", .asFound),
  ])
  func owners(_ line: String, _ expected: PackageRecipe.Ownership) throws {
    #expect(try request("-t deb " + line).ownership == expected)
  }

  @Test func strayFlagsAreTold() throws {
    let book = LogBook()
    _ = try request("-s dir -t deb . -p x", book: book)
    #expect(book.messages.contains { $0.contains("-p") })
  }

  @Test func flagsWithoutEffectAreNoted() throws {
    let book = LogBook()
    _ = try request("-s empty -t deb --rpm-user x --rpm-user y --directories /x", book: book)
    #expect(book.messages.count { $0.contains("--rpm-user") } == 1)
    #expect(book.messages.count { $0.contains("--directories") } == 1)
  }

  @Test(arguments: [
    ("", FpmLogLevel.warn), ("--verbose", .info), ("--debug", .debug), ("--log error", .error), ("--log DEBUG", .debug),
    ("--debug --log warn", .warn),
  ])
  func levels(_ flags: String, _ level: FpmLogLevel) throws {
    #expect(try FpmLogLevel(arguments(flags)) == level)
  }

  @Test(arguments: ["loud", "fatal", ""])
  func unknownLevels(_ name: String) {
    #expect(throws: FpmUsageError.self) { try FpmLogLevel(arguments("--log '\(name)'")) }
  }
}
