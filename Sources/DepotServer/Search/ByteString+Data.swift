import Foundation
import PackageModel

/// Bytes as the database knows them.
extension ByteString {
  var data: Data { Data(bytes) }

  init(data: Data) { self.init(Array(data)) }
}
