import PackageModel
import Testing

/// Versions of IPS packages.
@Suite struct PackageVersionTests {
  private static let accepted: [(text: String, full: String)] = [
    ("1", "1,5.11"), ("1.2.3", "1.2.3,5.11"), ("0", "0,5.11"), ("1.0,5.10", "1.0,5.10"), ("1.0-2026.0.1", "1.0,5.11-2026.0.1"),
    ("1.0,5.11-0.151:20110304T055417Z", "1.0,5.11-0.151:20110304T055417Z"),
    ("1:20240229T235959Z", "1,5.11:20240229T235959Z"), ("1.18446744073709551615", "1.18446744073709551615,5.11"),
  ]

  @Test(arguments: accepted)
  func reads(_ text: String, _ full: String) throws {
    let version = try PackageVersion(parsing: text)
    #expect(version.description == text)
    #expect(version.fullText == full)
    #expect(try PackageVersion(parsing: version.fullText) == version)
  }

  private static let rejected: [(text: String, offset: Int)] = [
    ("", 0), (",5.11", 0), ("-1", 0), (":20110304T055417Z", 0), ("1..2", 2), ("1.", 2), (".1", 0), ("1.a", 2), ("1.2b", 3),
    ("01", 0), ("1.00", 2), ("1,5.011", 4), ("1,", 2), ("1-", 2), ("1-1-2", 3), ("1.18446744073709551616", 2),
    ("1:2011", 2), ("1:20110304T055417", 2), ("1:20110304 055417Z", 2), ("1:20110229T055417Z", 2), ("1:19000229T000000Z", 2),
    ("1:20111304T055417Z", 2), ("1:20110304T245417Z", 11), ("1:20110304T056017Z", 11), ("1:00000101T000000Z", 2),
    ("1,5.11,6", 6), ("+1", 0), ("1.-1", 2), ("1 ", 1),
  ]

  @Test(arguments: rejected)
  func rejects(_ text: String, _ offset: Int) {
    do throws(InvalidPackageVersion) {
      let version = try PackageVersion(parsing: text)
      Issue.record("read as \(version)")
    } catch {
      #expect(error.text == text)
      #expect(error.offset == offset, "\(error)")
      #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
    }
  }

  @Test func leadingZerosCanBeRepaired() {
    #expect(throws: InvalidPackageVersion.self) { try PackageVersion(parsing: "2026.01") }
    do throws(InvalidPackageVersion) {
      _ = try PackageVersion(parsing: "2026.01")
    } catch {
      #expect(error.remedy == "write 1")
    }
  }

  @Test func ordersByReleaseThenBranchThenTime() throws {
    let ordered = [
      "0", "0.5", "1", "1-0", "1-0:20110101T000000Z", "1-0:20110101T000001Z", "1-0.1", "1-1", "1-10", "1.0", "1.0-1", "1.2",
      "1.10", "2",
    ]
    let versions = try ordered.map { try PackageVersion(parsing: $0) }
    for (index, version) in versions.enumerated() {
      for (other, second) in versions.enumerated() {
        #expect((version < second) == (index < other), "\(version) and \(second)")
        #expect((version == second) == (index == other))
      }
    }
  }

  @Test func theBuildReleaseDoesNotCount() throws {
    let (one, other) = (try PackageVersion(parsing: "1,5.11-1"), try PackageVersion(parsing: "1,5.10-1"))
    #expect(one == other)
    #expect(!(one < other) && !(other < one))
    #expect(one.hashValue == other.hashValue)
  }

  private static let constraints: [(version: String, constraint: String, isAllowed: Bool)] = [
    ("1.2.3-4", "1.2", true), ("1.2.3-4", "1.2.3", true), ("1.2.3-4", "1.2.3.0", false), ("1.20", "1.2", false),
    ("1.2-2026.1", "1.2-2026", true), ("1.2-2026.1", "1.2-2026.2", false), ("1.2", "1.2-2026", false),
    ("1.2-1:20110101T000000Z", "1.2-1:20110101T000000Z", true), ("1.2-1:20110101T000000Z", "1.2-1:20110101T000001Z", false),
    ("1.2,5.10", "1.2,5.11", true),
  ]

  @Test(arguments: constraints)
  func incorporationsFixTheFirstNumbers(_ version: String, _ constraint: String, _ isAllowed: Bool) throws {
    #expect(try PackageVersion(parsing: version).isAllowed(by: PackageVersion(parsing: constraint)) == isAllowed)
  }
}
