import AsyncHTTPClient
import Glibc
package import IPSRepository
import NIOCore
import NIOHTTP1
import PackageModel
import Payload

/// Makes requests to one depot, again where that helps and does no harm.
package struct DepotTransport: Sendable {
  package let address: DepotAddress
  package let settings: DepotSettings
  private let client: HTTPClient

  /// How far redirections are followed.
  private static let largestRedirectionCount = 5
  /// The longest pause between attempts, in milliseconds.
  private static let longestPause: Int64 = 30_000
  /// Answers behind which another attempt may find the depot in a better state.
  private static let passing: Set<Int> = [408, 425, 429, 502, 503, 504]

  /// - Throws: ``RemoteFailure`` for keys and certificates that cannot be read.
  package init(_ address: DepotAddress, _ settings: DepotSettings) throws(RemoteFailure) {
    self.address = address
    self.settings = settings
    client = try Connections.client(for: settings)
  }

  /// A transport with other settings that uses the same connections.
  func with(_ change: (inout DepotSettings) -> Void) -> DepotTransport {
    var settings = settings
    change(&settings)
    return DepotTransport(address: address, settings: settings, client: client)
  }

  private init(address: DepotAddress, settings: DepotSettings, client: HTTPClient) {
    self.address = address
    self.settings = settings
    self.client = client
  }

  /// Makes a request and reads the whole answer.
  ///
  /// - Parameters:
  ///   - accepted: the statuses, besides those of success, that the caller makes sense of.
  ///   - limit: the largest answer in bytes.
  /// - Throws: ``RemoteFailure`` with the reason and what to look at.
  package func send(
    _ request: DepotRequest, accepting accepted: Set<Int> = [], limit: Int = 1 << 30
  ) throws(RemoteFailure) -> DepotAnswer {
    try retrying(request) { url in
      let response = try await execute(request, url: url)
      var answer = DepotAnswer(status: Int(response.status.code), headers: response.headers)
      // The answer to HEAD announces a body that does not come.
      guard request.method != .head else { return answer }
      let isRefusal = !(200..<300).contains(answer.status)
      let buffer = try await response.body.collect(upTo: isRefusal ? min(limit, 1 << 20) : limit)
      answer.body = Array(buffer.readableBytesView)
      return answer
    } judging: { answer in
      (200..<300).contains(answer.status) || accepted.contains(answer.status)
    }
  }

  /// Makes a request and hands the body of a successful answer over in pieces.
  ///
  /// The function gets the answer first; for what it returns it gets the pieces of the body, unless that is `nil`.
  func download(
    _ request: @escaping @Sendable () -> DepotRequest, accepting accepted: Set<Int>,
    _ begin: @escaping @Sendable (DepotAnswer) throws -> (@Sendable (UnsafeRawBufferPointer) throws -> Void)?
  ) throws(RemoteFailure) -> DepotAnswer {
    try retrying(request()) { url in
      let response = try await execute(request(), url: url)
      let answer = DepotAnswer(status: Int(response.status.code), headers: response.headers)
      guard (200..<300).contains(answer.status), let sink = try begin(answer) else { return answer }
      for try await piece in response.body {
        try piece.withUnsafeReadableBytes { try sink($0) }
      }
      return answer
    } judging: { answer in
      (200..<300).contains(answer.status) || accepted.contains(answer.status)
    }
  }

  private func execute(_ request: DepotRequest, url: ByteString) async throws -> HTTPClientResponse {
    var message = HTTPClientRequest(url: url.text)
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    message.headers.add(name: "User-Agent", value: "pkgwright")
    message.headers.add(name: "Accept", value: "*/*")
    if url.hasPrefix(address.text), let credentials = settings.credentials {
      // Credentials are for the depot, not for where it sends its clients.
      message.headers.add(name: "Authorization", value: credentials.header)
    }
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    switch request.body {
    case .bytes(let bytes): message.body = .bytes(ByteBuffer(bytes: bytes))
    case .content(let source):
      message.body = .stream(ContentChunks(source: source), length: .known(Int64(clamping: source.size)))
    case nil: if request.method == .post { message.body = .bytes(ByteBuffer()) }
    }
    // No request as a whole has a limit: a slow line may take hours for a large file, and idle times are limited.
    return try await client.execute(message, deadline: .distantFuture)
  }

  /// Makes attempts until one is good enough or there is no more hope, following redirections.
  private func retrying(
    _ request: DepotRequest, _ attempt: @escaping @Sendable (ByteString) async throws -> DepotAnswer,
    judging isFine: (DepotAnswer) -> Bool
  ) throws(RemoteFailure) -> DepotAnswer {
    var url = address.url(request.path)
    var redirections = 0
    var count = 0
    while true {
      count += 1
      let target = url
      let answer: DepotAnswer
      do {
        answer = try Blocking.wait { try await attempt(target) }
      } catch {
        let problem = TransportProblem(error)
        guard count < settings.attempts, problem.isPassing, request.repetition == .allowed || !problem.mayHaveArrived
        else { throw Explanation.failure(of: problem, url: url, address: address, settings: settings) }
        pause(after: count, atLeast: nil)
        continue
      }
      if isFine(answer) { return answer }
      if (300..<400).contains(answer.status), let place = answer.header("location") {
        redirections += 1
        // What is sent is not sent elsewhere behind the user's back.
        guard request.body == nil, redirections <= Self.largestRedirectionCount,
          let next = Redirection.target(place, from: url, encrypted: address.isEncrypted)
        else { throw Explanation.redirection(url: url, to: place) }
        url = next
        count -= 1
        continue
      }
      let mayRepeat = request.repetition == .allowed || answer.status == 503 || answer.status == 429
      guard count < settings.attempts, mayRepeat, Self.passing.contains(answer.status) else {
        throw Explanation.refusal(answer, request: request, url: url, address: address, settings: settings)
      }
      pause(after: count, atLeast: answer.header("retry-after").flatMap { Int64($0.text) })
    }
  }

  /// Waits longer each time, and not as long as everybody else who was turned away at the same moment.
  private func pause(after count: Int, atLeast seconds: Int64?) {
    let base = settings.firstPause << Int64(min(count - 1, 7))
    let wanted = max(base, min(seconds ?? 0, 60) * 1000)
    let pause = min(wanted, Self.longestPause)
    usleep(UInt32(pause * 1000 + Int64.random(in: 0...max(1, pause / 4)) * 1000))
  }
}

/// Where an answer sends the client.
enum Redirection {
  /// The address; `nil` for one that is none, or where what was encrypted would not be any longer.
  static func target(_ place: ByteString, from url: ByteString, encrypted: Bool) -> ByteString? {
    if place.hasPrefix("/"), !place.hasPrefix("//"), let mark = url.firstRange(of: "://") {
      let end = url.bytes[mark.upperBound...].firstIndex(of: ASCII.slash) ?? url.bytes.endIndex
      return ByteString(url.bytes[..<end]) + place
    }
    if place.hasPrefix("https://") { return place }
    return place.hasPrefix("http://") && !encrypted ? place : nil
  }
}
