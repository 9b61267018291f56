import ArgumentParser
import DebianPackage
import PackageModel

/// `pkgwright deb verify`: whether a package is whole and its control data right.
struct DebVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads a package to its end and compares it with its own control data.",
    discussion: "The status is 0 for good packages and 1 when something was found.")

  @Argument(help: "Package files.") var packages: [String]
  @Option(help: "text or json.") var format: OutputFormat = .text

  private struct Result: Encodable {
    var path: String
    var isGood: Bool
    var findings: [String]
  }

  func run() throws {
    var results: [Result] = []
    for package in packages { results.append(verify(package)) }
    if format == .json {
      try JSONOutput.print(results)
    } else {
      for result in results {
        for finding in result.findings { Console.complain(finding) }
        Console.print("\(result.path): \(result.isGood ? "good" : "not good")")
      }
    }
    if results.contains(where: { !$0.isGood }) { throw ExitCode(1) }
  }

  private func verify(_ package: String) -> Result {
    do {
      let findings = try DebFile(ByteString(package)).findings()
      return Result(
        path: package, isGood: !Diagnostics(findings).hasErrors, findings: findings.map(\.description))
    } catch {
      return Result(path: package, isGood: false, findings: [CommandFailure(error).message])
    }
  }
}
