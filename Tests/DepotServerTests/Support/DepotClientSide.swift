import IPSRepository
import PackageModel
import Payload
import TestSupport

/// What a client does to publish, step by step.
struct Publication {
  let depot: RunningDepot
  var headers: [String: String] = [:]

  /// Begins a package.
  ///
  /// - Returns: the transaction.
  func open(_ fmri: String) throws -> String {
    let response = try depot.get(
      "/open/0/" + PercentEncoding.encode(ByteString(fmri)).text, headers.merging(["Client-Release": "5.11"]) { $1 })
    guard response.status == 200, let id = response.header("Transaction-ID") else {
      throw DepotTestFailure("open: \(response.status) \(response.text)")
    }
    return id
  }

  /// Uploads a file in its stored form.
  ///
  /// - Returns: its line in a manifest, and the answer.
  func upload(_ content: String, _ path: String, to id: String) throws -> (line: String, response: RawResponse) {
    let (name, stored) = try Self.stored(content)
    let response = try depot.request(
      "POST", "/file/1/" + id, headers.merging(["X-IPkg-SetAttr0": "basename=\(name)"]) { $1 }, body: stored)
    return ("file \(name) path=\(path) owner=root group=bin mode=0444\n", response)
  }

  func manifest(_ text: String, to id: String) throws -> RawResponse {
    try depot.request("POST", "/manifest/1/" + id, headers, body: Array(text.utf8))
  }

  func close(_ id: String) throws -> RawResponse { try depot.get("/close/0/" + id, headers) }

  /// Publishes a package with one file.
  ///
  /// - Returns: the answer to `close`.
  @discardableResult
  func publish(_ fmri: String, _ content: String) throws -> RawResponse {
    let id = try open(fmri)
    let (line, response) = try upload(content, "usr/file", to: id)
    guard response.status == 200 else { return response }
    let answer = try manifest("set name=pkg.summary value=test\n" + line, to: id)
    guard answer.status == 200 else { return answer }
    return try close(id)
  }

  /// The name and the stored form of content.
  static func stored(_ content: String) throws -> (name: String, bytes: [UInt8]) {
    let source = ContentSource.memory(Array(content.utf8))
    var stored: [UInt8] = []
    _ = try StoredContent.compress(source) { (bytes) throws(PayloadError) in stored += bytes }
    return (try source.digests([.sha1])[0].hex.text, stored)
  }
}
