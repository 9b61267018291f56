import Glibc
package import PackageModel
import Payload

/// Passes the command line on to the program that speaks with the network and lies beside this one. Commands that need no
/// network start faster without it.
package enum Handover {
  package static let program: ByteString = "pkgwright-depot"

  /// The drop-ins that are in that program only.
  static let dropIns: Set<String> = ["pkg.depotd", "pkgsign"]

  /// Replaces this process. The other program gets the same arguments, and the name this one was started under.
  ///
  /// - Throws: ``CommandFailure`` where the program is missing.
  package static func run() throws(CommandFailure) -> Never {
    let path = folder() + "/" + program
    path.withCString { _ = execv($0, CommandLine.unsafeArgv) }
    let reason = String(cString: strerror(errno))
    throw CommandFailure(
      Diagnostic(
        .error, "cannot start '\(path)', which reaches depots: \(reason)",
        remedy: "install \(program) beside pkgwright"
      ).description)
  }

  /// Where this program is.
  private static func folder() -> ByteString {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    let path = ByteString(buffer[..<max(0, count)])
    return path.split(on: ASCII.slash).dropLast().joined(separator: "/")
  }
}
