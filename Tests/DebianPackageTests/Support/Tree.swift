import Glibc
import PackageModel
import Payload

@testable import DebianPackage

/// A tree to build packages from, with every kind of thing that a package can hold.
struct Tree {
  let root: ByteString

  init(_ root: ByteString) {
    self.root = root
    makeDirectory("")
  }

  func path(_ name: ByteString) -> ByteString { root + "/" + name }

  func makeDirectory(_ name: ByteString, mode: mode_t = 0o755, time: Int = 1_600_000_000) {
    check(path(name).withCString { mkdir($0, 0o755) }, name)
    check(path(name).withCString { chmod($0, mode) }, name)
    setTime(name, time)
  }

  func makeFile(_ name: ByteString, _ content: [UInt8] = [], mode: mode_t = 0o644, time: Int = 1_600_000_000) {
    let descriptor = path(name).withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_TRUNC, 0o600) }
    check(descriptor, name)
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      check(Int32(clamping: count), name)
      rest = rest.dropFirst(count)
    }
    close(descriptor)
    check(path(name).withCString { chmod($0, mode) }, name)
    setTime(name, time)
  }

  func makeSymbolicLink(_ name: ByteString, to target: ByteString, time: Int = 1_600_000_000) {
    check(target.withCString { text in path(name).withCString { symlink(text, $0) } }, name)
    setTime(name, time)
  }

  func makeHardLink(_ name: ByteString, to other: ByteString) {
    check(path(other).withCString { old in path(name).withCString { link(old, $0) } }, name)
  }

  func makeFIFO(_ name: ByteString) {
    check(path(name).withCString { mkfifo($0, 0o640) }, name)
    setTime(name, 1_600_000_000)
  }

  func setTime(_ name: ByteString, _ seconds: Int, nanoseconds: Int = 0) {
    let times = [timespec(tv_sec: seconds, tv_nsec: nanoseconds), timespec(tv_sec: seconds, tv_nsec: nanoseconds)]
    check(path(name).withCString { utimensat(AT_FDCWD, $0, times, AT_SYMLINK_NOFOLLOW) }, name)
  }

  private func check(_ result: Int32, _ name: ByteString) {
    precondition(result >= 0, "\(name): \(String(cString: strerror(errno)))")
  }

  // MARK: - Reading it back

  /// The entries of the tree, `DEBIAN` apart, in the order of directory reading; hard links as the walk finds them.
  func entries() -> [TarEntry] {
    var links: [FileStamp: ByteString] = [:]
    return walk("", &links).filter { $0.name != "DEBIAN" && !$0.name.hasPrefix("DEBIAN/") }
  }

  /// The files of `DEBIAN`.
  func controlMembers() throws -> [ControlMember] {
    var links: [FileStamp: ByteString] = [:]
    return try walk("DEBIAN", &links).dropFirst().map { entry in
      ControlMember(
        ByteString(entry.name.bytes.dropFirst("DEBIAN/".utf8.count)), mode: entry.mode,
        bytes: try entry.content?.bytes(limit: .max) ?? [], modificationTime: entry.modificationTime)
    }
  }

  func modificationTime(_ name: ByteString) -> Int64 {
    var status = stat()
    check(path(name).withCString { lstat($0, &status) }, name)
    return Int64(status.st_mtim.tv_sec)
  }

  private func walk(_ name: ByteString, _ links: inout [FileStamp: ByteString]) -> [TarEntry] {
    let full = name.isEmpty ? root : path(name)
    var status = stat()
    check(full.withCString { lstat($0, &status) }, name)
    var entry = TarEntry(
      name, .directory, mode: status.st_mode & 0o7777, modificationTime: Int64(status.st_mtim.tv_sec))
    let stamp = FileStamp(status)
    switch FileKind(mode: status.st_mode) {
    case .directory:
      return [entry] + names(in: full).flatMap { walk(name.isEmpty ? $0 : name + "/" + $0, &links) }
    case .regular: entry.kind = .file(.file(full, stamp))
    case .symbolicLink: entry.kind = .symbolicLink(target(of: full))
    case .fifo: entry.kind = .fifo
    default: preconditionFailure("\(name) is of a kind that no test makes")
    }
    if status.st_nlink > 1 {
      if let first = links[stamp] { entry.kind = .hardLink(first) } else { links[stamp] = name }
    }
    return [entry]
  }

  private func names(in directory: ByteString) -> [ByteString] {
    guard let stream = directory.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [ByteString] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { ByteString($0.prefix { $0 != 0 }) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private func target(of link: ByteString) -> ByteString {
    ByteString(
      [UInt8](unsafeUninitializedCapacity: 8192) { buffer, count in
        count = buffer.withMemoryRebound(to: CChar.self) { buffer in
          link.withCString { readlink($0, buffer.baseAddress!, buffer.count) }
        }
      })
  }
}
