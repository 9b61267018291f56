package import PackageModel
import Payload

/// An SVR4 package: its parameters and its map.
package struct SVR4Package: Sendable {
  /// Something in a package that IPS packages have no counterpart for.
  package enum Problem: Hashable, Sendable {
    /// A class that comes with scripts of its own.
    case classAction(package: ByteString, path: ByteString, className: ByteString)
    /// A script that runs on installation or removal.
    case script(package: ByteString, name: ByteString)
  }

  static let informationFile: ByteString = "pkginfo"
  static let mapFile: ByteString = "pkgmap"

  let information: SVR4Information
  let objects: [SVR4Object]
  /// The directory of a package that is one.
  let directory: ByteString?

  init(information: [UInt8], map: [UInt8], named name: ByteString) throws(StagingError) {
    self.information = try SVR4Information(
      reading: information, fileName: StagedPath.onDisk(name, Self.informationFile))
    objects = try SVR4Object.read(
      map, baseDirectory: self.information.baseDirectory, fileName: StagedPath.onDisk(name, Self.mapFile))
    directory = nil
  }

  /// Reads a package in a directory.
  init(directory: ByteString) throws(StagingError) {
    let information: [UInt8]
    let map: [UInt8]
    do throws(FileError) {
      information = try FileBytes.read(StagedPath.onDisk(directory, Self.informationFile))
      map = try FileBytes.read(StagedPath.onDisk(directory, Self.mapFile))
    } catch {
      throw .payload(.file(error))
    }
    self.information = try SVR4Information(
      reading: information, fileName: StagedPath.onDisk(directory, Self.informationFile))
    objects = try SVR4Object.read(
      map, baseDirectory: self.information.baseDirectory, fileName: StagedPath.onDisk(directory, Self.mapFile))
    self.directory = directory
  }

  /// Where the content of an object is, below the package's directory.
  func payloadName(of object: SVR4Object) -> ByteString {
    if object.type == SVR4Object.information { return "install/" + object.path }
    if object.path.bytes.first == ASCII.slash { return ByteString(Array("root".utf8) + object.path.bytes) }
    let relative = object.path.dropping(prefix: information.baseDirectory) ?? object.path
    return "reloc/" + ByteString(relative.bytes.drop { $0 == ASCII.slash })
  }
}
