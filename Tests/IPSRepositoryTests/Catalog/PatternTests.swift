import IPSRepository
import PackageModel
import Testing

@Suite struct PatternTests {
  private let packages: [FMRI] = [
    "pkg://one/web/app@1.0,5.11-1:20250101T000000Z", "pkg://one/web/app@1.1,5.11-2:20250201T000000Z",
    "pkg://one/web/app-data@1.0,5.11-1:20250101T000000Z", "pkg://two/app@2.0,5.11:20250101T000000Z",
  ].map { FMRI(known: $0) }

  @Test(arguments: [
    ("app", 3), ("web/app", 2), ("/app", 1), ("pkg:/web/app", 2), ("pkg://two/app", 1), ("pkg://one/app", 0), ("*", 4),
    ("web/*", 3), ("a?p", 1), ("app@1.0", 1), ("app@1", 2), ("app@1.1-2", 1), ("app@1.1-1", 0), ("app@latest", 2),
    ("*@*", 4), ("app@1.*", 2), ("app@*-2", 1), ("app@1.0,5.11-1:20250101T000000Z", 1), ("nothing", 0), ("*@latest", 3),
  ])
  func findPackages(_ text: String, _ count: Int) throws {
    let listed = packages.map { ListedPackage(fmri: $0, state: nil) }
    let matches = PatternMatches([try FMRIPattern(ByteString(text))], in: listed)
    #expect(matches.packages.count == count)
    #expect(matches.matched.isEmpty == (count == 0))
  }

  @Test(arguments: [
    ("x@bad..version", "Bad Version: bad..version"), ("@1.0", "Missing package name"), ("", "Missing package name"),
    ("x@01", "Bad Version: 01"), ("-x", "Invalid Package Name: -x"),
  ])
  func mistakesAreNamed(_ text: String, _ reason: String) {
    #expect {
      try FMRIPattern(ByteString(text))
    } throws: { error in
      (error as? InvalidFMRI)?.reason == reason
    }
  }
}

extension FMRI {
  /// An FMRI that a test knows to be one.
  fileprivate init(known text: String) {
    do {
      try self.init(parsing: ByteString(text))
    } catch {
      fatalError("\(error)")
    }
  }
}
