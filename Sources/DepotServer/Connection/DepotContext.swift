import Hummingbird
import Logging
import NIOCore

/// What belongs to one request beside the request itself.
struct DepotContext: RequestContext, InitializableFromSource<ApplicationRequestContextSource> {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
