import IPSRepository
import PackageModel

/// `pkgrepo create`
enum PkgrepoCreate {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("create", words, location, short: "s:", long: ["version="])
    var version = 4
    for text in options.values("version") {
      guard let number = Int(text.text) else {
        throw PkgrepoEnd.usage("Version must be an integer value.", command: options.command)
      }
      version = number
    }
    guard options.operands.count < 2 else {
      throw PkgrepoEnd.usage("Only one repository location may be specified.", command: options.command)
    }
    let given = try options.operands.first.map { try RepositoryAccess.locate($0) } ?? options.locations.first
    guard let given else { throw PkgrepoEnd.usage("No repository location specified.", command: options.command) }
    guard case .path(let path) = given else {
      throw PkgrepoEnd.usage(
        "Network repositories are not currently supported for this operation.", command: options.command)
    }
    _ = try Repository.create(path, version: version)
    return Pkgrepo.Status.fine
  }
}
