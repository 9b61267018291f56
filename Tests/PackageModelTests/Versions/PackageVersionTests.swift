import PackageModel
import Testing

/// Versions of IPS packages.
@Suite struct PackageVersionTests {
  private static let accepted: [ByteString] = [
    "1", "1.2.3", "0", "1.0,5.10", "1.0-2026.0.1", "1.0,5.11-0.151:20110304T055417Z", "1:20240229T235959Z",
    "1.18446744073709551615",
  ]

  @Test(arguments: accepted)
  func reads(_ text: ByteString) throws {
    let version = try PackageVersion(parsing: text)
    #expect(version.text() == text)
    #expect(try PackageVersion(parsing: version.text()) == version)
  }

  private static let rejected: [ByteString] = [
    "", ",5.11", "-1", ":20110304T055417Z", "1..2", "1.", ".1", "1.a", "1.2b", "01", "1.00", "1,5.011", "1,", "1-",
    "1-1-2",
    "1.18446744073709551616", "1:2011", "1:20110304T055417", "1:20110304 055417Z", "1:20110229T055417Z",
    "1:19000229T000000Z", "1:20111304T055417Z", "1:20110304T245417Z", "1:20110304T056017Z", "1,5.11,6", "+1", "1.-1",
    "1 ",
  ]

  @Test(arguments: rejected)
  func rejects(_ text: ByteString) {
    do throws(InvalidFMRI) {
      let version = try PackageVersion(parsing: text)
      Issue.record("read as \(version.text())")
    } catch {
      #expect(error.text == text)
      #expect(!error.reason.isEmpty)
    }
  }

  @Test func ordersByReleaseThenBranchThenTime() throws {
    let ordered: [ByteString] = [
      "0", "0.5", "1", "1-0", "1-0:20110101T000000Z", "1-0:20110101T000001Z", "1-0.1", "1-1", "1-10", "1.0", "1.0-1",
      "1.2",
      "1.10", "2",
    ]
    let versions = try ordered.map { (text) throws(InvalidFMRI) in try PackageVersion(parsing: text) }
    for (index, version) in versions.enumerated() {
      for (other, second) in versions.enumerated() {
        #expect((version < second) == (index < other), "\(version.text()) and \(second.text())")
        #expect((version == second) == (index == other))
      }
    }
  }

  @Test func theBuildReleaseTakesNoPartInTheOrder() throws {
    let (one, other) = (try PackageVersion(parsing: "1,5.11-1"), try PackageVersion(parsing: "1,5.10-1"))
    #expect(!(one < other) && !(other < one))
    #expect(one != other)
    #expect(one.text(includingBuild: false) == other.text(includingBuild: false))
  }

  private static let constraints: [(version: ByteString, constraint: ByteString, isWithin: Bool)] = [
    ("1.2.3-4", "1.2", true), ("1.2.3-4", "1.2.3", true), ("1.2.3-4", "1.2.3.0", false), ("1.20", "1.2", false),
    ("1.2-2026.1", "1.2-2026", true), ("1.2-2026.1", "1.2-2026.2", false), ("1.2", "1.2-2026", false),
    ("1.2-1:20110101T000000Z", "1.2-1:20110101T000000Z", true),
    ("1.2-1:20110101T000000Z", "1.2-1:20110101T000001Z", false), ("1.2,5.10", "1.2,5.11", true),
  ]

  @Test(arguments: constraints)
  func incorporationsFixTheFirstNumbers(_ version: ByteString, _ constraint: ByteString, _ isWithin: Bool) throws {
    #expect(try PackageVersion(parsing: version).isWithin(PackageVersion(parsing: constraint)) == isWithin)
  }
}
