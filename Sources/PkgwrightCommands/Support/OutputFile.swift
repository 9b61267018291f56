import Glibc
import PackageModel
import Payload

/// Writes whole files by the name that the user gave.
enum OutputFile {
  /// Writes a file that appears at once, with the mode of the file it replaces or the one that the umask leaves. What is
  /// no regular file, as a pipe or `/dev/null`, is written to as it is.
  static func write(
    to path: ByteString, _ body: (OpenFile) throws(PayloadError) -> Void
  ) throws(PayloadError) {
    var status = stat()
    if path.withCString({ stat($0, &status) }) == 0 {
      let isOutput = isStandardOutput(status)
      guard isOutput || status.st_mode & S_IFMT != S_IFREG else { return try FileRewriting.replace(path, body) }
      // What standard output goes to is named by /dev/stdout and must not be replaced under it.
      let descriptor = isOutput ? dup(STDOUT_FILENO) : path.withCString { open($0, O_WRONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw PayloadError("write to", path) }
      return try body(OpenFile(adopting: descriptor, path: path))
    }
    let mask = umask(0)
    umask(mask)
    let output = try AtomicOutput(path, replacingExisting: true, permissions: UInt32(0o666 & ~mask))
    try body(output.file)
    try output.commit()
  }

  private static func isStandardOutput(_ file: stat) -> Bool {
    var output = stat()
    return fstat(STDOUT_FILENO, &output) == 0 && output.st_dev == file.st_dev && output.st_ino == file.st_ino
  }
}
