import Linting
import PackageModel
import TestSupport
import Testing

/// Configuration files of pkglint.
@Suite struct ConfigurationTests {
  private func configuration(_ text: String) throws -> PkglintConfiguration {
    let scratch = try Scratch()
    try scratch.write("rc", Array(text.utf8))
    return try PkglintConfiguration(file: scratch.name("rc"), home: nil)
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try configuration(text)
      return nil
    } catch let refusal as PkglintConfiguration.Refusal {
      return refusal.text
    } catch {
      return "\(error)"
    }
  }

  @Test func defaults() throws {
    let configuration = try PkglintConfiguration(file: nil, home: nil)
    #expect(configuration.logLevel == .info)
    #expect(configuration.modules == ["pkg.lint.opensolaris", "pkg.lint.pkglint_action", "pkg.lint.pkglint_manifest"])
    #expect(configuration.excluded.isEmpty && configuration.showsProgress && configuration.ignoresPublishers)
  }

  @Test func valuesAndExclusions() throws {
    let configuration = try configuration(
      """
      # note
      [pkglint]
      LOG_LEVEL: ERROR
      use_progress_tracker = no
      pkglint.exclude = pkg.lint.opensolaris
          pkg.lint.pkglint_action.PkgActionChecker.underscores nothing.at.all
      pkglint.action005.1.missing-deps = pkg:/a
        pkg:/b
      """)
    #expect(configuration.logLevel == .error && !configuration.showsProgress)
    #expect(configuration.excluded == ["opensolaris.manifest001", "opensolaris.manifest005", "pkglint.action001"])
    #expect(configuration.settings.parameters["pkglint.action005.1.missing-deps"] == "pkg:/a\npkg:/b")
  }

  @Test(arguments: [
    ("[other]\n", "No section: 'pkglint'"), ("log_level = INFO\n", "File contains no section headers."),
    ("[pkglint]\nnonsense\n", "[line  2]: 'nonsense\\n'"),
    ("[pkglint]\na=1\na=2\n", "option 'a' in section 'pkglint' already exists"),
    ("[pkglint]\n[pkglint]\n", "section 'pkglint' already exists"),
    ("[pkglint]\nlog_level = info\n", "log_level is 'info'"),
    ("[pkglint]\ndo_pub_checks = maybe\n", "do_pub_checks is 'maybe'"),
    (
      "[pkglint]\npkglint.ext.x = acme.checks\n", "Error parsing config value for pkglint.ext.x: No module named 'acme'"
    ),
    ("[pkglint]\npkglint.ext.x = pkg.lint.opensolaris\n", "duplicate checker name opensolaris.manifest"),
  ])
  func mistakesAreTold(_ text: String, _ part: String) {
    #expect(refusal(text)?.contains(part) == true, "\(refusal(text) ?? "accepted")")
  }

  @Test func branchLimits() throws {
    let configuration = try configuration("[pkglint]\n")
    #expect(try configuration.branchLimit("150").text == "0.150")
    #expect(throws: PkglintConfiguration.Refusal.self) { try configuration.branchLimit("x.y") }
  }
}
