import PackageModel

/// The name in a package's FMRI, without scheme, publisher and version: `library/zlib` of
/// `pkg://omnios/library/zlib@1.3,5.11`.
enum PackageStem {
  static func stem(of fmri: ByteString) -> ByteString {
    var name = fmri
    if let at = name.bytes.lastIndex(of: ASCII.at) { name = name[0..<at] }
    if let rest = name.dropping(prefix: "pkg:///") { return rest }
    if let rest = name.dropping(prefix: "pkg://") ?? name.dropping(prefix: "//") {
      guard let slash = rest.bytes.firstIndex(of: ASCII.slash) else { return rest }
      return rest[(slash + 1)..<rest.count]
    }
    return name.dropping(prefix: "pkg:/") ?? name.dropping(prefix: "/") ?? name
  }
}
