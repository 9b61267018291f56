package import Payload

/// A data archive that has been written ahead of the package it belongs to.
package struct PackedData: Sendable {
  /// The compressed archive in a nameless temporary file.
  let file: OpenFile
  let byteCount: UInt64
  let archiveByteCount: UInt64
  let compression: Compression
  /// The MD5 digest of each regular file's content, by the index of its entry; `nil` for other kinds of entries.
  package let digests: [Digest?]
}
