import IPSRepository
import PackageModel
import Payload
import Synchronization

/// A depot as clients see it: reading from a repository on disk, and publishing into memory. Tests change what it offers
/// and step in front of it.
final class FakeDepot: Sendable {
  static let operations = """
    pkg-server test
    abandon 0
    add 0
    admin 0
    append 0
    catalog 0 1
    close 0
    file 0 1 2
    manifest 0 1
    open 0
    publisher 0 1
    status 0
    versions 0

    """

  struct State {
    var operations = FakeDepot.operations
    /// The payload that the depot has, as it is stored.
    var payload: [String: [UInt8]] = [:]
    /// The text of the manifests that were sent, decompressed, and the actions of the older flow.
    var manifests: [String] = []
    var added: [String] = []
    var abandoned: [String] = []
    var closed: [String] = []
  }

  private let state = Mutex(State())
  private let repository: Repository?
  private let intercept: @Sendable (SeenRequest, Int) -> ScriptedReply?
  private let server = Mutex<HTTPResponder?>(nil)

  init(
    _ repository: Repository? = nil, operations: String = FakeDepot.operations,
    intercepting intercept: @escaping @Sendable (SeenRequest, Int) -> ScriptedReply? = { _, _ in nil }
  ) throws {
    self.repository = repository
    self.intercept = intercept
    state.withLock { $0.operations = operations }
    let responder = try HTTPResponder { [weak self] request, count in
      guard let self else { return .status(503) }
      return intercept(request, count) ?? self.answer(request)
    }
    server.withLock { $0 = responder }
  }

  var responder: HTTPResponder { server.withLock { $0! } }
  var url: String { responder.url }
  var lines: [String] { responder.lines }
  /// What clients have sent.
  var seen: State { state.withLock { $0 } }

  private func answer(_ request: SeenRequest) -> ScriptedReply {
    var parts = request.path.split(separator: "?")[0].split(separator: "/").map(String.init)
    let known = ["versions", "publisher", "status", "open", "append", "file", "manifest", "close", "abandon", "add"]
    if let first = parts.first, !known.contains(first) { parts.removeFirst() }
    let argument = parts.dropFirst(2).joined(separator: "/")
    switch parts.prefix(2).joined(separator: "/") {
    case "versions/0": return .text(state.withLock { $0.operations })
    case "publisher/0": return .bytes(PublisherInfo.document([PublisherInfo("test")]))
    case "publisher/1": return .status(500)
    case "open/0", "append/0": return open(argument, request)
    case "file/1" where request.method == "POST": return take(request)
    case "file/1", "file/2", "file/0": return file(argument)
    case "manifest/1" where request.method == "POST":
      let text = decompressed(request.body)
      state.withLock { $0.manifests.append(text) }
      return ScriptedReply()
    case "manifest/0": return manifest(argument)
    case "catalog/1": return catalog(argument)
    case "add/0":
      let attributes = request.headers.filter { $0.key.hasPrefix("x-ipkg-setattr") }.map(\.value).sorted()
      let line = ([parts.last ?? ""] + attributes).joined(separator: " ") + " <\(request.body.count)>"
      state.withLock { $0.added.append(line) }
      return ScriptedReply()
    case "close/0":
      state.withLock { $0.closed.append(request.headers["x-ipkg-add-to-catalog"] ?? "1") }
      let fmri = PercentEncoding.decode(ByteString(String(argument.split(separator: "_", maxSplits: 1).last ?? "")))
        .text
      return ScriptedReply(headers: [("State", "PUBLISHED"), ("Package-FMRI", fmri)])
    case "abandon/0":
      state.withLock { $0.abandoned.append(argument) }
      return ScriptedReply()
    case "admin/0": return ScriptedReply()
    default: return .status(404)
    }
  }

  private func open(_ argument: String, _ request: SeenRequest) -> ScriptedReply {
    guard request.headers["client-release"] == "5.11" else { return .status(400, "no Client-Release") }
    var text = PercentEncoding.decode(ByteString(argument)).text
    if !text.hasPrefix("pkg://") { text = "pkg://test/" + text.split(separator: "/", maxSplits: 1).last! }
    if !text.contains("Z") { text += ":20260101T000000Z" }
    return ScriptedReply(headers: [
      ("Transaction-ID", "1767225600_" + PercentEncoding.encode(ByteString(text)).text)
    ])
  }

  private func take(_ request: SeenRequest) -> ScriptedReply {
    guard let name = request.headers["x-ipkg-setattr0"]?.split(separator: "=").last else { return .status(400) }
    state.withLock { $0.payload[String(name)] = request.body }
    return ScriptedReply()
  }

  private func file(_ name: String) -> ScriptedReply {
    var bytes = state.withLock { $0.payload[name] }
    if bytes == nil, let path = repository?.store(of: "test").payloadPath(ByteString(name)) {
      bytes = try? FileBytes.read(path)
    }
    guard let bytes, let facts = try? StoredContent.Facts(of: .memory(bytes)) else { return .status(404) }
    return ScriptedReply(
      headers: [
        ("X-Ipkg-Attr-0", "chash=\(facts.sha1)"),
        ("X-Ipkg-Attr-1", "pkg.content-hash=gzip:sha512t_256:\(facts.sha512)"),
      ], body: bytes)
  }

  private func manifest(_ argument: String) -> ScriptedReply {
    guard let repository, var fmri = try? FMRI(parsing: PercentEncoding.decode(ByteString(argument))) else {
      return .status(404)
    }
    fmri.publisher = "test"
    return (try? repository.manifest(of: fmri)).map { .bytes($0) } ?? .status(404)
  }

  private func catalog(_ name: String) -> ScriptedReply {
    guard let repository else { return .status(404) }
    let path = repository.store(of: "test").catalogPath + "/" + ByteString(name)
    return (try? FileBytes.read(path)).map { .bytes($0) } ?? .status(404)
  }

  private func decompressed(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    try? StoredContent.decompress(.memory(bytes), name: "manifest") { text.append(contentsOf: $0) }
    return String(decoding: text, as: UTF8.self)
  }
}
