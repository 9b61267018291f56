import IPSRepository
import PackageModel

/// The options that the subcommands of pkgrepo share.
struct PkgrepoOptions {
  let command: String
  /// The repositories given by `-s`, the one before the subcommand included.
  private(set) var locations: [RepositoryLocation] = []
  private(set) var publishers: [ByteString] = []
  private(set) var format = ListingFormat.plain
  private(set) var omitsHeader = false
  /// The options that only this subcommand has.
  private(set) var others: [OptionScanner.Option] = []
  let operands: [ByteString]
  /// How a repository on the network is reached.
  private(set) var network = NetworkOptions()

  /// - Parameters:
  ///   - short: letters as getopt(3) takes them.
  ///   - long: names; those of the key and the certificate are always known.
  init(
    _ command: String, _ words: [ByteString], _ location: RepositoryLocation?, short: String, long: [String] = []
  ) throws {
    self.command = command
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(words, short: short, long: long)
    } catch {
      throw PkgrepoEnd.usage("illegal option -- \(error.option)", command: command)
    }
    operands = scanner.operands
    if let location { locations.append(location) }
    var ownLocations: [RepositoryLocation] = []
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("s", let text?): ownLocations.append(try RepositoryAccess.locate(text))
      case ("p", let name?): publishers.append(name)
      case ("F", let name?):
        guard let format = ListingFormat(rawValue: name.text) else {
          throw PkgrepoEnd(
            "Argument '\(name)' for option '-F' is invalid. Supported formats: "
              + "('default', 'json', 'json-formatted', 'tsv')", status: Pkgrepo.Status.wrongUsage)
        }
        self.format = format
      case ("H", nil): omitsHeader = true
      case ("key", let file?): network.key = file
      case ("cert", let file?): network.certificate = file
      default: others.append(option)
      }
    }
    // A later -s replaces an earlier one, but for the comparison of two.
    locations = command == "diff" ? locations + ownLocations : ownLocations.last.map { [$0] } ?? locations
  }

  func has(_ name: String) -> Bool { others.contains { $0.name == name } }

  func values(_ name: String) -> [ByteString] { others.filter { $0.name == name }.compactMap(\.argument) }

  func requireNoOperands() throws {
    guard operands.isEmpty else { throw PkgrepoEnd.usage("command does not take operands", command: command) }
  }

  /// The repository, which must be given.
  func location(
    orComplain complaint: String = "A package repository location must be provided using -s."
  ) throws -> RepositoryLocation {
    guard let location = locations.first else { throw PkgrepoEnd.usage(complaint, command: command) }
    return location
  }

  /// The repository to read from.
  func origin() throws -> any PackageOrigin { try RepositoryAccess.open(try location(), network) }

  /// The path of the repository, which must be on disk.
  func path(
    orComplain complaint: String = "A package repository location must be provided using -s."
  ) throws -> ByteString {
    guard case .path(let path) = try location(orComplain: complaint) else {
      throw PkgrepoEnd.usage(
        "Network repositories are not currently supported for this operation.", command: command)
    }
    return path
  }

  /// The publishers that are meant, of those that there are, and whether some of the given ones are missing.
  ///
  /// - Throws: an end with status 1 where none of the given ones is there.
  func matching(
    _ known: [ByteString], place: String = "", isQuiet: Bool? = nil
  ) throws -> (publishers: [ByteString], isPartial: Bool) {
    guard !publishers.isEmpty, !publishers.contains("all") else { return (known, false) }
    let found = known.filter { publishers.contains($0) }
    guard !found.isEmpty else {
      if isQuiet ?? (format != .plain) { throw PkgrepoEnd(silently: Pkgrepo.Status.failed) }
      throw PkgrepoEnd("no matching publishers found\(place)", command: command)
    }
    return (found, publishers.contains { !known.contains($0) })
  }

  /// Complains about names that no publisher can have, as the reference does before it goes on.
  func complainAboutNames() {
    for name in publishers where name != "all" && !FMRI.isValidPublisher(name) {
      Console.complain("pkgrepo \(command): Invalid publisher prefix '\(name)'")
    }
  }
}
