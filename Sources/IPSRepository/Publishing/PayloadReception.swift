import Glibc
package import PackageModel
import Payload

/// Payload that arrives piece by piece. It is written to the transaction's folder as it comes, so memory stays flat, and
/// gets its name when it is complete and checked.
package final class PayloadReception {
  /// Content up to this size is kept in memory; most payload is small.
  private static let smallSize = 256 * 1024

  private let intake: PayloadIntake
  /// The name of a stream that has its stored form; `nil` for content that is to be compressed.
  private let name: ByteString?
  /// Whether the store has the payload, so that what comes is thrown away.
  private var isPresent = false
  private var start: [UInt8] = []
  private var file: OpenFile?

  /// Begins to receive.
  ///
  /// - Parameters:
  ///   - intake: of the transaction.
  ///   - name: what the stored stream is to be named; `nil` for plain content.
  /// - Throws: ``RepositoryError/wrongContent(name:found:)`` for a name that is no digest.
  package init(_ intake: PayloadIntake, storedAs name: ByteString?) throws(RepositoryError) {
    self.intake = intake
    self.name = name
    guard let name else { return }
    guard PublisherStore.isPayloadName(name) else { throw .wrongContent(name: name, found: "") }
    isPresent = try wrapping { () throws(PayloadError) in try intake.has(name) }
  }

  deinit {
    if let file { _ = file.path.withCString { unlink($0) } }
  }

  /// Takes the next piece.
  package func receive(_ bytes: UnsafeRawBufferPointer) throws(RepositoryError) {
    if isPresent { return }
    if let file { return try wrapping { () throws(PayloadError) in try file.write(bytes) } }
    start += bytes
    guard start.count > Self.smallSize else { return }
    let file = try FileSystem.createFile(intake.partPath())
    self.file = file
    try wrapping { () throws(PayloadError) in try file.write(start) }
    start = []
  }

  /// Puts what has come into the transaction.
  ///
  /// - Returns: what is known about the payload; `nil` for a stored stream, about which its sender knows all.
  /// - Throws: ``RepositoryError/wrongContent(name:found:)`` when the content is not what the name says.
  @discardableResult
  package func finish(describingELF: Bool = false) throws(RepositoryError) -> PayloadAttributes? {
    let attributes = try complete(describingELF: describingELF)
    FaultInjection.reach(.payloadAdded)
    return attributes
  }

  private func complete(describingELF: Bool) throws(RepositoryError) -> PayloadAttributes? {
    guard let name else {
      let source = try content()
      return try wrapping { () throws(PayloadError) in try intake.take(source, describingELF: describingELF) }
    }
    if isPresent { return nil }
    guard let file else {
      try intake.takeStored(.memory(start), name: name)
      return nil
    }
    try intake.check(try content(), name: name)
    try FileSystem.rename(file.path, to: intake.folder + "/" + name)
    self.file = nil
    return nil
  }

  private func content() throws(RepositoryError) -> ContentSource {
    guard let file else { return .memory(start) }
    return try wrapping { () throws(PayloadError) in
      .region(of: file, offset: 0, length: UInt64(max(0, try file.status().st_size)))
    }
  }
}
