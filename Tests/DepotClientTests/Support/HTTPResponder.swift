import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// What a client asked.
struct SeenRequest: Sendable {
  var method: String
  /// The path as it was sent.
  var path: String
  var headers: [String: String]
  var body: [UInt8]
}

/// What a responder answers.
struct ScriptedReply: Sendable {
  var status = 200
  var headers: [(String, String)] = []
  var body: [UInt8] = []
  /// The number of bytes of the body after which the connection is closed.
  var cut: Int?
  /// Whether there is never an answer.
  var isSilent = false
  /// Whether the length is announced.
  var announcesLength = true

  static func status(_ status: Int, _ reason: String? = nil) -> ScriptedReply {
    ScriptedReply(
      status: status, body: Array((reason.map { "<html><h2>\(status)</h2><p>\($0)</p></html>" } ?? "").utf8))
  }

  static func text(_ text: String) -> ScriptedReply { ScriptedReply(body: Array(text.utf8)) }

  static func bytes(_ bytes: [UInt8]) -> ScriptedReply { ScriptedReply(body: bytes) }
}

/// A server on loopback whose answers a test gives.
final class HTTPResponder: Sendable {
  private let channel: any Channel

  /// Files in PEM form for a server that speaks https.
  struct Encryption {
    var certificate: String
    var key: String
    /// Who must have signed the certificates of clients; `nil` wants none.
    var clientAuthority: String?

    fileprivate func context() throws -> NIOSSLContext {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
      if let clientAuthority {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(clientAuthority))
        configuration.certificateVerification = .noHostnameVerification
      }
      return try NIOSSLContext(configuration: configuration)
    }
  }

  /// - Parameter answer: gets each request and how many came before it.
  init(
    encryption: Encryption? = nil, _ answer: @escaping @Sendable (SeenRequest, Int) -> ScriptedReply
  ) throws {
    let seen = Log()
    let context = try encryption?.context()
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Answering(seen, answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    self.seen = seen
  }

  private let seen: Log

  deinit { channel.close(promise: nil) }

  var port: Int { channel.localAddress?.port ?? 0 }
  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [SeenRequest] { seen.requests.withLock { $0 } }

  /// The requests as `GET path`.
  var lines: [String] { requests.map { "\($0.method) \($0.path)" } }

  fileprivate final class Log: Sendable {
    let requests = Mutex<[SeenRequest]>([])

    func note(_ request: SeenRequest) -> Int {
      requests.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
    }
  }

  private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: Log
    private let answer: @Sendable (SeenRequest, Int) -> ScriptedReply
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ log: Log, _ answer: @escaping @Sendable (SeenRequest, Int) -> ScriptedReply) {
      self.log = log
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = []
      case .body(let buffer): body += buffer.readableBytesView
      case .end:
        guard let head else { return }
        var headers: [String: String] = [:]
        for (name, value) in head.headers { headers[name.lowercased()] = value }
        let request = SeenRequest(method: head.method.rawValue, path: head.uri, headers: headers, body: body)
        write(answer(request, log.note(request)), to: head, context)
      }
    }

    private func write(_ reply: ScriptedReply, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
      guard !reply.isSilent else { return }
      var headers = HTTPHeaders(reply.headers)
      let announced = headers.contains(name: "Content-Length")
      if reply.announcesLength, !announced { headers.add(name: "Content-Length", value: "\(reply.body.count)") }
      if !reply.announcesLength { headers.add(name: "Connection", value: "close") }
      let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status), headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      let isHead = request.method == .HEAD
      let bytes = isHead ? [] : Array(reply.body.prefix(reply.cut ?? reply.body.count))
      if !bytes.isEmpty {
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
      }
      if reply.cut != nil {
        context.flush()
        context.close(promise: nil)
        return
      }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      if !reply.announcesLength { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
