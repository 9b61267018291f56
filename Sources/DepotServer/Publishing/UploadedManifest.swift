import IPSRepository
import PackageModel
import Payload

/// A manifest as clients upload it: compressed or plain.
enum UploadedManifest {
  /// The text: whole lines.
  ///
  /// - Throws: ``DepotFailure`` with status 400 for what cannot be expanded, 413 for what is too large.
  static func text(_ bytes: [UInt8], limit: Int) throws(DepotFailure) -> [UInt8] {
    var text = bytes
    if bytes.starts(with: [0x1f, 0x8b]) {
      text = []
      do throws(PayloadError) {
        try StoredContent.decompress(.memory(bytes), name: "manifest") { (piece) throws(PayloadError) in
          guard text.count + piece.count <= limit else {
            throw .limit("manifest", reason: "it has more than \(limit) bytes")
          }
          text += piece
        }
      } catch {
        if case .limit = error { throw DepotFailure(413, error.description) }
        throw DepotFailure(400, error.description)
      }
    }
    if let last = text.last, last != ASCII.newline { text.append(ASCII.newline) }
    return text
  }
}
