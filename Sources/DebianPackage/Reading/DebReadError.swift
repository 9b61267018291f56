package import PackageModel
package import Payload

/// What is wrong with a package file, and where.
package struct DebReadError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// A file could not be read or written, or a compressed stream is damaged.
    case payload(PayloadError)
    /// The file does not begin as a package does.
    case notAPackage
    /// A package of a version that this reader does not know (deb(5)).
    case version(ByteString)
    /// A member's header in the container is not one.
    case memberHeader(String)
    /// The file ends inside a member.
    case truncatedMember(expected: UInt64, found: UInt64)
    case missingMember(String)
    /// A member that may not be there, or not yet.
    case unexpectedMember(ByteString)
    case unknownCompression(ByteString)
    /// A header in an archive is not one.
    case tarHeader(String)
    /// The archive ends inside an entry.
    case truncatedArchive
    /// An entry of a kind that deb(5) does not allow.
    case typeFlag(UInt8)
    /// A path that leads out of the archive or the directory it is extracted to.
    case unsafePath(UnsafePath)
    case limit(String)
    /// The package has no `md5sums`, or a line of it cannot be read.
    case md5sums(String)
  }

  package enum UnsafePath: Hashable, Sendable {
    case leadsOut
    case throughLink(ByteString)
    case throughFile(ByteString)
    case linkToNothing(ByteString)
    case device
    case replacesDirectory
  }

  /// The package file.
  package var file: ByteString
  /// The member, as `data.tar.xz`.
  package var member: ByteString?
  /// Bytes from the beginning: of the decompressed archive where an entry is at fault, else of the file.
  package var offset: UInt64?
  /// The entry's name as the archive writes it.
  package var entry: ByteString?
  package var reason: Reason

  package init(
    _ reason: Reason, file: ByteString, member: ByteString? = nil, offset: UInt64? = nil, entry: ByteString? = nil
  ) {
    self.reason = reason
    self.file = file
    self.member = member
    self.offset = offset
    self.entry = entry
  }
}

extension DebReadError: CustomStringConvertible {
  package var description: String {
    var place = file.text
    if let member { place += " (\(member))" }
    if let offset { place += " at byte \(offset)" }
    if let entry { place += ", entry \(entry)" }
    return "\(place): \(reason)"
  }
}

extension DebReadError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .payload(let error): error.description
    case .notAPackage: "this is not a Debian package, which begins with an ar archive's debian-binary"
    case .version(let version): "packages of version '\(version)' are not known here; version 2 is"
    case .memberHeader(let what): "the header of an ar member is damaged: \(what)"
    case .truncatedMember(let expected, let found):
      "the file ends inside this member, which has \(found) of \(expected) bytes; fetch it again"
    case .missingMember(let name): "the package has no \(name)"
    case .unexpectedMember(let name): "the member \(name) may not be here"
    case .unknownCompression(let name): "\(name) is compressed in a way that is not known"
    case .tarHeader(let what): "the header of a tar entry is damaged: \(what)"
    case .truncatedArchive: "the archive ends inside an entry"
    case .typeFlag(let flag) where flag == UInt8(ascii: "x") || flag == UInt8(ascii: "g"):
      "the archive has pax headers, which packages may not have (deb(5)); make it with tar --format=gnu"
    case .typeFlag(let flag):
      "the archive has an entry of type '\(String(UnicodeScalar(flag)))', which packages may not have (deb(5))"
    case .unsafePath(let what): "refused: \(what)"
    case .limit(let what): "refused: \(what)"
    case .md5sums(let what): what
    }
  }
}

extension DebReadError.UnsafePath: CustomStringConvertible {
  package var description: String {
    switch self {
    case .leadsOut: "the path leads out of the archive"
    case .throughLink(let name): "the path goes through the symbolic link \(name)"
    case .throughFile(let name): "the path goes through \(name), which is not a directory"
    case .linkToNothing(let target): "it is a hard link to \(target), which was not extracted before it"
    case .device: "device nodes are not extracted"
    case .replacesDirectory: "it would take the place of a directory"
    }
  }
}
