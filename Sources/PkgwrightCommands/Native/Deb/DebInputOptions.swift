import ArgumentParser
import PackageModel
import Staging

/// What goes into a package.
struct DebInputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Puts a file or directory at a path. SRC=DST/ puts it below DST; a slash behind SRC means its contents.",
      valueName: "SRC=DST"))
  var map: [String] = []

  @Option(name: [.customShort("C"), .customLong("chdir")], help: "The directory that sources are relative to.")
  var directory: String?

  @Option(help: "Put before every destination.")
  var prefix: String?

  @Option(name: [.short, .long], help: ArgumentHelp("Leaves out what matches.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Another mode for what matches, in octal.", valueName: "PATTERN=MODE"))
  var mode: [String] = []

  @Option(help: ArgumentHelp("Another owner for what matches.", valueName: "PATTERN=USER:GROUP"))
  var owner: [String] = []

  @Flag(help: "Keeps the owners that files have on disk instead of root.")
  var keepOwners = false

  /// The request for a tree, with a whole tree below the root if one is given.
  func request(tree: String?) throws(CommandFailure) -> StagingRequest {
    var request = StagingRequest()
    if let tree {
      request.inputs.append(.mapping(PathMapping(source: ByteString(tree + "/"), destination: "/")))
    }
    request.inputs += map.map { .argument(ByteString($0)) }
    request.directory = directory.map { ByteString($0) }
    request.prefix = prefix.map { ByteString($0) }
    request.excludes = exclude.map { ByteString($0) }
    request.ownership = keepOwners ? .asFound : .root
    do throws(StagingError) {
      for rule in mode { request.modeRules.append(try ModeRule(parsing: ByteString(rule))) }
      for rule in owner { request.ownerRules.append(try OwnerRule(parsing: ByteString(rule))) }
    } catch {
      throw .usage("\(error)", "pkgwright deb build --help shows the forms of rules")
    }
    return request
  }
}
