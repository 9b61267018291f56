import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright receive`
struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Copies packages from a repository or an archive.",
    discussion: """
      The destination is a repository that is there, a depot, an archive if its name ends in .p5p, or with --raw a directory for \
      manifests and files.

      EXAMPLES:
        pkgwright receive --from /srv/pkg --to /srv/mirror '*'
        pkgwright receive --from https://pkg.example.org --to /srv/mirror --cache /var/cache/pkg '*'
        pkgwright receive --from /srv/pkg --to hello.p5p --recursive hello
        pkgwright receive --from hello.p5p --to unpacked --raw hello
      """)

  @Option(help: "The repository, depot or archive that is read.") var from: String
  @Option(help: "A repository or depot, an archive to be made, or a directory.") var to: String
  @Flag(name: .shortAndLong, help: "Takes what the packages depend on as well.") var recursive = false
  @Flag(help: "Takes the latest version of each package only.") var latest = false
  @Flag(help: "Stores manifests and files in plain directories.") var raw = false
  @Option(help: "Keeps what is fetched from a depot in this directory, so that an interrupted run goes on.")
  var cache: String?
  @OptionGroup var network: NetworkArguments
  @Argument(help: "FMRIs, ends of names or shell patterns.") var patterns: [String]

  func run() throws {
    var options = network.options
    options.cache = cache.map { ByteString($0) }
    let location = try RepositoryAccess.locate(ByteString(to))
    let origin = try RepositoryAccess.open(RepositoryAccess.locate(ByteString(from)), options)
    guard case .path(let target) = location else {
      guard !raw else { throw RepositoryAccess.Failure.network(ByteString(to)) }
      return try republish(try select(origin), origin)
    }
    let selected = try select(origin)
    if raw {
      let download = try RawDownload(to: target, keepingCompressed: false)
      for fmri in selected { try download.store(fmri, from: origin) }
    } else if target.hasSuffix(".p5p") {
      try archive(selected, origin, target)
    } else {
      try republish(selected, origin)
    }
  }

  private func select(_ origin: any PackageOrigin) throws -> [FMRI] {
    var selection = try PackageSelection(
      patterns.map { ByteString($0) }, latest ? .latest : .allTimestamps, recursive: recursive)
    var selected: [FMRI] = []
    for publisher in try origin.publishers { selected += try selection.packages(of: publisher, in: origin) }
    guard selection.unmatched.isEmpty else {
      throw CommandFailure(
        Diagnostic(.error, "no package matches " + selection.unmatched.map { "'\($0)'" }.joined(separator: ", "))
          .description)
    }
    return selected
  }

  private func archive(_ selected: [FMRI], _ origin: any PackageOrigin, _ target: ByteString) throws {
    var writer = PackageArchiveWriter()
    for fmri in selected {
      try writer.add(try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri)), from: origin)
    }
    try writer.write(to: target)
  }

  private func republish(_ selected: [FMRI], _ origin: any PackageOrigin) throws {
    let target = try RepositoryArgument.target(to, network.options)
    let transfer = PackageTransfer(to: target)
    // Packages that are there already are told apart by the lists of the publishers they have.
    let present = Set(try target.publishers)
    for (publisher, fmris) in Dictionary(grouping: selected, by: { $0.publisher ?? "" }).sorted(by: { $0.key < $1.key })
    {
      let known = present.contains(publisher) ? try target.catalog(of: publisher) : nil
      for fmri in fmris where !(known?.contains(fmri) ?? false) {
        try transfer.publish(
          try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri)), from: origin, listing: true)
        Console.print(fmri.description)
      }
    }
  }
}
