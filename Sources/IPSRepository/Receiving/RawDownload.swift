package import PackageModel
import Payload

/// Puts packages into plain directories: `STEM/VERSION/` with the manifest and the payload.
package struct RawDownload: Sendable {
  private let target: ByteString
  private let keepsCompressed: Bool

  /// - Parameter target: a directory, made where it is missing.
  package init(to target: ByteString, keepingCompressed: Bool) throws(RepositoryError) {
    self.target = target
    keepsCompressed = keepingCompressed
    try FileSystem.makeDirectories(target)
  }

  /// Stores a package.
  package func store(_ fmri: FMRI, from origin: any PackageOrigin) throws(RepositoryError) {
    try store(fmri, manifest: try origin.manifest(of: fmri), from: origin)
  }

  /// Stores a package whose manifest is there already.
  package func store(
    _ fmri: FMRI, manifest bytes: [UInt8], from origin: any PackageOrigin
  ) throws(RepositoryError) {
    let folder =
      target + "/" + PercentEncoding.encode(fmri.stem) + "/" + PercentEncoding.encode(fmri.version?.text() ?? "")
    try FileSystem.makeDirectories(folder)
    let manifest: Manifest
    do throws(Diagnostics) {
      manifest = try Manifest(reading: bytes, fileName: fmri.description)
    } catch {
      throw .manifest(error)
    }
    let download = self
    _ = try ParallelWork.map(PayloadNames.all(of: manifest), threads: origin.parallelism) {
      (name) throws(RepositoryError) in
      guard PublisherStore.isPayloadName(name), let stored = try origin.storedPayload(name, of: fmri.publisher ?? "")
      else { throw .missingPayload(name: name, fmri) }
      try wrapping { () throws(PayloadError) in try download.write(stored, name, folder) }
      origin.release(name)
    }
    try FileSystem.write(bytes, to: folder + "/manifest")
  }

  private func write(_ stored: ContentSource, _ name: ByteString, _ folder: ByteString) throws(PayloadError) {
    let output = try AtomicOutput(folder + "/" + name, replacingExisting: true)
    if keepsCompressed {
      try output.file.append(stored)
    } else {
      let digester = try Digester([.sha1, .sha256, .sha512t_256])
      try StoredContent.decompress(stored, name: name) { (bytes) throws(PayloadError) in
        try digester.update(bytes)
        try output.file.write(bytes)
      }
      guard try digester.finish().contains(where: { $0.hex == name }) else {
        throw .corrupt(name, offset: 0, reason: "its content is not what its name says")
      }
    }
    try output.commit()
  }
}

extension OpenFile {
  /// Appends content.
  func append(_ source: ContentSource) throws(PayloadError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    var reader = try source.open()
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try reader.finish()
  }
}
