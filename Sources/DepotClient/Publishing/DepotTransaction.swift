import IPSRepository
import PackageModel
import Payload

/// The publication of one package to a depot.
final class DepotTransaction: PackageTransaction {
  let id: ByteString
  let fmri: FMRI
  let depot: Depot
  let operations: SupportedOperations
  let uploads: PayloadUploads

  init(
    _ id: ByteString, _ fmri: FMRI, _ depot: Depot, _ operations: SupportedOperations, endsWithProcess: Bool
  ) {
    self.id = id
    self.fmri = fmri
    self.depot = depot
    self.operations = operations
    uploads = PayloadUploads(depot, id, fmri, asks: operations.offers("file", 2))
    if endsWithProcess { OpenTransactions.insert(id, depot.transport) }
  }

  /// The FMRI that a transaction's name holds; `nil` for what is no such name.
  static func fmri(of id: ByteString) -> FMRI? {
    guard let mark = id.bytes.firstIndex(of: ASCII.underscore), mark > 0, id.bytes[..<mark].allSatisfy(ASCII.isDigit),
      id.bytes.allSatisfy({ ASCII.isAlphanumeric($0) || "_.-~%".utf8.contains($0) })
    else { return nil }
    return try? FMRI(parsing: PercentEncoding.decode(ByteString(id.bytes[(mark + 1)...])))
  }

  var takesManifests: Bool { operations.offers("manifest", 1) && operations.offers("file", 1) }

  func take(
    _ sources: [ContentSource], _ progress: @escaping @Sendable (UInt64) -> Void
  ) throws(RepositoryError) -> [PayloadAttributes] {
    try uploads.take(sources, progress)
  }

  func lacks(_ name: ByteString) throws(RepositoryError) -> Bool { try !uploads.isPresent(name) }

  func takeStored(_ stream: ContentSource, name: ByteString) throws(RepositoryError) {
    try uploads.takeStored(stream, name)
  }

  func add(_ text: [UInt8]) throws(RepositoryError) {
    let compressed = try wrapping { () throws(PayloadError) in
      var bytes: [UInt8] = []
      _ = try StoredContent.compress(.memory(text)) { bytes.append(contentsOf: $0) }
      return bytes
    }
    // A manifest that arrives twice is added twice.
    let request = DepotRequest(
      .post, "manifest/1/" + id, headers: Self.uploadHeaders, body: .bytes(compressed), repetition: .whileUnsent)
    do throws(RemoteFailure) {
      _ = try depot.transport.send(request)
    } catch {
      var failure = error
      failure.message = "'add_manifest' failed for transaction ID '\(id)': \(failure.message)"
      throw .remote(failure)
    }
  }

  func add(_ action: Action, _ content: ContentSource?) throws(RepositoryError) {
    let takesPayload = action.kind.allowsPayload
    guard operations.offers("add", 0) else {
      guard takesManifests else { throw .remote(depot.unsupported("add/0", fmri.publisher)) }
      var action = action
      if takesPayload { try take([content ?? .memory([])], { _ in })[0].apply(to: &action, contentDigests: false) }
      return try add(action.line().bytes + [ASCII.newline])
    }
    var headers = try ActionHeaders.headers(of: action)
    if takesPayload {
      headers.append(("X-IPkg-SetAttr\(headers.count)", "pkg.size=\(content?.size ?? 0)"))
    }
    headers += Self.uploadHeaders
    let request = DepotRequest(
      .post, "add/0/" + id + "/" + action.kind.name, headers: headers,
      body: content.map { .content($0) } ?? .bytes([]), repetition: .whileUnsent)
    _ = try remote { () throws(RemoteFailure) in try depot.transport.send(request) }
  }

  /// The type that IPS clients give what they send, whatever it is.
  static let uploadHeaders = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]

  func close(listing: Bool) throws(RepositoryError) -> Transaction.Result {
    let request = DepotRequest(
      .get, "close/0/" + id, headers: listing ? [] : [("X-IPkg-Add-To-Catalog", "0")], repetition: .whileUnsent)
    let answer: DepotAnswer
    do throws(RemoteFailure) {
      answer = try depot.transport.send(request)
    } catch {
      // Without an answer the package may still have been published; the depot knows.
      guard error.kind == .unreachable, isPublished else { throw .remote(error) }
      return finish(Transaction.Result(fmri: fmri))
    }
    var result = Transaction.Result(fmri: fmri)
    if let text = answer.header("package-fmri"), let fmri = try? FMRI(parsing: text) { result.fmri = fmri }
    if let state = answer.header("state") { result.state = state.text }
    return finish(result)
  }

  private var isPublished: Bool {
    let request = DepotRequest(.get, Depot.manifestPath(fmri))
    return (try? depot.transport.send(request)) != nil
  }

  private func finish(_ result: Transaction.Result) -> Transaction.Result {
    OpenTransactions.remove(id)
    depot.forget(fmri.publisher ?? "")
    return result
  }

  func abandon() throws(RepositoryError) {
    OpenTransactions.remove(id)
    _ = try remote { () throws(RemoteFailure) in try depot.transport.send(Self.abandonment(of: id)) }
  }

  static func abandonment(of id: ByteString) -> DepotRequest {
    DepotRequest(.get, "abandon/0/" + id, repetition: .whileUnsent)
  }
}
