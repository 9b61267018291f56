package import PackageModel
import Payload

/// The file of `--fpm-options-file`.
package enum OptionsFile {
  private static let limit = 100 * 1024

  /// The bytes of the file, which may have up to 100 KiB.
  package static func read(_ path: ByteString) throws(FpmUsageError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileBytes.read(path)
    } catch {
      throw FpmUsageError("\(error)", remedy: "check the value of --fpm-options-file")
    }
    guard bytes.count <= limit else {
      throw FpmUsageError("the options file \(path) has more than 100 KiB", remedy: "name a file with flags only")
    }
    return bytes
  }
}
