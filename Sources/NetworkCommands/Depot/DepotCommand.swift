import ArgumentParser
import DepotServer
import Glibc
import IPSRepository
import PackageModel
import PkgwrightCommands

/// `pkgwright depot`
struct DepotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depot", abstract: "Serves a repository over HTTP.", subcommands: [DepotServeCommand.self])
}

/// `pkgwright depot serve`
struct DepotServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves a repository until it is told to end.")

  @Option(help: "The repository's directory.") var repository: String
  @Option(help: "Address and port; port 0 takes one that is free.") var listen = "127.0.0.1:10000"
  @Flag(help: "Lets clients publish.") var writable = false
  @Flag(help: "Serves payload only.") var mirror = false

  func run() throws {
    var configuration = DepotConfiguration(repository: FileSystem.absolute(ByteString(repository)))
    configuration.mode = mirror ? .mirror : writable ? .writable : .readOnly
    let parts = listen.split(separator: ":")
    configuration.host = String(parts[0])
    configuration.port = Int(parts[1]) ?? 0
    let depot = Depot(configuration, served: try ServedRepository(configuration.repository), search: IndexedSearch())
    try DepotRunner.run(depot)
  }
}
