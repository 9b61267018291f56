import Glibc
import PackageModel
import Payload
import Staging

/// Finds manifests and transform files by their names.
struct ManifestFinder {
  /// The files that a command line names: a file itself, of a directory what looks like a manifest, in the order of the
  /// paths. Hidden directories and links are passed over.
  ///
  /// - Throws: an error about a directory that cannot be read, or one without manifests.
  func files(at path: ByteString) throws -> [ByteString] {
    var status = stat()
    guard path != "-", path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return [path]
    }
    var walk = TreeWalk(path, specialFiles: .areSkipped)
    walk.excludes = { $0.split(on: ASCII.slash).last?.bytes.first == ASCII.dot }
    let prefix = path.bytes.last == ASCII.slash ? path : path + "/"
    let found = try walk.run().entries.filter { $0.kind == .file && Self.isManifestName($0.path) }.map(\.path).sorted()
    guard !found.isEmpty else {
      throw Diagnostic(
        .error, "no manifests in \(path)", remedy: "name the files; only *.p5m, *.p5m.*, *.mf and *.mog are looked for")
    }
    return found.map { prefix + $0 }
  }

  /// Whether a file is a manifest, a template of one or a file of rules by its name, and no remains of an editor.
  static func isManifestName(_ path: ByteString) -> Bool {
    let name = path.split(on: ASCII.slash).last ?? path
    let parts = name.split(on: ASCII.dot).dropFirst()
    let remains: Set<ByteString> = ["bak", "old", "orig", "rej", "swp", "tmp"]
    guard let last = parts.last, !remains.contains(last), name.bytes.last != ASCII.tilde else { return false }
    return last == "mf" || last == "mog" || parts.contains("p5m")
  }
}
