import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport

/// A repository for tests, with the publisher `test`.
struct PublishedRepository {
  let scratch: Scratch
  let repository: Repository

  init() throws {
    scratch = try Scratch()
    repository = try Repository.create(scratch.name("repo")) { (configuration) throws(RepositoryError) in
      try configuration.set("publisher", "prefix", ["test"], isList: false)
    }
    try repository.addPublisher("test", info: nil)
  }

  var store: PublisherStore { repository.store(of: "test") }

  /// Publishes a package that has its timestamp in its FMRI.
  ///
  /// - Parameter files: the contents by their paths below `usr`.
  @discardableResult
  func publish(_ fmri: String, files: [String: String] = [:], lines: [String] = []) throws -> FMRI {
    let source = try Scratch()
    var text = "set name=pkg.fmri value=\(fmri)\n" + lines.map { $0 + "\n" }.joined()
    for (number, (path, content)) in files.sorted(by: { $0.key < $1.key }).enumerated() {
      try source.write("\(number)", Array(content.utf8))
      text += "file \(number) path=usr/\(path) owner=root group=bin mode=0444\n"
    }
    var options = PackagePublication.Options()
    options.keepsTimestamp = true
    let manifest = try Manifest(reading: Array(text.utf8), fileName: "manifest")
    let finder = PayloadFinder(directories: [source.name("")])
    return try PackagePublication(repository, finder, options).publish([manifest]).result.fmri
  }
}
