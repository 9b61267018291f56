package import PackageModel
import Payload

/// How the files of a package compare with its `md5sums`.
package struct DebVerification: Hashable, Sendable {
  /// Files whose content has another digest than the list says.
  package var mismatched: [ByteString] = []
  /// Names in the list that the package has no file of.
  package var missing: [ByteString] = []
  /// Regular files that the list does not have; conffiles commonly are not in it.
  package var unlisted: [ByteString] = []

  /// Whether every listed file is there as listed.
  package var isGood: Bool { mismatched.isEmpty && missing.isEmpty }
}

extension DebFile {
  /// Compares every file with the package's `md5sums` in one pass over the data.
  ///
  /// - Throws: ``DebReadError/Reason/md5sums(_:)`` when the package has no such list or a line of it is not one, and
  ///   whatever is wrong with the archives.
  package func verify() throws(DebReadError) -> DebVerification {
    var listed = try md5sums()
    var result = DebVerification()
    var digests: [ByteString: ByteString] = [:]
    let reader = try dataReader()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    let digester = try digesting { () throws(PayloadError) in try Digester(.md5) }
    while let entry = try reader.next() {
      let digest: ByteString?
      switch entry.kind {
      case .file:
        while true {
          let count = try reader.read(into: buffer)
          if count == 0 { break }
          let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
          try digesting { () throws(PayloadError) in try digester.update(bytes) }
        }
        digest = try digesting { () throws(PayloadError) in try digester.finish() }.first?.hex
      case .hardLink(let target): digest = digests[target]
      default: continue
      }
      digests[entry.name] = digest
      switch listed.removeValue(forKey: entry.name) {
      case nil: result.unlisted.append(entry.name)
      case digest: break
      default: result.mismatched.append(entry.name)
      }
    }
    result.missing = listed.keys.sorted()
    return result
  }

  private func digesting<Result>(_ body: () throws(PayloadError) -> Result) throws(DebReadError) -> Result {
    do throws(PayloadError) {
      return try body()
    } catch {
      throw DebReadError(.payload(error), file: path)
    }
  }

  /// The digests that the package lists, by file name.
  private func md5sums() throws(DebReadError) -> [ByteString: ByteString] {
    guard let list = try controlMembers().first(where: { $0.name == "md5sums" }) else {
      throw DebReadError(.md5sums("the package has no md5sums to compare with"), file: path)
    }
    var sums: [ByteString: ByteString] = [:]
    for (index, line) in list.bytes.split(separator: ASCII.newline).enumerated() {
      let digest = line.prefix(32)
      let rest = line.dropFirst(32)
      let isHex = digest.allSatisfy { ASCII.isDigit($0) || (0x61...0x66).contains(ASCII.lowercased($0)) }
      guard digest.count == 32, isHex, rest.first == ASCII.space, rest.count > 2,
        let name = ArchivePath.normalized(ByteString(rest.dropFirst(2)))
      else { throw DebReadError(.md5sums("line \(index + 1) of md5sums is not a digest and a name"), file: path) }
      sums[name] = ByteString(digest.map(ASCII.lowercased))
    }
    return sums
  }
}
