import ArgumentParser
import DepotServer
import PackageModel
import PkgwrightCommands

/// `pkgwright depot token`
struct DepotTokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Makes a token for publishing, and the line that permits it.",
    discussion: """
      The token is printed once and kept nowhere: the permissions hold its digest only.

      EXAMPLES:
        pkgwright depot token build-server
      """)

  @Argument(help: "What the audit log calls whoever has the token.") var name: String

  func run() throws {
    let name = ByteString(name)
    guard !name.isEmpty, !name.contains(ASCII.space), !name.contains(ASCII.newline) else {
      throw CommandFailure.usage("a name has no blanks", "write it with hyphens")
    }
    let token = DepotToken()
    guard let digest = token.digest else { throw CommandFailure("the digest of the token cannot be computed") }
    Console.print("token: \(token.text)")
    Console.print("permission: token-sha256 = \(digest) \(name)")
  }
}
