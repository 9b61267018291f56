import ArgumentParser
import PkgwrightCommands

/// `pkgwright depot`
struct DepotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depot", abstract: "Serves a repository over HTTP.",
    discussion: """
      EXAMPLES:
        pkgwright depot serve --repository /srv/pkg
        pkgwright depot serve --repository /srv/pkg --writable --create --publisher example.org
        pkgwright depot token build-server
      """,
    version: PkgwrightVersion.text, subcommands: [DepotServeCommand.self, DepotTokenCommand.self])
}
