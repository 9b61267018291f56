import Glibc
package import PackageModel
package import Payload

/// Finds the files that the payload of a manifest is made of.
package struct PayloadFinder: Sendable {
  private var directories: [ByteString]
  private var bundled: [ByteString: ContentSource] = [:]

  /// - Parameter directories: searched in order, before all bundles. Without any, payload names are paths.
  package init(directories: [ByteString] = []) { self.directories = directories }

  /// Adds a bundle: a directory or an archive with files in it.
  ///
  /// - Parameter spool: takes the content of compressed archives.
  package mutating func addBundle(_ path: ByteString, spool: () throws(PayloadError) -> SpoolFile) throws(PayloadError)
  {
    if FileSystem.isDirectory(path) {
      directories.append(path)
      // Packages of System V keep their files below these.
      for part in ["reloc", "root"] as [ByteString] where FileSystem.isDirectory(path + "/" + part) {
        directories.append(path + "/" + part)
      }
      return
    }
    for entry in try ForeignArchive.entries(of: path, spool: try spool()) {
      guard case .file(let content) = entry.kind, let name = ArchivePath.normalized(entry.name) else { continue }
      bundled[name] = content
    }
  }

  /// Whether nothing but paths is known.
  private var isBare: Bool { directories.isEmpty && bundled.isEmpty }

  /// The content of an action's payload: what its payload name says, or without one the file at its path.
  ///
  /// - Throws: ``PayloadError/missing(_:tried:)``.
  package func source(of action: Action) throws(PayloadError) -> ContentSource {
    let name = action.payload ?? "/" + (action.attributes["path"] ?? "")
    if isBare { return try .file(at: name) }
    let relative = ByteString(name.bytes.drop { $0 == ASCII.slash })
    var tried: [ByteString] = []
    for directory in directories {
      let path = directory + "/" + relative
      do throws(PayloadError) {
        return try .file(at: path)
      } catch {
        if FileSystem.isDirectory(path) { throw PayloadError("read", path, code: EISDIR) }
        guard case .file(let cause) = error, cause.isMissing else { throw error }
        tried.append(path)
      }
    }
    if let content = bundled[ArchivePath.normalized(relative) ?? relative] { return content }
    throw .missing(name, tried: tried)
  }
}
