import PackageModel
import Payload

/// The members of a control archive that come from the manifest's `DEBIAN/` paths, read and checked.
struct GivenControlMembers {
  /// The names dpkg runs as scripts; `config` is run by debconf.
  static let scripts: [ByteString] = ["preinst", "postinst", "prerm", "postrm", "config"]
  /// Control data is small; what is larger was put there by mistake.
  private static let limit: UInt64 = 64 << 20

  /// The members by name.
  private(set) var members: [ByteString: ControlMember] = [:]
  private(set) var findings: [Diagnostic] = []

  init(_ collected: [ByteString: PayloadEntry], root: PayloadEntry?, fileName: String, isVerbatim: Bool) {
    for (name, entry) in collected.sorted(by: { $0.key < $1.key }) { add(name, entry, isVerbatim: isVerbatim) }
    // The bits that dpkg-deb looks at: those of set-id and sticky as well.
    if let root, isVerbatim, root.tar.mode & 0o7757 != 0o755 {
      complain(
        "the DEBIAN folder has bad permissions \(String(root.tar.mode, radix: 8)) (0755 to 0775 are allowed)", "DEBIAN",
        remedy: "chmod 00755 DEBIAN")
    }
  }

  private mutating func add(_ name: ByteString, _ entry: PayloadEntry, isVerbatim: Bool) {
    guard !name.contains(ASCII.slash), let content = entry.tar.content else {
      return complain(
        "'\(name)' in the control archive is not a plain file", "DEBIAN/\(name)",
        remedy: "only files directly below DEBIAN belong there")
    }
    do throws(PayloadError) {
      let bytes = try content.bytes(limit: Self.limit)
      var mode = entry.tar.mode
      if Self.scripts.contains(name) {
        checkScript(name, bytes, mode: mode, isVerbatim: isVerbatim)
        if !isVerbatim { mode = 0o755 }
      } else if !isVerbatim {
        mode = 0o644
      }
      members[name] = ControlMember(
        name, mode: mode, bytes: bytes, modificationTime: entry.hasTime && isVerbatim ? entry.tar.modificationTime : nil
      )
    } catch {
      complain("\(error)", "DEBIAN/\(name)", remedy: nil)
    }
  }

  private mutating func checkScript(_ name: ByteString, _ bytes: [UInt8], mode: UInt32, isVerbatim: Bool) {
    if isVerbatim, mode & 0o7557 != 0o555 {
      complain(
        "the maintainer script '\(name)' has bad permissions \(String(mode, radix: 8)) (0555 to 0775 are allowed)",
        "DEBIAN/\(name)", remedy: "chmod 0755 DEBIAN/\(name)")
    }
  }

  private mutating func complain(_ message: String, _ file: String, remedy: String?) {
    findings.append(Diagnostic(.error, message, at: SourceLocation(file: file), remedy: remedy))
  }
}
