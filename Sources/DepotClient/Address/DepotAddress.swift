import AsyncHTTPClient
import NIOCore
import NIOSSL
package import PackageModel

/// The address of a depot, without a slash at its end.
package struct DepotAddress: Hashable, Sendable, CustomStringConvertible {
  package var text: ByteString

  package init(_ text: ByteString) {
    var bytes = text.bytes[...]
    while bytes.last == ASCII.slash { bytes.removeLast() }
    self.text = ByteString(bytes)
  }

  package var description: String { text.description }
}
