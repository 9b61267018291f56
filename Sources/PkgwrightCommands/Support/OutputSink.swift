import PackageModel
import Payload

/// Where a command writes: standard output, or a file that appears whole or not at all.
struct OutputSink {
  private let file: AtomicOutput?

  /// - Parameter name: the file; `nil` and `-` mean standard output.
  init(_ name: String?) throws(PayloadError) {
    file = try name.flatMap { $0 == "-" ? nil : ByteString($0) }.map { (path) throws(PayloadError) in
      try AtomicOutput(path, replacingExisting: true)
    }
  }

  func write(_ bytes: [UInt8]) throws(PayloadError) {
    if let file { try file.file.write(bytes) } else { Console.output(bytes) }
  }

  /// Puts the file in its place.
  func finish() throws(PayloadError) {
    try file?.commit()
  }
}
