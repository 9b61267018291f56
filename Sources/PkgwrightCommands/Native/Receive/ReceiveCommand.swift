import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright receive`
struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Copies packages from a repository or an archive.",
    discussion: """
      The destination is a repository that is there, an archive if its name ends in .p5p, or with --raw a directory for \
      manifests and files.

      EXAMPLES:
        pkgwright receive --from /srv/pkg --to /srv/mirror '*'
        pkgwright receive --from /srv/pkg --to hello.p5p --recursive hello
        pkgwright receive --from hello.p5p --to unpacked --raw hello
      """)

  @Option(help: "The repository or archive that is read.") var from: String
  @Option(help: "A repository, an archive to be made, or a directory.") var to: String
  @Flag(name: .shortAndLong, help: "Takes what the packages depend on as well.") var recursive = false
  @Flag(help: "Takes the latest version of each package only.") var latest = false
  @Flag(help: "Stores manifests and files in plain directories.") var raw = false
  @Argument(help: "FMRIs, ends of names or shell patterns.") var patterns: [String]

  func run() throws {
    let origin = try RepositoryAccess.open(RepositoryAccess.locate(ByteString(from)))
    let selected = try select(origin)
    let target = FileSystem.absolute(ByteString(to))
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
      let shipment = try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri))
      let payload = try shipment.payload.map { name in
        guard let stored = try origin.storedPayload(name, of: shipment.publisher) else {
          throw RepositoryError.missingPayload(name: name, fmri)
        }
        return (name: name, stored: stored)
      }
      writer.add(fmri, manifest: shipment.manifestBytes, payload: payload)
    }
    try writer.write(to: target)
  }

  private func republish(_ selected: [FMRI], _ origin: any PackageOrigin) throws {
    let target = try RepositoryArgument.open(to)
    let transfer = PackageTransfer(to: target)
    for (publisher, fmris) in Dictionary(grouping: selected, by: { $0.publisher ?? "" }).sorted(by: { $0.key < $1.key })
    {
      let known = try target.catalog(of: publisher)
      for fmri in fmris where !known.contains(fmri) {
        try transfer.publish(
          try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri)), from: origin, listing: true)
        Console.print(fmri.description)
      }
    }
  }
}
