import Glibc
import NIOCore
import NIOHTTP1
import Payload

/// Sends a file or parts of one: by the kernel where nothing has to be done with the bytes, else a piece at a time, the
/// next when the client has taken the one before.
final class FileSender {
  typealias Part = HTTPServerResponsePart

  /// Up to this size a file is read and sent together with the headers, which takes fewer calls of the system.
  private static let smallSize = 32 << 10
  private static let pieceSize = 256 << 10
  /// The kernel is given so much at a time, so that a client that has stopped reading is told from a slow one.
  private static let regionSize = 4 << 20

  private let file: OpenFile
  private var pieces: ArraySlice<FileReply.Piece>
  private let canSendRegions: Bool
  private let allocator: ByteBufferAllocator
  private let context: ChannelHandlerContext
  private let done: (ChannelHandlerContext, Bool) -> Void
  private var isWaiting = false

  /// - Parameters:
  ///   - canSendRegions: whether the kernel may send the file; it cannot where the connection is encrypted.
  ///   - done: called when all has been given to the connection, with whether that went well.
  init(
    _ reply: FileReply, canSendRegions: Bool, _ context: ChannelHandlerContext,
    done: @escaping (ChannelHandlerContext, Bool) -> Void
  ) {
    file = reply.file
    pieces = reply.pieces[...]
    self.canSendRegions = canSendRegions
    allocator = context.channel.allocator
    self.context = context
    self.done = done
  }

  /// Goes on as far as the client takes it.
  func run() {
    while let piece = pieces.popFirst() {
      switch piece {
      case .bytes(let bytes): write(.byteBuffer(allocator.buffer(bytes: bytes)))
      case .run(let range):
        let isRegion = canSendRegions && range.count > Self.smallSize
        let count = min(range.count, isRegion ? Self.regionSize : Self.pieceSize)
        guard count > 0 else { continue }
        let end = range.lowerBound + Int64(count)
        if isRegion {
          send(range.lowerBound..<end)
        } else {
          guard let buffer = read(count, at: range.lowerBound) else { return done(context, false) }
          write(.byteBuffer(buffer))
        }
        guard end < range.upperBound else { continue }
        pieces = [.run(end..<range.upperBound)] + pieces
        context.flush()
        guard context.channel.isWritable else {
          isWaiting = true
          return
        }
      }
    }
    done(context, true)
  }

  /// The client has taken what was sent.
  func resume() {
    guard isWaiting, context.channel.isWritable else { return }
    isWaiting = false
    run()
  }

  private func write(_ data: IOData) {
    context.write(NIOAny(Part.body(data)), promise: nil)
  }

  /// Lets the kernel send a run. The file is open as long as that takes, and closed by its last holder, not by the
  /// region.
  private func send(_ range: Range<Int64>) {
    let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.descriptor)
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenComplete { [file] _ in
      withExtendedLifetime(file) { _ = try? handle.takeDescriptorOwnership() }
    }
    let region = FileRegion(fileHandle: handle, readerIndex: Int(range.lowerBound), endIndex: Int(range.upperBound))
    context.write(NIOAny(Part.body(.fileRegion(region))), promise: sent)
  }

  private func read(_ count: Int, at offset: Int64) -> ByteBuffer? {
    var buffer = allocator.buffer(capacity: count)
    var isComplete = false
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
      var filled = 0
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<count])
        guard let received = try? file.read(into: rest, at: UInt64(offset) + UInt64(filled)), received > 0 else {
          break
        }
        filled += received
      }
      isComplete = filled == count
      return filled
    }
    return isComplete ? buffer : nil
  }
}
