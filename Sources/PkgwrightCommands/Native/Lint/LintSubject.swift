import IPSRepository
import PackageModel
import Payload

/// Something that `pkgwright lint` looks at. What it is is found out by its content.
enum LintSubject {
  case manifest(ByteString)
  /// A repository or an archive with published packages.
  case packages(any PackageOrigin)
  /// A .deb file, or a tree with a `DEBIAN` folder.
  case debianPackage(ByteString)

  /// What a word of the command line stands for: an address, a repository, a file, or all files below a directory.
  static func find(_ word: ByteString) throws -> [LintSubject] {
    if word.contains("://") || word.hasPrefix("file:") {
      return [.packages(try RepositoryAccess.open(RepositoryAccess.locate(word)))]
    }
    guard FileSystem.isDirectory(word) else { return [try file(word)] }
    if DebianLint.isTree(word) { return [.debianPackage(word)] }
    let marks: [ByteString] = ["/pkg5.repository", "/cfg_cache"]
    if marks.contains(where: { FileSystem.isFile(word + $0) }) { return [.packages(try PackageOrigins.open(word))] }
    let files = FileSearch.files(below: word)
    guard !files.isEmpty else {
      let names = FileSearch.suffixes.map(\.text).joined(separator: ", ")
      throw CommandFailure(
        "\(word): there is nothing to check below this directory (\(names)), and it is no repository", status: 3)
    }
    return try files.map(file)
  }

  private static func file(_ path: ByteString) throws -> LintSubject {
    // What cannot be read is reported when its turn comes, and what is no regular file can be read only once.
    guard FileSystem.isFile(path), let start = try? FileBytes.start(of: path, count: 512) else {
      return .manifest(path)
    }
    if start.starts(with: Array("!<arch>\n".utf8)) { return .debianPackage(path) }
    let isTar = start.count == 512 && start[257...].starts(with: Array("ustar".utf8))
    return isTar ? .packages(try PackageOrigins.open(path)) : .manifest(path)
  }
}

/// Looks for files to check in directories.
enum FileSearch {
  /// How the names end that are looked for.
  static let suffixes: [ByteString] = [".p5m", ".mf", ".p5p", ".deb"]

  /// The files below a directory in the order of their names; hidden directories are left out.
  static func files(below directory: ByteString) -> [ByteString] {
    var found: [ByteString] = []
    search(directory, depth: 0, &found)
    return found
  }

  private static func search(_ directory: ByteString, depth: Int, _ found: inout [ByteString]) {
    // Symbolic links may go round in circles.
    guard depth < 64 else { return }
    for name in FileSystem.names(in: directory) where name.bytes[0] != ASCII.dot {
      let path = (directory.hasSuffix("/") ? directory : directory + "/") + name
      switch FileSystem.kind(of: path) {
      case .directory: search(path, depth: depth + 1, &found)
      case .regular where suffixes.contains(where: { name.hasSuffix($0) }): found.append(path)
      default: break
      }
    }
  }
}
