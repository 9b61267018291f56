package import ArgumentParser
package import PackageModel

/// The native command line, `pkgwright COMMAND …`.
package enum NativeCommands {
  /// Runs the command that the arguments name and gives the exit status: 0 fine, 1 failed, 2 wrong usage.
  package static func run(_ arguments: [ByteString]) -> Int32 {
    run(PkgwrightCommand.self, arguments)
  }

  /// Runs the command that the arguments of another root name.
  package static func run(_ root: any ParsableCommand.Type, _ arguments: [ByteString]) -> Int32 {
    do {
      var command = try root.parseAsRoot(ReportTarget.joining(arguments.map(\.text)))
      try command.run()
      return 0
    } catch let status as ExitCode {
      return status.rawValue
    } catch {
      if !isParserError(error) {
        let failure = CommandFailure(error)
        Console.complain(failure.message)
        return failure.status
      }
      let code = root.exitCode(for: error)
      let message = root.fullMessage(for: error)
      if code == .success {
        Console.print(message)
        return 0
      }
      Console.complain(message)
      return 2
    }
  }

  /// Whether an error comes from the parser: help, version, or a command line it does not understand.
  private static func isParserError(_ error: any Error) -> Bool {
    if error is CleanExit || error is ValidationError { return true }
    return String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}

struct PkgwrightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pkgwright",
    abstract: "Builds packages for Debian and for IPS from a staging tree and a few rules.",
    version: PkgwrightVersion.text,
    subcommands: [
      DebCommand.self, DepotHandover.self, DiffCommand.self, ExplainCommand.self, FmtCommand.self, GenerateCommand.self,
      InitCommand.self,
      LintCommand.self, ManifestCommand.self, MergeCommand.self, MogrifyCommand.self, PublishCommand.self,
      ReceiveCommand.self, RepoCommand.self, SignHandover.self,
    ])
}
