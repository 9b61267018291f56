import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// The handlers of a connection: Hummingbird's, with ours in front of them.
struct DepotChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  let base: HTTP1Channel
  let depot: Depot
  let isEncrypted: Bool

  init(_ depot: Depot, isEncrypted: Bool, responder: @escaping HTTPChannelHandler.Responder) {
    let limits = depot.configuration.limits
    base = HTTP1Channel(
      responder: responder,
      configuration: HTTP1Channel.Configuration(
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: 256)))
    self.depot = depot
    self.isEncrypted = isEncrypted
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    base.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandlers(
        [HTTPServerPipelineHandler(), DepotConnection(depot, isEncrypted: isEncrypted)], position: .after(decoder))
      return value
    }
  }

  func handle(value: Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}
