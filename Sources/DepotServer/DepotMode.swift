import GRDB
import Hummingbird
import HummingbirdTLS
import Mustache
import NIOSSL
import ServiceLifecycle

/// What a depot lets clients do.
package enum DepotMode: Sendable {
  case readOnly
  case writable
  /// Payload only.
  case mirror
}
