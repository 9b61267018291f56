package import PackageModel
package import Payload
import Staging

/// What IPS says about an ELF file: where it runs, and a digest of the sections that matter, which stays the same when
/// only comments, debugging information or the order of the file change.
package struct ELFContent: Hashable, Sendable {
  /// The machine, as IPS calls it.
  package var architecture: ByteString
  /// 32 or 64.
  package var bits: Int
  /// SHA-1 of the sections; `nil` where they cannot be read.
  package var digest: ByteString?
  /// SHA-512/256 of the sections.
  package var contentDigest: ByteString?

  /// Sections that do not count.
  private static let ignored: Set<ByteString> = [
    ".SUNW_signature", ".comment", ".SUNW_dof", ".debug", ".plt", ".rela.bss", ".rela.plt", ".line", ".note",
    ".compcom",
  ]
  private static let noBits: UInt64 = 8

  /// Looks into a file; `nil` for files that are no ELF files.
  package init?(_ content: ContentSource) throws(PayloadError) {
    let reader = try RandomReader(content)
    guard let image = try ELFImage(reader) else { return nil }
    bits = image.bits
    architecture =
      switch image.machine {
      case 0: "none"
      case 2, 18, 43: "sparc"
      case 3, 6, 62: "i386"
      case 20, 21: "ppc"
      case 183: "aarch64"
      default: "other"
      }
    guard let sections = try image.sections() else { return }
    let digester = try Digester([.sha1, .sha512t_256])
    for section in sections where !Self.ignored.contains(section.name) {
      if section.type == Self.noBits {
        try digester.update((0..<8).map { UInt8(truncatingIfNeeded: section.size >> (56 - 8 * UInt64($0))) })
      } else if try !reader.read(
        section.offset, section.size,
        { (bytes) throws(PayloadError) in
          try digester.update(bytes)
        })
      {
        return
      }
    }
    let digests = try digester.finish()
    digest = digests[0].hex
    contentDigest = digests[1].hex
  }
}
