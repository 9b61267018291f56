import CLinux
import Glibc
import PackageModel

/// Files with names that nobody else has.
enum TemporaryFile {
  /// Creates an empty file, readable by its owner only.
  ///
  /// The name is noted among the pending files before the file exists, so that a signal at any moment removes it.
  ///
  /// - Returns: the descriptor, open for reading and writing, the name, and its place among the pending files.
  static func create(
    in directory: ByteString
  ) throws(PayloadError) -> (descriptor: Int32, path: ByteString, slot: Int?) {
    while true {
      let path = directory + "/" + name()
      let slot = PendingFiles.note(path.bytes)
      do throws(PayloadError) {
        let descriptor = try OpenFile.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
        return (descriptor, path, slot)
      } catch {
        if let slot { PendingFiles.forget(slot) }
        guard case .file(let cause) = error, cause.code == EEXIST else { throw error }
      }
    }
  }

  /// A name with 64 random bits, so that a second try is hardly ever needed.
  static func name() -> ByteString {
    var random: UInt64 = 0
    if getrandom(&random, MemoryLayout<UInt64>.size, 0) != MemoryLayout<UInt64>.size {
      random = UInt64.random(in: .min ... .max)
    }
    return ByteString(".pkgwright-" + String(random, radix: 36))
  }
}
