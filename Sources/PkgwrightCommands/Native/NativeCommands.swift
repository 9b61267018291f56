import ArgumentParser
package import PackageModel

/// The native command line, `pkgwright COMMAND …`.
package enum NativeCommands {
  /// Runs the command that the arguments name and gives the exit status: 0 fine, 1 failed, 2 wrong usage.
  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      var command = try PkgwrightCommand.parseAsRoot(arguments.map(\.text))
      try command.run()
      return 0
    } catch let status as ExitCode {
      return status.rawValue
    } catch {
      let code = PkgwrightCommand.exitCode(for: error)
      let message = PkgwrightCommand.fullMessage(for: error)
      if code == .success {
        Console.print(message)
        return 0
      }
      Console.complain(message)
      return code == .validationFailure ? 2 : 1
    }
  }
}

struct PkgwrightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pkgwright",
    abstract: "Builds packages for Debian and for IPS from a staging tree and a few rules.",
    version: PkgwrightVersion.text,
    subcommands: [])
}
