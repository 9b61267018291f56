import Glibc
package import PackageModel
import Payload

extension DebFile {
  /// Extracts the data archive.
  ///
  /// A directory that does not exist yet appears when everything is in it; one that exists is added to, as
  /// `dpkg-deb --extract` does.
  package func extractData(
    to directory: ByteString, options: DebExtractionOptions = DebExtractionOptions()
  ) throws(DebReadError) {
    try extract(try dataReader(), to: directory, options)
  }

  /// Extracts the control archive in the same way.
  package func extractControl(
    to directory: ByteString, options: DebExtractionOptions = DebExtractionOptions()
  ) throws(DebReadError) {
    try extract(try controlReader(), to: directory, options)
  }

  private func extract(
    _ reader: TarReader, to directory: ByteString, _ options: DebExtractionOptions
  ) throws(DebReadError) {
    var status = stat()
    if directory.withCString({ stat($0, &status) }) == 0 { return try fill(directory, from: reader, options) }
    let parent = AtomicOutput.directory(of: ByteString(directory.bytes.trimmingTrailingSlashes))
    let temporary = try wrapping(directory) { () throws(PayloadError) in try TemporaryDirectory(in: parent) }
    try fill(temporary.path, from: reader, options)
    try wrapping(directory) { () throws(PayloadError) in try temporary.rename(to: directory) }
  }

  private func fill(
    _ directory: ByteString, from reader: TarReader, _ options: DebExtractionOptions
  ) throws(DebReadError) {
    let tree = try wrapping(directory) { () throws(PayloadError) in try DirectoryTree(directory) }
    var extractor = DebExtractor(reader, tree: tree, options: options)
    try extractor.run()
  }

  private func wrapping<Result>(
    _ directory: ByteString, _ body: () throws(PayloadError) -> Result
  ) throws(DebReadError) -> Result {
    do throws(PayloadError) {
      return try body()
    } catch {
      throw DebReadError(.payload(error), file: path)
    }
  }
}

extension [UInt8] {
  fileprivate var trimmingTrailingSlashes: ArraySlice<UInt8> {
    var rest = self[...]
    while rest.count > 1, rest.last == ASCII.slash { rest = rest.dropLast() }
    return rest
  }
}
