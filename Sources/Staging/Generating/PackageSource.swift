import Glibc
package import PackageModel
import Payload

/// Something that a manifest is generated from.
package enum PackageSource: Hashable, Sendable {
  case directory(ByteString)
  /// A directory with the files `pkginfo` and `pkgmap`.
  case svr4Directory(ByteString)
  /// A file that begins with the mark of SVR4 datastreams, perhaps compressed by gzip.
  case svr4Datastream(ByteString)
  /// Any other file: a tar archive, if it is one.
  case archive(ByteString)

  /// Finds out what a path is.
  ///
  /// - Throws: ``StagingError/missingInput(_:)`` where nothing is there.
  package init(_ path: ByteString) throws(StagingError) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missingInput(path) }
      throw .payload(PayloadError("open", path))
    }
    switch FileKind(mode: status.st_mode) {
    case .directory:
      let isPackage = [SVR4Package.informationFile, SVR4Package.mapFile].allSatisfy { name in
        var status = stat()
        return StagedPath.onDisk(path, name).withCString { stat($0, &status) } == 0
          && status.st_mode & S_IFMT == S_IFREG
      }
      self = isPackage ? .svr4Directory(path) : .directory(path)
    case .regular:
      self = SVR4Datastream.isOne(path) ? .svr4Datastream(path) : .archive(path)
    default:
      throw .unknownFormat(path)
    }
  }
}
