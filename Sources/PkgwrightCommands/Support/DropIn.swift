package import PackageModel

/// A command that stands in for one of another toolkit, chosen by the name the program is started under.
package protocol DropIn {
  /// The name of the command, as in `pkgfmt`.
  static var name: String { get }

  /// Runs the command.
  ///
  /// - Parameter arguments: the arguments without the program's name, as bytes: file names need not be UTF-8.
  /// - Returns: the exit status.
  static func run(_ arguments: [ByteString]) -> Int32
}
