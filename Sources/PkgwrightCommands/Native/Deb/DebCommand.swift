import ArgumentParser

/// `pkgwright deb …`: Debian packages.
struct DebCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deb",
    abstract: "Builds Debian packages and looks into them.",
    subcommands: [
      DebBuildCommand.self, DebInspectCommand.self, DebContentsCommand.self, DebExtractCommand.self,
      DebVerifyCommand.self, DebLintCommand.self,
    ])
}
