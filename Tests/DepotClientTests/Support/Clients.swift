import DepotClient
import IPSRepository
import PackageModel
import Payload
import Staging
import TestSupport

/// Clients that lose no time.
enum Clients {
  static func transport(
    _ url: String, _ change: (inout DepotSettings) -> Void = { _ in }
  ) throws -> DepotTransport {
    var settings = DepotSettings()
    settings.firstPause = 1
    change(&settings)
    return try DepotTransport(try DepotAddress(parsing: ByteString(url)), settings)
  }

  static func depot(
    _ url: String, cache: ByteString? = nil, _ change: (inout DepotSettings) -> Void = { _ in }
  ) throws -> Depot {
    Depot(try transport(url, change), cache: cache)
  }
}

/// A repository with a package whose files are given, and what is needed to publish one.
struct Sample {
  let scratch: Scratch
  let repository: Repository

  init() throws {
    scratch = try Scratch()
    repository = try Repository.create(scratch.name("repo")) { (configuration) throws(RepositoryError) in
      try configuration.set("publisher", "prefix", ["test"], isList: false)
    }
  }

  @discardableResult
  func publish(
    _ name: String, _ files: [String: [UInt8]], to target: (any PackageTarget)? = nil, listing: Bool = true
  ) throws -> FMRI {
    let source = try Scratch()
    var text = "set name=pkg.fmri value=\(name)\n"
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      try source.write(path, content)
      text += "file \(path) path=usr/\(path) owner=root group=bin mode=0444\n"
    }
    var options = PackagePublication.Options()
    options.keepsTimestamp = true
    options.listing = listing
    let publication = PackagePublication(
      target ?? repository, PayloadFinder(directories: [source.name("")]), options)
    return try publication.publish([try Manifest(reading: Array(text.utf8), fileName: "manifest")]).result.fmri
  }

  /// The payload name of content.
  static func name(_ content: [UInt8]) throws -> ByteString {
    try ContentSource.memory(content).digests([.sha1])[0].hex
  }

  static func content(_ stored: ContentSource?) throws -> [UInt8]? {
    guard let stored else { return nil }
    var bytes: [UInt8] = []
    try StoredContent.decompress(stored, name: "payload") { bytes.append(contentsOf: $0) }
    return bytes
  }
}

extension RepositoryError {
  /// What a depot failed with.
  var remote: RemoteFailure? { if case .remote(let failure) = self { failure } else { nil } }
}
