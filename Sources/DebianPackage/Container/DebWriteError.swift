package import PackageModel
package import Payload

/// Why a package could not be written.
package enum DebWriteError: Error, Hashable, Sendable {
  /// A file could not be read or written, or its content is not what it was.
  case payload(PayloadError)
  /// An entry of the data archive is not possible.
  case entry(ByteString, EntryProblem)
  /// A member of the control archive is not possible.
  case controlMember(ByteString, EntryProblem)
  /// A member would not fit in the ar container.
  case memberTooLarge(String, size: UInt64)
  /// A time that the ar container cannot hold.
  case timestamp(Int64)

  /// What is wrong with an entry.
  package enum EntryProblem: Hashable, Sendable {
    case invalidName
    case newlineInName
    case nulInName
    case duplicate
    case emptyLinkTarget
    case linkToNothing(ByteString)
    case linkToItself
    case linkToDirectory(ByteString)
    case device
    case tooLarge(UInt64)
  }
}

extension DebWriteError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .payload(let error): error.description
    case .entry(let name, let problem): "cannot pack \(name.isEmpty ? "/" : name): \(problem)"
    case .controlMember(let name, let problem): "cannot pack the control file \(name): \(problem)"
    case .memberTooLarge(let name, let size):
      "\(name) would have \(size) bytes, and a Debian package can hold \(ArHeader.largestMember) in one member; "
        + "compress it better or split the package"
    case .timestamp(let time):
      "the time \(time) cannot be written into a package; give one from \(ArHeader.times.lowerBound) to "
        + "\(ArHeader.times.upperBound)"
    }
  }
}

extension DebWriteError.EntryProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidName: "its name is not a plain relative path; leave out '.', '..' and empty parts"
    case .newlineInName: "its name has a newline, which dpkg does not allow; rename it"
    case .nulInName: "its name or target has a NUL byte"
    case .duplicate: "the name is there twice; drop one of the two"
    case .emptyLinkTarget: "it is a link without a target"
    case .linkToNothing(let target): "it is a hard link to \(target), which is not in the package"
    case .linkToItself: "it is a hard link that leads back to itself"
    case .linkToDirectory(let target): "it is a hard link to \(target), which is a directory"
    case .device: "device nodes do not belong in packages (Debian Policy 10.6); make it in a maintainer script"
    case .tooLarge(let size):
      "it has \(size) bytes, and tar archives hold less than \(DebWriteOptions.largestPlainEntry) bytes a file "
        + "without extensions that old readers lack; split it"
    }
  }
}
