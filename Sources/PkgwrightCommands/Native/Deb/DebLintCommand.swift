import ArgumentParser
import DebianLinting
import Linting
import PackageModel

/// `pkgwright deb lint`: what lintian would say of packages, in its words.
struct DebLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks packages and trees for what lintian would say, in lintian's form.",
    discussion: """
      Each line is SEVERITY: PACKAGE: TAG CONTEXT [PLACE]. The severities are E for errors, W for warnings, I for \
      information, P for pedantic remarks and O for what an override silences. pkgwright lint writes the same findings \
      in the forms that CI systems read; pkgwright explain TAG says what a tag means.

      The status is 0 without errors, 1 with one, 2 for wrong usage and 3 when a file could not be read.

      EXAMPLES:
        pkgwright deb lint demo_1.0_amd64.deb
        pkgwright deb lint --info --pedantic --profile release build/tree
      """)

  @Argument(help: "Package files, and trees with a DEBIAN folder.") var packages: [String]
  @Flag(name: [.customShort("I"), .long], help: "Shows information too.") var info = false
  @Flag(help: "Shows pedantic remarks too.") var pedantic = false
  @Flag(help: "Shows what overrides silence.") var showOverrides = false
  @Flag(help: "Leaves overrides out of account.") var noOverride = false
  @Option(
    help: ArgumentHelp("What is silent: \(LintProfile.all.map(\.name).joined(separator: " or ")).", valueName: "name"))
  var profile: LintProfile = .debian

  func run() throws {
    let linter = DebianLinter(profile: profile, honoursOverrides: !noOverride)
    var hasErrors = false
    var isUnreadable = false
    for path in packages {
      do {
        let package = try DebianLint.read(ByteString(path))
        for hint in linter.run(package) {
          guard shows(hint) else { continue }
          Console.print(DebianFindings.lintianLine(of: hint, in: package))
          if !hint.isOverridden, DebianChecks.check(hint.tag)?.severity == .error { hasErrors = true }
        }
      } catch {
        Console.complain(CommandFailure(error).message)
        isUnreadable = true
      }
    }
    if isUnreadable { throw ExitCode(3) }
    if hasErrors { throw ExitCode(1) }
  }

  private func shows(_ hint: TagHint) -> Bool {
    if hint.isOverridden { return showOverrides }
    return switch DebianChecks.check(hint.tag)?.severity {
    case .info: info
    case .pedantic: pedantic
    default: true
    }
  }
}

extension LintProfile: ExpressibleByArgument {
  /// The profile of a name.
  package init?(argument: String) {
    guard let profile = Self.all.first(where: { $0.name == argument }) else { return nil }
    self = profile
  }
}
