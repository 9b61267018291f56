import Glibc
public import PackageModel

/// Reads whole files that are small by nature: manifests, rules, scripts, control data.
public enum FileBytes {
  /// The bytes of a file; `-` is a file name like any other.
  ///
  /// - Throws: ``FileError`` when the file cannot be opened or read.
  public static func read(_ path: ByteString) throws(FileError) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, named: path)
  }

  /// The first bytes of a file: so many, or fewer where it is shorter.
  ///
  /// - Throws: ``FileError`` when the file cannot be opened or read.
  public static func start(of path: ByteString, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let received = bytes.withUnsafeMutableBytes {
        Glibc.pread(descriptor, $0.baseAddress! + filled, count - filled, off_t(filled))
      }
      if received < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      if received == 0 { break }
      filled += received
    }
    return Array(bytes[..<filled])
  }

  /// Everything that standard input still gives.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  public static func readStandardInput() throws(FileError) -> [UInt8] {
    try read(descriptor: STDIN_FILENO, named: "<stdin>")
  }

  private static func read(descriptor: Int32, named path: ByteString) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("read", path, code: EISDIR) }
    var bytes: [UInt8] = []
    var wanted = max(64 * 1024, Int(status.st_size) + 1)
    while true {
      let old = bytes.count
      var received = 0
      var code: Int32 = 0
      bytes.append(addingCapacity: wanted) { buffer in
        repeat { received = Glibc.read(descriptor, buffer.baseAddress!, wanted) } while received < 0 && errno == EINTR
        code = errno
        return max(received, 0)
      }
      if received < 0 { throw FileError("read", path, code: code) }
      if received == 0 { return bytes }
      wanted = max(64 * 1024, old)
    }
  }
}

extension ByteString {
  /// Lends the bytes as a NUL-terminated string to a C function. A name with a NUL in it is cut there by C.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { try body($0.baseAddress!) }
    }
  }

  /// Copies a NUL-terminated string of C.
  package init(cString: UnsafePointer<CChar>) {
    self.init(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }
}

extension [UInt8] {
  /// Grows by at most `count` bytes that `fill` writes; `fill` gives the number it wrote.
  fileprivate mutating func append(addingCapacity count: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
    let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      LargePages.request(buffer.baseAddress, count: buffer.count)
      filled = fill(buffer)
    }
    if isEmpty { self = chunk } else { append(contentsOf: chunk) }
  }
}
