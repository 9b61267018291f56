import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOSSL
import PackageModel
import Payload

/// What belongs to one request beside the request itself.
struct DepotContext: RequestContext, InitializableFromSource<ApplicationRequestContextSource> {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The address of the client.
  var client: String { channel.remoteAddress?.ipAddress ?? "unknown" }

  /// What the client shows of itself.
  func evidence(_ request: Request) async -> AccessControl.Evidence {
    let certificate = try? await channel.nioSSL_peerCertificate().get()
    return AccessControl.Evidence(
      authorization: request.headers[.authorization],
      certificate: certificate.flatMap { try? $0.toDERBytes() }.flatMap { AccessControl.digest(ByteString($0)) })
  }
}
