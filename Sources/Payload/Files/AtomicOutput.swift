import CLinux
import Glibc
package import PackageModel

/// A file that appears whole or not at all.
///
/// The bytes go to a temporary file in the destination's directory. ``commit()`` puts them on the disk and renames the
/// file; when that does not happen, because an error is thrown or a signal comes, the temporary file is removed.
package final class AtomicOutput {
  /// The name that the file will have.
  package let destination: ByteString
  /// The temporary file, open for reading and writing.
  package let file: OpenFile
  private let temporaryPath: ByteString
  private let directory: ByteString
  private let replacesExisting: Bool
  private let permissions: mode_t
  private var slot: Int?
  private var isPending = true

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - destination: the name of the finished file.
  ///   - replacingExisting: whether a file of that name may be replaced.
  ///   - permissions: the mode of the finished file, whatever the umask is.
  package init(
    _ destination: ByteString, replacingExisting: Bool, permissions: UInt32 = 0o644
  ) throws(PayloadError) {
    var status = stat()
    let exists = destination.withCString { lstat($0, &status) } == 0
    if exists {
      let kind = FileKind(mode: status.st_mode)
      guard kind != .directory else { throw PayloadError("write to", destination, code: EISDIR) }
      // Renaming over a device would take it away from everyone.
      guard kind == .regular || kind == .symbolicLink else { throw .notAFile(destination) }
      guard replacingExisting else { throw .exists(destination) }
    }
    let directory = Self.directory(of: destination)
    do throws(PayloadError) {
      let (descriptor, path, noted) = try TemporaryFile.create(in: directory)
      slot = noted
      file = OpenFile(adopting: descriptor, path: destination)
      temporaryPath = path
    } catch {
      guard case .file(let cause) = error else { throw error }
      throw PayloadError("create", destination, code: cause.code)
    }
    self.destination = destination
    self.directory = directory
    self.replacesExisting = replacingExisting
    self.permissions = mode_t(permissions)
  }

  deinit {
    guard isPending else { return }
    _ = temporaryPath.withCString { unlink($0) }
    forget()
  }

  /// Makes the file appear under its name.
  package func commit() throws(PayloadError) {
    guard fchmod(file.descriptor, permissions) == 0 else { throw PayloadError("write to", destination) }
    try file.synchronize()
    try rename()
    isPending = false
    forget()
    try synchronizeDirectory()
  }

  private func forget() {
    if let slot { PendingFiles.forget(slot) }
    slot = nil
  }

  private func rename() throws(PayloadError) {
    let flags = replacesExisting ? 0 : LINUX_RENAME_NOREPLACE
    var result = renameTemporary(flags)
    if result != 0, flags != 0, errno == EINVAL || errno == ENOSYS {
      // The file system cannot refuse by itself to replace a file.
      guard destination.withCString({ access($0, F_OK) }) != 0 else { throw .exists(destination) }
      result = renameTemporary(0)
    }
    guard result == 0 else { throw errno == EEXIST ? .exists(destination) : PayloadError("write to", destination) }
  }

  private func renameTemporary(_ flags: UInt32) -> Int32 {
    temporaryPath.withCString { old in
      destination.withCString { renameat2(AT_FDCWD, old, AT_FDCWD, $0, flags) }
    }
  }

  private func synchronizeDirectory() throws(PayloadError) {
    let descriptor = try OpenFile.open(directory, O_RDONLY | O_DIRECTORY, 0)
    // Some network file systems cannot do this for directories; the rename is as durable there as it can be.
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// The directory that a file of this name is in.
  package static func directory(of path: ByteString) -> ByteString {
    guard let slash = path.bytes.lastIndex(of: ASCII.slash) else { return "." }
    return slash == 0 ? "/" : ByteString(path.bytes[..<slash])
  }
}
