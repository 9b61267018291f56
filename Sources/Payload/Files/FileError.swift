import Glibc
public import PackageModel

/// A file operation that the system refused.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, as in "open" or "write to".
  public var operation: String
  /// The file's name.
  public var path: ByteString
  /// The system's error number (errno(3)).
  public var code: Int32

  /// Makes an error from the current error number.
  public init(_ operation: String, _ path: ByteString) {
    self.init(operation, path, code: errno)
  }

  /// Makes an error from an error number.
  public init(_ operation: String, _ path: ByteString, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The system's words for the error number.
  public var reason: String { String(cString: strerror(code)) }

  /// `cannot open path: No such file or directory`
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
