import NIOCore
import NIOHTTP1
import PackageModel
import Synchronization

/// The part of a connection that knows requests and answers: it sends files itself, without a detour through tasks and
/// copies, and lets everything else pass to the responder.
///
/// The handler in front of it lets the next request in when the answer to the one before has ended.
final class DepotConnection: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// What becomes of the request that is being read.
  private enum Plan {
    /// The responder answers.
    case pass
    /// It is answered here when it has been read.
    case answer(ImmediateReply)
    /// It has been answered before it was read to its end, and the connection ends with it.
    case refused
  }

  private let depot: Depot
  private let isEncrypted: Bool
  private var plan = Plan.pass
  private var head: HTTPRequestHead?
  private(set) var isRequestComplete = true
  private var sender: FileSender?
  private var timing: ConnectionTiming
  private var timer: Scheduled<Void>?
  private var client = ""

  // What is known about the request for logs and metrics.
  private var began = NIODeadline.now()
  private var operation: DepotOperation?
  private var received: Int64 = 0
  private var sent: Int64 = 0
  private var status = 0

  init(_ depot: Depot, isEncrypted: Bool) {
    self.depot = depot
    self.isEncrypted = isEncrypted
    timing = ConnectionTiming(depot.configuration.limits, now: .now())
  }

  private var isHead: Bool { head?.method == .HEAD }

  func handlerAdded(context: ChannelHandlerContext) {
    client = context.remoteAddress?.ipAddress ?? "unknown"
    depot.observer.metrics.connections.wrappingAdd(1, ordering: .relaxed)
    watch(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    depot.observer.metrics.connections.wrappingSubtract(1, ordering: .relaxed)
    timer?.cancel()
    timer = nil
  }

  // MARK: Time

  private func watch(_ context: ChannelHandlerContext) {
    switch timing.verdict(.now()) {
    case .wait(let deadline):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      timer = context.eventLoop.scheduleTask(deadline: deadline) {
        let (connection, context) = bound.value
        connection.watch(context)
      }
    case .timeout: refuse(context, DepotFailure(408, "The request did not come in time."))
    case .close: context.close(promise: nil)
    }
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch part {
    case .head(let head): begin(context, head)
    case .body(let buffer):
      received += Int64(buffer.readableBytes)
      timing.receive(buffer.readableBytes, .now())
    case .end:
      isRequestComplete = true
      timing.enter(.answer, .now())
    }
    switch plan {
    case .pass: context.fireChannelRead(data)
    case .answer(let reply):
      if case .end = part { send(context, reply) }
    case .refused: break
    }
  }

  private func begin(_ context: ChannelHandlerContext, _ head: HTTPRequestHead) {
    self.head = head
    isRequestComplete = false
    began = .now()
    operation = nil
    (received, sent, status) = (0, 0, 0)
    timing.enter(.body, began)
    do throws(DepotFailure) {
      try checkLength(head)
    } catch {
      return refuse(context, error)
    }
    plan = plan(for: head)
    if case .pass = plan, head.version == .http1_1, head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }
  }

  /// - Throws: ``DepotFailure`` for a body that is too long, before any of it is read.
  private func checkLength(_ head: HTTPRequestHead) throws(DepotFailure) {
    guard let text = head.headers.first(name: "content-length") else { return }
    guard let length = Int64(text), length >= 0 else {
      throw DepotFailure(400, "The header Content-Length is no number.")
    }
    let limit = depot.configuration.limits.uploadBytes
    guard length <= limit else {
      throw DepotFailure(413, "The upload has \(length) bytes; \(limit) are allowed.")
    }
  }

  private func plan(for head: HTTPRequestHead) -> Plan {
    do throws(DepotFailure) {
      guard case .operation(let call) = try depot.route(try DepotPath(head.uri)) else { return .pass }
      operation = call.operation
      guard head.method == .GET || head.method == .HEAD,
        let reply = try depot.immediateReply(call, isHead: head.method == .HEAD, conditions(head), now: HTTPDate.now)
      else { return .pass }
      depot.counts.note(call.operation)
      return .answer(reply)
    } catch {
      // A client that sends a body is answered when it has been read.
      return .answer(.reply(error.reply))
    }
  }

  private func conditions(_ head: HTTPRequestHead) -> FileConditions {
    var conditions = FileConditions()
    for (name, value) in head.headers {
      switch name.utf8.count {
      case 5 where head.version == .http1_1 && name.lowercased() == "range": conditions.range = value
      case 8:
        switch name.lowercased() {
        case "if-match": conditions.ifMatch = value
        case "if-range": conditions.ifRange = value
        default: break
        }
      case 13 where name.lowercased() == "if-none-match": conditions.ifNoneMatch = value
      case 17 where name.lowercased() == "if-modified-since": conditions.ifModifiedSince = value
      case 19 where name.lowercased() == "if-unmodified-since": conditions.ifUnmodifiedSince = value
      default: break
      }
    }
    return conditions
  }

  // MARK: Answers

  private func send(_ context: ChannelHandlerContext, _ reply: ImmediateReply) {
    switch reply {
    case .reply(let reply):
      writeHead(context, reply.status, reply.headers, length: Int64(reply.body.count))
      if !isHead, !reply.body.isEmpty {
        context.write(
          wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: reply.body)))), promise: nil)
      }
      finish(context)
    case .file(let reply):
      writeHead(context, reply.status, reply.headers, length: reply.status == 304 ? nil : reply.length)
      guard !isHead, !reply.pieces.isEmpty else { return finish(context) }
      let sender = FileSender(reply, canSendRegions: !isEncrypted, context) { [weak self] context, isComplete in
        self?.sender = nil
        // An answer that cannot be finished must not look whole.
        guard isComplete else { return context.close(promise: nil) }
        self?.finish(context)
      }
      self.sender = sender
      sender.run()
    }
  }

  private func writeHead(
    _ context: ChannelHandlerContext, _ status: Int, _ headers: [(name: String, value: String)], length: Int64?
  ) {
    self.status = status
    sent = isHead ? 0 : length ?? 0
    var fields = HTTPHeaders()
    fields.reserveCapacity(headers.count + 3)
    for (name, value) in headers { fields.add(name: name, value: value) }
    if let length { fields.add(name: "Content-Length", value: String(length)) }
    fields.add(name: "Date", value: DateText.now)
    if let head, !head.isKeepAlive { fields.add(name: "Connection", value: "close") }
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields))),
      promise: nil)
  }

  /// The answer to a request has been given to the connection.
  private func noteEnd() {
    guard let head else { return }
    let now = NIODeadline.now()
    timing.enter(.head, now)
    depot.observer.note(
      RequestRecord(
        method: head.method.rawValue, target: head.uri, status: status, received: received, sent: sent,
        nanoseconds: (now - began).nanoseconds, client: client, agent: head.headers.first(name: "user-agent"),
        operation: operation))
  }

  private func finish(_ context: ChannelHandlerContext) {
    noteEnd()
    let mustClose = !(head?.isKeepAlive ?? false)
    guard mustClose else { return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    let written = context.eventLoop.makePromise(of: Void.self)
    let connection = NIOLoopBound(context, eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in Self.end(connection.value) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  /// Ends a connection so that the client reads the answer even where it has not been read to its end.
  private static func end(_ context: ChannelHandlerContext) {
    context.close(mode: .output, promise: nil)
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
  }

  private func refuse(_ context: ChannelHandlerContext, _ failure: DepotFailure) {
    // An answer that has begun cannot become another one.
    if case .refused = plan { return }
    guard status == 0 || isRequestComplete else { return context.close(promise: nil) }
    plan = .refused
    let reply = failure.reply
    status = failure.status
    noteEnd()
    var fields = HTTPHeaders(reply.headers.map { ($0.name, $0.value) })
    fields.add(name: "Content-Length", value: String(reply.body.count))
    fields.add(name: "Connection", value: "close")
    context.write(
      wrapOutboundOut(
        .head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: failure.status), headers: fields))),
      promise: nil)
    context.write(
      wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: reply.body)))), promise: nil)
    let written = context.eventLoop.makePromise(of: Void.self)
    let connection = NIOLoopBound(context, eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in Self.end(connection.value) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
  }

  // MARK: Answers of the responder

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .refused = plan {
      // The request has its answer already.
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var response):
      status = Int(response.status.code)
      if let head, !head.isKeepAlive { response.headers.replaceOrAdd(name: "Connection", value: "close") }
      context.write(wrapOutboundOut(.head(response)), promise: promise)
    case .body where isHead: promise?.succeed()
    case .body(let body):
      sent += Int64(body.readableBytes)
      context.write(data, promise: promise)
    case .end:
      noteEnd()
      let done = promise ?? context.eventLoop.makePromise(of: Void.self)
      if let head, !head.isKeepAlive {
        let connection = NIOLoopBound(context, eventLoop: context.eventLoop)
        done.futureResult.whenComplete { _ in Self.end(connection.value) }
      }
      context.write(data, promise: done)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    timing.noteWritable(context.channel.isWritable, .now())
    sender?.resume()
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    sender = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else {
      context.close(promise: nil)
      return
    }
    switch error {
    case .invalidEOFState, .closedConnection: context.close(promise: nil)
    case .headerOverflow: refuse(context, DepotFailure(431, "The headers of the request are too long."))
    case .invalidMethod: refuse(context, DepotFailure(501, "The method of the request is unknown."))
    default: refuse(context, DepotFailure(400, "This is no request of HTTP/1.1: \(error)"))
    }
  }
}
