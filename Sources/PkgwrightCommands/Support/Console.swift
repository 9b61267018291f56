import Glibc
package import PackageModel
import Payload

/// The program's standard output and standard error.
package enum Console {
  /// Writes everything to standard output.
  package static func output(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes everything to standard output.
  package static func output(_ bytes: UnsafeRawBufferPointer) { write(bytes, to: STDOUT_FILENO) }

  /// Writes a line to standard output.
  package static func print(_ line: String) { output(Array(line.utf8) + [ASCII.newline]) }

  /// Writes a line to standard error.
  package static func complain(_ line: String) { write(Array(line.utf8) + [ASCII.newline], to: STDERR_FILENO) }

  /// Writes a line of bytes to standard error.
  package static func complain(_ line: ByteString) { write(line.bytes + [ASCII.newline], to: STDERR_FILENO) }

  /// Writes to standard error without ending the line, for what is drawn over.
  static func draw(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  /// Whether standard error is a terminal, for progress bars and colour.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard output is a terminal.
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress!, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        // A complaint that nobody can hear must not change what the program does or its status.
        if descriptor == STDERR_FILENO { return }
        giveUp(errno)
      }
      rest = rest.dropFirst(written)
    }
  }
}

extension Console {
  /// Ends the program where standard output takes nothing any more: a full disk must not look like success.
  private static func giveUp(_ error: Int32) -> Never {
    // A reader that went away knows that it did.
    if error != EPIPE {
      let program = CommandLine.arguments.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      let reason = FileError("write", "standard output", code: error).reason
      complain("\(program ?? "pkgwright"): error: cannot write to standard output: \(reason)")
    }
    PendingFiles.removeAll()
    _exit(1)
  }
}

extension Slice where Base == UnsafeRawBufferPointer {
  fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
