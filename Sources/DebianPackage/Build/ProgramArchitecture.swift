package import PackageModel
package import Payload

/// Finds the Debian architecture that the programs of a package were built for, from their ELF headers.
package enum ProgramArchitecture {
  /// The architecture, or `all` where there is no program.
  ///
  /// - Throws: a diagnostic where programs for several architectures are delivered, or for one without a Debian name.
  package static func detect(_ files: [(path: ByteString, content: ContentSource?)]) throws(Diagnostic) -> String {
    var found: (name: String, path: ByteString)?
    for (path, content) in files {
      guard let content, let header = header(of: content) else { continue }
      guard let name = name(header) else {
        throw Diagnostic(
          .error, "'\(path)' is a program for a machine that Debian has no name for",
          remedy: "name the package's architecture")
      }
      if let found, found.name != name {
        throw Diagnostic(
          .error, "'\(found.path)' is a program for \(found.name), but '\(path)' is one for \(name)",
          remedy: "name the package's architecture, or split the package")
      }
      found = found ?? (name, path)
    }
    return found?.name ?? "all"
  }

  private static func header(of content: ContentSource) -> [UInt8]? {
    guard content.size >= 52, var reader = try? content.open() else { return nil }
    var bytes = [UInt8](repeating: 0, count: 52)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        (try? reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))) ?? 0
      }
      if count == 0 { return nil }
      filled += count
      if filled >= 4, bytes[..<4] != [0x7f, 0x45, 0x4c, 0x46] { return nil }
    }
    return bytes
  }

  /// The name for a class, a byte order and a machine (elf(5)).
  private static func name(_ header: [UInt8]) -> String? {
    let isWide = header[4] == 2
    let isLittle = header[5] == 1
    func number(_ offset: Int, _ width: Int) -> UInt32 {
      (0..<width).reduce(0) { $0 << 8 | UInt32(header[offset + (isLittle ? width - 1 - $1 : $1)]) }
    }
    let flags = number(isWide ? 48 : 36, 4)
    switch (number(18, 2), isWide, isLittle) {
    case (3, false, true): return "i386"
    case (62, true, true): return "amd64"
    case (62, false, true): return "x32"
    case (183, true, true): return "arm64"
    // The flag says that floating-point values are passed in registers.
    case (40, false, true): return flags & 0x400 != 0 ? "armhf" : "armel"
    case (21, true, true): return "ppc64el"
    case (21, true, false): return "ppc64"
    case (20, false, false): return "powerpc"
    case (22, true, false): return "s390x"
    case (243, true, true): return "riscv64"
    case (258, true, true): return "loong64"
    case (8, true, true): return "mips64el"
    case (8, false, true): return "mipsel"
    case (43, true, false): return "sparc64"
    default: return nil
    }
  }
}
