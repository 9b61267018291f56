import HTTPTypes
import Hummingbird
import IPSRepository
import NIOCore
import PackageModel

/// Answers what takes longer than sending a file: publishing, and documents that are put together.
struct DepotResponder: HTTPResponder {
  let depot: Depot
  private var work: RepositoryWork { depot.work }

  func respond(to request: Request, context: DepotContext) async throws -> Response {
    do {
      return Self.response(try await reply(to: request, context))
    } catch let failure as DepotFailure {
      if failure.status == 401 || failure.status == 403 {
        depot.observer.noteRefused(failure, request.head.path ?? "", client: context.client)
      }
      return Self.response(failure.reply)
    } catch let error as RepositoryError {
      return Self.response(DepotFailure(error).reply)
    }
  }

  private func reply(to request: Request, _ context: DepotContext) async throws -> DepotReply {
    let path = try DepotPath(request.head.path ?? "/")
    switch try depot.route(path) {
    case .page(let publisher, let components):
      guard request.method == .get || request.method == .head else {
        throw DepotFailure(405, "Pages can be read only.")
      }
      return try await page(publisher, components, path, request)
    case .operation(let call):
      try check(request.method, call)
      if call.operation.isModifying || request.method == .post || request.method == .put {
        try refuseForeignPages(request)
      }
      depot.counts.note(call.operation)
      return try await answer(call, path, request, context)
    }
  }

  /// Pages of other sites must not make a browser publish to a depot that trusts this machine.
  private func refuseForeignPages(_ request: Request) throws(DepotFailure) {
    guard let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }), site != "none",
      site != "same-origin"
    else { return }
    throw DepotFailure(403, "Pages of other sites cannot change this depot.")
  }

  private func check(_ method: HTTPRequest.Method, _ call: DepotCall) throws(DepotFailure) {
    let allowed: [HTTPRequest.Method] =
      switch call.operation {
      case .file where call.version == 1, .manifest where call.version == 1: [.get, .head, .post, .put]
      case .search where call.version == 1: [.get, .head, .post]
      case .abandon, .add, .admin, .append, .close, .index, .open: [.get, .post, .put]
      default: [.get, .head]
      }
    guard allowed.contains(method) else {
      throw DepotFailure(405, "\(call.operation.rawValue)/\(call.version) has no method \(method.rawValue).")
    }
  }

  private func answer(
    _ call: DepotCall, _ path: DepotPath, _ request: Request, _ context: DepotContext
  ) async throws -> DepotReply {
    switch call.operation {
    case .file where request.method == .post || request.method == .put,
      .manifest where request.method == .post || request.method == .put, .abandon, .add, .append, .close, .open:
      return try await PublishingResponder(depot: depot).answer(call, request, context)
    case .admin, .index:
      _ = try depot.access.require(await context.evidence(request), toPublishFor: call.publisher)
      let depot = depot
      return try await work.run { try depot.slowReply(call, path, isHead: false) }
    case .search: return try await search(call, path, request, context)
    default:
      let depot = depot
      let isHead = request.method == .head
      return try await work.run { try depot.slowReply(call, path, isHead: isHead) }
    }
  }

  private func page(
    _ publisher: ByteString?, _ components: [ByteString], _ path: DepotPath, _ request: Request
  ) async throws -> DepotReply {
    if publisher == nil, components == ["metrics"] {
      return .text(
        depot.observer.metrics.text(openTransactions: depot.transactions.all.count),
        type: "text/plain; version=0.0.4; charset=utf-8")
    }
    if publisher == nil, components == ["health"] { return depot.health }
    guard
      components.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains(ASCII.slash) && $0.isUTF8 })
    else { throw DepotFailure(404, "There is no such page.") }
    guard let pages = depot.pages else { throw DepotFailure(404, "There is no such page.") }
    let base =
      depot.configuration.base ?? (depot.configuration.tls == nil ? "http://" : "https://")
      + ByteString(request.head.authority ?? "localhost")
    let page = DepotPageRequest(
      publisher: publisher, path: components, query: try DepotPath.parameters(path.query), base: base)
    return try await work.run { try pages.answer(page) }
  }

  /// More searches than this in one request are refused.
  private static let formLimit: Int64 = 1 << 20

  private func search(
    _ call: DepotCall, _ path: DepotPath, _ request: Request, _ context: DepotContext
  ) async throws -> DepotReply {
    let snapshot = depot.served.snapshot
    let publisher = try depot.publisher(of: call, in: snapshot)
    guard let search = depot.search else { throw DepotFailure(503, "The depot has no search index.") }
    let store = snapshot.store(of: publisher)
    if call.version == 0 {
      guard !call.arguments.isEmpty else { throw DepotFailure(400, "The word to search for is missing.") }
      return caching(try await work.run { try search.answer(token: call.joined, in: store) })
    }
    var text = path.query
    if request.method == .post {
      text = ByteString(try await UploadBody(request, context.channel).bytes(limit: Self.formLimit))
    }
    var queries = try DepotPath.parameters(text).map(\.value)
    if !call.arguments.isEmpty {
      guard queries.isEmpty else { throw DepotFailure(400, "A search is in the path or in parameters, not in both.") }
      queries = [call.joined]
    }
    guard !queries.isEmpty else { throw DepotFailure(400, "The search is missing.") }
    return caching(try await work.run { [queries] in try search.answer(queries, in: store) })
  }

  private func caching(_ reply: DepotReply) -> DepotReply {
    var reply = reply
    reply.headers += Caching.catalog(seconds: Caching.refresh).headers(now: HTTPDate.now)
    return reply
  }

  private static func response(_ reply: DepotReply) -> Response {
    var headers = HTTPFields()
    for (name, value) in reply.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    return Response(
      status: HTTPResponse.Status(code: reply.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
  }
}
