import Glibc
import PackageModel
import PkgwrightCommands

/// What a key is encrypted with, as `--ssl-dialog` says where to ask.
enum KeyPassphrase {
  /// Asks.
  ///
  /// - Parameter dialog: `builtin` for a key that is not encrypted, `exec:PROGRAM` for a program that prints the
  ///   passphrase; it gets an empty argument and the port, as with the reference.
  /// - Throws: ``CommandFailure``.
  static func ask(_ dialog: String, port: Int) throws -> [UInt8]? {
    if dialog == "builtin" { return nil }
    guard dialog.hasPrefix("exec:") else {
      throw CommandFailure.usage("'\(dialog)' is no way to ask for a passphrase", "write builtin or exec:PROGRAM")
    }
    let program = dialog.dropFirst("exec:".count)
    let quoted = "'" + program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    guard let stream = popen("\(quoted) '' \(port)", "r") else {
      throw CommandFailure("error: cannot start '\(program)'")
    }
    var buffer = [CChar](repeating: 0, count: 4096)
    let line = fgets(&buffer, Int32(buffer.count), stream)
    guard pclose(stream) == 0, line != nil else {
      throw CommandFailure("error: '\(program)' gave no passphrase")
    }
    return buffer.prefix { $0 != 0 && $0 != CChar(ASCII.newline) }.map { UInt8(bitPattern: $0) }
  }
}
