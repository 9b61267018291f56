package import PackageModel

/// What can go wrong with the bytes of a package. Every case names the file or archive it is about.
package enum PayloadError: Error, Hashable, Sendable {
  /// The system refused an operation on a file.
  case file(FileError)
  /// A file is no longer what it was when the tree was walked.
  case changed(ByteString, Change)
  /// An output exists and may not be replaced.
  case exists(ByteString)
  /// An output exists and is a device or the like, which is not replaced.
  case notAFile(ByteString)
  /// No content is known under a payload name; the files that were tried follow.
  case missing(ByteString, tried: [ByteString])
  /// Bytes that are not what their format says, `offset` bytes into the (compressed) input.
  case corrupt(ByteString, offset: UInt64, reason: String)
  /// The input ends before its format does.
  case truncated(ByteString, offset: UInt64)
  /// A limit that guards against hostile input was passed.
  case limit(ByteString, reason: String)
  /// A library refused a request that has nothing to do with the input, as when memory runs out.
  case library(String, reason: String)

  /// How a file differs from what the walk recorded.
  package enum Change: Hashable, Sendable {
    case becameAnotherFile
    case isNotAFile
    case size(expected: UInt64, found: UInt64)
    case endedEarly(expected: UInt64, found: UInt64)
    case modificationTime
  }

  package init(_ operation: String, _ path: ByteString) {
    self = .file(FileError(operation, path))
  }

  package init(_ operation: String, _ path: ByteString, code: Int32) {
    self = .file(FileError(operation, path, code: code))
  }
}

extension PayloadError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error) where error.isDiskFull:
      "\(error.description); free some space there, or write to another file system"
    case .file(let error): error.description
    case .changed(let path, let change): "\(path) changed while it was read: \(change); build from a tree at rest"
    case .exists(let path): "\(path) exists already; remove it or allow it to be replaced"
    case .notAFile(let path): "\(path) is not a regular file; give the output another name"
    case .missing(let name, let tried) where tried.isEmpty: "no content is known for \(name)"
    case .missing(let name, let tried):
      "no content is known for \(name); looked for \(tried.map(\.text).joined(separator: ", "))"
    case .corrupt(let path, let offset, let reason): "\(path) is damaged at byte \(offset): \(reason)"
    case .truncated(let path, let offset): "\(path) ends too early, at byte \(offset)"
    case .limit(let path, let reason): "\(path) is refused: \(reason)"
    case .library(let name, let reason): "\(name): \(reason)"
    }
  }
}

extension PayloadError.Change: CustomStringConvertible {
  package var description: String {
    switch self {
    case .becameAnotherFile: "another file has taken its place"
    case .isNotAFile: "it is not a regular file any more"
    case .size(let expected, let found): "its size was \(expected) bytes and is \(found)"
    case .endedEarly(let expected, let found): "it ended after \(found) of \(expected) bytes"
    case .modificationTime: "it was written to"
    }
  }
}
