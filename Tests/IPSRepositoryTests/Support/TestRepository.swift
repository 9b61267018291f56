import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport

/// Repositories and packages for tests.
struct TestRepository {
  let scratch: Scratch
  let repository: Repository

  init(version: Int = 4, publisher: ByteString = "test") throws {
    scratch = try Scratch()
    repository = try Repository.create(scratch.name("repo"), version: version) {
      (configuration) throws(RepositoryError) in
      try configuration.set("publisher", "prefix", [publisher], isList: false)
    }
  }

  var store: PublisherStore { repository.store(of: "test") }

  /// Publishes a package with files: each path is delivered with its content.
  @discardableResult
  func publish(
    _ fmri: String, files: [String: String] = [:], lines: [String] = [], keepingTimestamp: Bool = false
  ) throws -> FMRI {
    let source = try Scratch()
    var text = "set name=pkg.fmri value=\(fmri)\n" + lines.map { $0 + "\n" }.joined()
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      try source.write(path, Array(content.utf8))
      text += "file \(path) path=usr/\(path) owner=root group=bin mode=0444\n"
    }
    var options = PackagePublication.Options()
    options.keepsTimestamp = keepingTimestamp
    let manifest = try Manifest(reading: Array(text.utf8), fileName: "manifest")
    let finder = PayloadFinder(directories: [source.name("")])
    return try PackagePublication(repository, finder, options).publish([manifest]).result.fmri
  }

  /// The names of the packages that the catalog lists.
  func listed() throws -> [String] {
    try repository.catalog(of: "test").packages(of: "test").map { $0.fmri.nameAndVersion(includingBuild: false).text }
  }

  /// The content of a payload, decompressed.
  static func content(_ name: ByteString, _ publisher: ByteString, of origin: any PackageOrigin) throws -> [UInt8] {
    let stored = try origin.storedPayload(name, of: publisher)
    var content: [UInt8] = []
    if let stored {
      try StoredContent.decompress(stored, name: name) { content.append(contentsOf: $0) }
    }
    return content
  }

  /// All files below a directory with their bytes, but for locks and scratch.
  static func files(below path: ByteString) throws -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    let names = FileManager.default.enumerator(atPath: path.text)?.compactMap { $0 as? String } ?? []
    for name in names.sorted() where FileSystem.isFile(path + "/" + ByteString(name)) {
      result[name] = try FileBytes.read(path + "/" + ByteString(name))
    }
    return result
  }
}

/// The repositories that the reference wrote, unpacked. They are there as long as the value, so suites keep it.
final class Samples {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let archive = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Samples/sample-repos.tar.gz").path
    try run("tar", ["xzf", archive, "-C", scratch.path])
  }

  /// The path of a repository or an archive.
  func path(_ name: String) -> ByteString { scratch.name("sample/" + name) }

  func text(_ name: String) throws -> String {
    String(decoding: try FileBytes.read(path(name)), as: UTF8.self)
  }
}
