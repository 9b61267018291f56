import PackageModel
import Payload

/// The search index of a publisher in the form that the depots of the IPS tools read.
package struct SearchIndex {
  private static let dictionaryName: ByteString = "main_dict.ascii.v2"

  private let store: PublisherStore

  package init(_ store: PublisherStore) { self.store = store }

  /// Whether there is an index.
  package var exists: Bool { FileSystem.isFile(store.indexPath + "/" + Self.dictionaryName) }

  /// Removes the index.
  package func remove() { DirectoryTree.remove(store.indexPath) }

  /// Makes the index anew from the packages that the catalog lists.
  package func rebuild() throws(RepositoryError) {
    try FileSystem.makeDirectories(store.scratchPath)
    let version = nextVersion
    let packages = try (store.catalogFolder.load() ?? Catalog()).packages(of: store.publisher).map(\.fmri).sorted()
    var builder = IndexBuilder()
    for fmri in packages {
      let path = store.manifestPath(fmri)
      guard FileSystem.isFile(path) else { continue }
      builder.add(fmri, manifest: try wrappingFile { () throws(FileError) in try FileBytes.read(path) })
    }
    let folder = try wrapping { () throws(PayloadError) in try TemporaryDirectory(in: store.scratchPath) }
    for (name, bytes) in builder.files(version: version) {
      let file = try FileSystem.createFile(folder.path + "/" + name)
      try wrapping { () throws(PayloadError) in
        try file.write(bytes)
        try file.synchronize()
      }
    }
    try FileSystem.replaceDirectory(store.indexPath, with: folder)
  }

  /// All files of an index carry the same number, which grows.
  private var nextVersion: Int {
    let bytes = (try? FileBytes.read(store.indexPath + "/manf_list.v1")) ?? []
    let first = ByteString(bytes.prefix { $0 != ASCII.newline })
    return (first.dropping(prefix: "VERSION: ").flatMap { Int($0.text) } ?? 0) + 1
  }
}

/// Puts an index together.
struct IndexBuilder {
  /// Where a token occurs under one heading: offsets of actions by the package's number.
  private typealias Places = [Int: [Int]]

  private var packages: [FMRI] = []
  /// By token, kind of action, heading and full value.
  private var dictionary: [ByteString: [ByteString: [ByteString: [ByteString: Places]]]] = [:]

  mutating func add(_ fmri: FMRI, manifest bytes: [UInt8]) {
    let number = packages.count
    packages.append(fmri)
    var scanner = LineScanner()
    let text = bytes.span
    while let line = scanner.next(text) {
      guard let action = try? Action(parsing: ByteString(text.extracting(line))) else { continue }
      for entry in SearchTokens.all(of: action) {
        for token in entry.tokens {
          dictionary[token, default: [:]][action.kind.name, default: [:]][entry.key, default: [:]][
            entry.fullValue, default: [:]][number, default: []].append(line.lowerBound)
        }
      }
    }
  }

  /// The files with their names.
  func files(version: Int) -> [(name: ByteString, bytes: [UInt8])] {
    let heading = Array("VERSION: \(version)\n".utf8)
    var lines = heading
    var offsets = heading
    var ofKind: [ByteString: [Int]] = [:]
    var ofKey: [ByteString: [Int]] = [:]
    var ofPackage: [[Int]] = packages.map { _ in [] }
    for (token, kinds) in dictionary.sorted(by: { $0.key < $1.key }) {
      let start = lines.count
      let quoted = Self.quote(token)
      offsets += (quoted == token ? "0" + token : "1" + quoted).bytes + Array(" \(start)\n".utf8)
      lines += quoted.bytes
      var mentioned: Set<Int> = []
      for (kind, keys) in kinds.sorted(by: { $0.key < $1.key }) {
        lines.append(ASCII.space)
        lines += kind.bytes
        ofKind[kind, default: []].append(start)
        for (key, values) in keys.sorted(by: { $0.key < $1.key }) {
          lines += Array("!".utf8) + key.bytes
          if ofKey[key]?.last != start { ofKey[key, default: []].append(start) }
          for (value, places) in values.sorted(by: { $0.key < $1.key }) {
            lines += Array("@".utf8) + Self.quote(value).bytes
            for (package, places) in places.sorted(by: { $0.key < $1.key }) {
              lines += Array("#\(package)".utf8) + places.flatMap { Array(",\($0)".utf8) }
              mentioned.insert(package)
            }
          }
        }
      }
      lines.append(ASCII.newline)
      for package in mentioned { ofPackage[package].append(start) }
    }
    var files: [(ByteString, [UInt8])] = [
      ("main_dict.ascii.v2", lines), ("token_byte_offset.v1", offsets), ("fast_add.v1", heading),
      ("fast_remove.v1", heading),
      ("manf_list.v1", heading + packages.flatMap { $0.nameAndVersion().bytes + [ASCII.newline] }),
      (
        "full_fmri_list",
        heading + packages.flatMap { ("pkg:/" + $0.nameAndVersion()).bytes + [ASCII.newline] }
      ),
      ("fmri_offsets.v1", heading + zip(packages, ofPackage).flatMap { Self.differences($0, $1) }),
    ]
    for (kind, places) in ofKind { files.append(("__at_" + kind, Self.numbers(places))) }
    // Headings are names of attributes, which may be anything.
    for (key, places) in ofKey where !key.contains(ASCII.slash) && !key.contains(0) && key.count < 200 {
      files.append(("__st_" + key, Self.numbers(places)))
    }
    return files
  }

  private static func numbers(_ numbers: [Int]) -> [UInt8] { numbers.flatMap { Array("\($0)\n".utf8) } }

  private static func differences(_ fmri: FMRI, _ places: [Int]) -> [UInt8] {
    var previous = 0
    let words = places.map { place in
      defer { previous = place }
      return String(place - previous)
    }
    return fmri.nameAndVersion().bytes + Array(("!" + words.joined(separator: " ") + "\n").utf8)
  }

  /// Percent signs for everything but letters, digits, `_.-~` and slashes.
  private static func quote(_ text: ByteString) -> ByteString {
    text.split(on: ASCII.slash).map { PercentEncoding.encode($0) }.joined(separator: "/")
  }
}
