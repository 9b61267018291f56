import ArgumentParser
import DepotServer
import IPSRepository
import PackageModel
import Payload
import PkgwrightCommands

/// `pkgwright depot serve`
struct DepotServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves a repository until it is told to end (SIGTERM or SIGINT).",
    discussion: """
      A depot is read-only and listens on this machine alone unless told otherwise. When it accepts connections it prints \
      'ready ADDRESS' to standard output.

      EXAMPLES:
        pkgwright depot serve --repository /srv/pkg
        pkgwright depot serve --repository /srv/pkg --writable --listen 127.0.0.1:10000
        pkgwright depot serve --repository /srv/pkg --writable --listen 0.0.0.0:443 \\
          --tls-certificate depot.pem --tls-key depot.key --permissions publishers.conf
      """)

  @Option(help: "The repository's directory.") var repository: String
  @Option(help: "Address and port; port 0 takes one that is free.") var listen = "127.0.0.1:10000"
  @Flag(help: "Lets clients publish.") var writable = false
  @Flag(help: "Serves payload only.") var mirror = false
  @Flag(help: "Makes the repository where it is missing.") var create = false
  @Option(help: "The publisher of packages that name none, in a repository that --create makes.") var publisher: String?
  @Option(name: .customLong("disable"), help: "An operation to turn off, as in 'admin' or 'search/0'; may be repeated.")
  var disabled: [String] = []
  @OptionGroup(title: "Who may publish") var access: AccessOptions
  @OptionGroup(title: "Encryption") var tls: TLSOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup(title: "Logs and metrics") var logs: LogOptions
  @Option(help: "What clients reach the depot under, where a web server is in front of it.") var baseURL: String?
  @Option(help: "A directory for the search index, where the repository cannot be written to.")
  var writableRoot: String?

  func run() throws {
    if mirror, writable {
      throw CommandFailure.usage("a mirror takes no packages in", "leave --mirror or --writable out")
    }
    var configuration = DepotConfiguration(repository: FileSystem.absolute(ByteString(repository)))
    configuration.mode = mirror ? .mirror : writable ? .writable : .readOnly
    (configuration.host, configuration.port) = try ListenAddress.parse(listen)
    for text in disabled { try DisabledOperations.add(text, to: &configuration.disabled) }
    configuration.base = baseURL.map { ByteString($0.hasSuffix("/") ? String($0.dropLast()) : $0) }
    configuration.tls = try tls.configuration()
    configuration.permissions = try access.permissions(
      isWritable: writable, host: configuration.host, asksForCertificates: tls.clientCA != nil)
    limits.apply(to: &configuration.limits)
    if create, !FileSystem.exists(configuration.repository) {
      _ = try Repository.create(configuration.repository) { (properties) throws(RepositoryError) in
        if let publisher { try properties.set("publisher", "prefix", [ByteString(publisher)], isList: false) }
      }
    }
    let served = try ServedRepository(configuration.repository)
    let search = IndexedSearch(writableRoot: writableRoot.map { FileSystem.absolute(ByteString($0)) })
    let depot = DepotServer.Depot(
      configuration, served: served, search: search,
      pages: mirror ? nil : RepositoryPages({ served.snapshot.repository }, search: search),
      observer: try logs.observer())
    try DepotRunner.run(depot)
  }
}
