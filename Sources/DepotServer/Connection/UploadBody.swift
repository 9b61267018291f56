import Hummingbird
import IPSRepository
import NIOCore
import PackageModel
import Synchronization

/// The body of a request, which must come whole.
struct UploadBody {
  private let request: Request
  private let connection: any Channel
  private let announced: Int64?

  /// - Throws: ``DepotFailure`` where the length makes no sense.
  init(_ request: Request, _ connection: any Channel) throws(DepotFailure) {
    self.request = request
    self.connection = connection
    announced = request.headers[.contentLength].flatMap { Int64($0) }
  }

  /// Gives the pieces to a function as they come; the next one is read when it is done.
  ///
  /// - Parameter limit: the most bytes.
  /// - Throws: ``DepotFailure`` with status 413 for more, 400 where the client goes away before the end.
  func forEach(limit: Int64, _ body: (ByteBuffer) async throws -> Void) async throws {
    var count: Int64 = 0
    for try await buffer in request.body {
      count += Int64(buffer.readableBytes)
      guard count <= limit else {
        throw DepotFailure(413, "The upload is larger than the \(limit) bytes that are allowed.")
      }
      try await body(buffer)
    }
    let isComplete =
      if let announced { count == announced } else {
        try await connection.eventLoop.submit { [connection] in
          try connection.pipeline.syncOperations.handler(type: DepotConnection.self).isRequestComplete
        }.get()
      }
    guard isComplete else { throw DepotFailure(400, "The upload ended after \(count) bytes, before its end.") }
  }

  /// The whole body.
  func bytes(limit: Int64) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    if let announced, announced <= limit { bytes.reserveCapacity(Int(announced)) }
    try await forEach(limit: limit) { buffer in bytes += buffer.readableBytesView }
    return bytes
  }
}

/// A payload that is being received, handed from thread to thread.
final class ReceivedPayload: Sendable {
  private let reception: Mutex<PayloadReception>

  init(_ intake: PayloadIntake, storedAs name: ByteString?) throws(RepositoryError) {
    reception = Mutex(try PayloadReception(intake, storedAs: name))
  }

  func receive(_ buffer: ByteBuffer) throws {
    try reception.withLock { reception in
      try buffer.withUnsafeReadableBytes { try reception.receive($0) }
    }
  }

  func finish(describingELF: Bool) throws -> PayloadAttributes? {
    try reception.withLock { try $0.finish(describingELF: describingELF) }
  }
}
