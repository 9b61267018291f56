import Glibc
package import PackageModel
package import Payload

/// Has a person or a script edit a text with an editor.
package enum TextEditor {
  /// Why an edited text cannot be had.
  package enum Failure: Error, CustomStringConvertible {
    case file(FileError)
    case start(command: String, reason: String)
    case status(command: String, Int32)

    package var description: String {
      switch self {
      case .file(let error): error.description
      case .start(let command, let reason): "cannot start '\(command)': \(reason)"
      case .status(let command, let code): "'\(command)' failed (exit code \(code))"
      }
    }
  }

  /// Gives a text to an editor and returns what it leaves.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - name: the name of the file that the editor sees.
  ///   - command: the editor with its arguments, as the shell reads it.
  ///   - directory: where temporary files go.
  package static func edit(
    _ bytes: [UInt8], name: ByteString, command: String, in directory: ByteString
  ) throws(Failure) -> [UInt8] {
    var template = (directory + "/pkgwright-edit-XXXXXX").bytes + [0]
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
    }
    guard isMade else { throw .file(FileError("create a directory in", directory)) }
    let folder = ByteString(template.dropLast())
    let path = folder + "/" + name
    defer {
      _ = path.withCString { unlink($0) }
      _ = folder.withCString { rmdir($0) }
    }
    do throws(FileError) {
      try write(bytes, to: path)
    } catch {
      throw .file(error)
    }
    try run(command, path)
    do throws(FileError) {
      return try FileBytes.read(path)
    } catch {
      throw .file(error)
    }
  }

  private static func run(_ command: String, _ path: ByteString) throws(Failure) {
    let words: [ByteString] = ["/bin/sh", "-c", ByteString(command + " \"$1\""), "sh", path]
    let arguments = words.map { word in word.withCString { strdup($0) } }
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", nil, nil, arguments + [nil], environ)
    guard code == 0 else { throw .start(command: command, reason: String(cString: strerror(code))) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw .start(command: command, reason: String(cString: strerror(errno))) }
    }
    // The lower seven bits are the signal that ended the process, the next byte is its exit status.
    let signal = status & 0x7f
    let exitStatus = status >> 8 & 0xff
    guard signal == 0, exitStatus == 0 else {
      throw .status(command: command, signal == 0 ? exitStatus : 128 + signal)
    }
  }

  private static func write(_ bytes: [UInt8], to path: ByteString) throws(FileError) {
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { throw FileError("create", path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw FileError("write to", path)
      }
      rest = rest.dropFirst(count)
    }
  }
}
