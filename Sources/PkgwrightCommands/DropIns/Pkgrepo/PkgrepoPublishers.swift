import IPSRepository
import PackageModel

/// `pkgrepo add-publisher` and `pkgrepo remove-publisher`
enum PkgrepoPublishers {
  static func add(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("add-publisher", words, location, short: "s:")
    let path = try options.path(orComplain: "No repository location specified.")
    try requireNames(options)
    let invalid = options.operands.filter { !FMRI.isValidPublisher($0) }
    for name in invalid { Console.complain("pkgrepo add-publisher: Invalid publisher prefix '\(name)'") }
    guard invalid.isEmpty else { return Pkgrepo.Status.failed }
    var repository = try Repository(path)
    let known = repository.publishers
    let new = options.operands.filter { !known.contains($0) }
    for name in new { try repository.addPublisher(name, info: PublisherInfo(name)) }
    if known.isEmpty, let first = new.first {
      try repository.configuration.set("publisher", "prefix", [first], isList: false)
      try repository.saveConfiguration()
    }
    let existing = options.operands.filter { known.contains($0) }
    guard !existing.isEmpty else { return Pkgrepo.Status.fine }
    throw PkgrepoEnd(
      "specified publisher(s) already exist: \(existing.map(\.text).joined(separator: ", "))", command: options.command,
      status: new.isEmpty ? Pkgrepo.Status.failed : Pkgrepo.Status.partial)
  }

  static func remove(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("remove-publisher", words, location, short: "ns:", long: ["synchronous"])
    let path = try options.path(orComplain: "No repository location specified.")
    try requireNames(options)
    let invalid = options.operands.filter { !FMRI.isValidPublisher($0) }
    guard invalid.isEmpty else { throw failure("Invalid publisher prefix(es):", invalid, options) }
    var repository = try Repository(path)
    let known = repository.publishers
    let missing = options.operands.filter { !known.contains($0) }
    guard missing.isEmpty else { throw failure("The following publisher(s) could not be found:", missing, options) }
    let removed = known.filter { options.operands.contains($0) }
    Console.print("Removing publisher(s)")
    for name in removed {
      Console.print("'\(name)'\t(\(try repository.summary(of: name).count) package(s))")
    }
    if options.has("n") { return Pkgrepo.Status.fine }
    let hadDefault = repository.configuration.defaultPublisher.map { removed.contains($0) } ?? false
    try repository.removePublishers(removed)
    if hadDefault {
      Console.print(
        repository.configuration.defaultPublisher.map {
          "The default publisher was removed. Setting 'publisher/prefix' to '\($0)', the only publisher left"
        } ?? "The default publisher was removed. The 'publisher/prefix' property has been unset")
    }
    return Pkgrepo.Status.fine
  }

  private static func requireNames(_ options: PkgrepoOptions) throws {
    guard !options.operands.isEmpty else {
      throw PkgrepoEnd.usage("At least one publisher must be specified", command: options.command)
    }
  }

  private static func failure(_ words: String, _ names: [ByteString], _ options: PkgrepoOptions) -> PkgrepoEnd {
    PkgrepoEnd(words + names.map { "\n \($0)" }.joined(), command: options.command)
  }
}
