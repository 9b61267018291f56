package import PackageModel
package import Payload

/// Why a tree, an archive or a mapping cannot become a package. Every case names the path it is about.
package enum StagingError: Error, Hashable, Sendable {
  /// A file could not be read, or was not what it should be.
  case payload(PayloadError)
  /// A socket or a device, which packages cannot hold.
  case special(ByteString, FileKind)
  /// An input that does not exist.
  case missingInput(ByteString)
  /// A directory to begin in that does not exist.
  case missingDirectory(ByteString)
  /// A destination that lies outside the package; the input that has it comes first.
  case outsidePackage(ByteString)
  /// Something is to go below a path that is no directory.
  case notADirectory(ByteString)
  /// A file is to take the place of a directory.
  case isADirectory(ByteString)
  /// A directory is to take the place of a file.
  case isAFile(ByteString)
  /// Something is to go through a symbolic link that leads nowhere in the package.
  case deadLink(ByteString, target: ByteString)
  /// A rule for modes or owners that cannot be read.
  case rule(ByteString, reason: String)
  /// A user's or a group's number that has no name on this machine.
  case namelessAccount(ByteString, owner: UInt32?, group: UInt32?)
  /// A file that is in none of the formats that are known.
  case unknownFormat(ByteString)
  /// A file of a package that is not as its format wants it.
  case malformed(ByteString, line: Int?, reason: String)
  /// A link between names that the archive does not have.
  case missingLinkTarget(ByteString, target: ByteString)
  /// A table of the manifest is full.
  case manifest(Diagnostic)
  /// Whoever takes the actions wants no more of them.
  case cancelled
}

extension StagingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .payload(let error): error.description
    case .special(let path, let kind):
      "\(path) is \(kind.phrase), which a package cannot hold; remove it from the tree or leave it out by a pattern"
    case .missingInput(let path): "\(path) does not exist; inputs are looked up below the starting directory"
    case .missingDirectory(let path): "the directory \(path) to start in does not exist"
    case .outsidePackage(let path):
      "\(path) leads out of the package; say where it is to go, as in \(path)=/usr/share/example"
    case .notADirectory(let path): "nothing can go below \(path): it is not a directory in the package"
    case .isADirectory(let path): "\(path) is a directory in the package already and cannot become a file"
    case .isAFile(let path): "\(path) is a file in the package already and cannot become a directory"
    case .deadLink(let path, let target):
      "nothing can go through \(path): it is a link to \(target), which is no directory of the package"
    case .rule(let text, let reason): "the rule \"\(text)\" cannot be read: \(reason)"
    case .namelessAccount(let path, let owner, let group):
      [
        owner.map { "UID \($0) is not associated with a user name (file: \(path))" },
        group.map { "GID \($0) is not associated with a group name (file: \(path))" },
      ].compactMap { $0 }.joined(separator: "\n")
    case .unknownFormat(let path): "Unknown bundle type for '\(path)'"
    case .malformed(let path, let line, let reason): "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)"
    case .missingLinkTarget(let path, let target):
      "\(path) is a hard link to \(target), which does not come before it in the archive"
    case .manifest(let diagnostic): diagnostic.description
    case .cancelled: "the work was given up"
    }
  }
}

extension FileKind {
  /// The kind with its article, for messages.
  package var phrase: String {
    switch self {
    case .regular: "a regular file"
    case .directory: "a directory"
    case .symbolicLink: "a symbolic link"
    case .fifo: "a FIFO"
    case .characterDevice: "a character device"
    case .blockDevice: "a block device"
    case .socket: "a socket"
    }
  }
}
