import IPSRepository
import PackageModel
import Payload

/// Fetches one payload. A download that breaks off goes on where it stopped.
struct PayloadDownload: Sendable {
  private let transport: DepotTransport
  private let path: ByteString
  private let place: DownloadPlace

  init(_ transport: DepotTransport, _ path: ByteString, to place: DownloadPlace) {
    self.transport = transport
    self.path = path
    self.place = place
  }

  /// - Returns: where the payload is; `nil` where the depot lacks it.
  func run() throws(RepositoryError) -> DownloadPlace.Region? {
    let hadSome = place.done > 0
    let answer = try remote { () throws(RemoteFailure) in
      try transport.download({ request }, accepting: [404, 416]) { answer in
        try begin(answer)
        return { try place.append($0) }
      }
    }
    switch answer.status {
    case 404: return nil
    case 416 where hadSome:
      // What is there is not a part of what the depot has.
      place.clear()
      return try run()
    default:
      guard let region = place.complete else { throw .remote(damage) }
      return region
    }
  }

  private var request: DepotRequest {
    let done = place.done
    return DepotRequest(.get, path, headers: done > 0 ? [("Range", "bytes=\(done)-")] : [])
  }

  /// Finds out where the bytes of an answer belong.
  private func begin(_ answer: DepotAnswer) throws {
    if answer.status == 206 {
      guard let range = ContentRange(answer.header("content-range")) else { throw damage }
      guard place.resume(range) else {
        // The next attempt begins from the front.
        place.clear()
        throw TransportProblem(kind: .closed)
      }
    } else {
      guard let length = answer.length else { throw damage }
      try place.restart(length: length)
    }
  }

  private var damage: RemoteFailure {
    RemoteFailure(
      .damaged, "The depot's answer is not the payload that was asked for.", address: transport.address.url(path))
  }
}
