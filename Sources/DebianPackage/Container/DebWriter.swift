import PackageModel
import Payload

/// Writes package files as dpkg-deb of the same distribution release would have written them, byte for byte.
///
/// When the control files are known beforehand, ``write(control:data:progress:)`` does everything in one pass. When
/// they depend on the data, as `md5sums` does, ``pack(_:progress:)`` writes the data and computes digests in the same
/// pass, and ``write(control:data:)`` puts the package together.
package struct DebWriter: Sendable {
  /// Hears of the bytes of the data archive done so far and altogether, on the caller's thread.
  package typealias Progress = (_ done: UInt64, _ total: UInt64) -> Void

  /// What was written.
  package struct Summary: Hashable, Sendable {
    /// Bytes of the package file.
    package var fileSize: UInt64
    /// Bytes of the data archive before compression.
    package var dataSize: UInt64
    /// Bytes of the data archive in the package.
    package var compressedDataSize: UInt64
  }

  package var options: DebWriteOptions
  /// The modification time of the directory entry in the control archive; `nil` for the package's timestamp.
  package var controlDirectoryTime: Int64?

  package init(_ options: DebWriteOptions) {
    self.options = options
  }

  /// Writes a package in one pass.
  ///
  /// - Parameters:
  ///   - control: the control files in any order.
  ///   - data: the entries in the order they are to have; see ``DebianOrder``.
  package func write(
    control: [ControlMember], data: [TarEntry], progress: Progress? = nil
  ) throws(DebWriteError) -> Summary {
    let plan = try checkedPlan(data)
    let controlBytes = try controlArchive(control)
    let pump = DataPump(plan: plan, options: options, progress: progress)
    var compressedSize: UInt64 = 0
    let fileSize = try writeFile(controlBytes) { (archive) throws(DebWriteError) in
      let start = archive.position + UInt64(ArHeader.byteCount)
      try archive.add(Self.dataName(options.dataCompression)) { (file) throws(DebWriteError) in
        compressedSize = try pump.run(into: file, at: start, digesting: false).0
        return compressedSize
      }
    }
    return Summary(fileSize: fileSize, dataSize: plan.byteCount, compressedDataSize: compressedSize)
  }

  /// Writes the data archive into a temporary file beside the package, and computes the MD5 of each regular file.
  package func pack(_ data: [TarEntry], progress: Progress? = nil) throws(DebWriteError) -> PackedData {
    let plan = try checkedPlan(data)
    let spool = try wrapping { () throws(PayloadError) in
      do throws(PayloadError) {
        return try SpoolFile(in: AtomicOutput.directory(of: options.output))
      } catch {
        // The user knows the package, not the temporary file beside it.
        guard case .file(let cause) = error else { throw error }
        throw PayloadError("create", options.output, code: cause.code)
      }
    }
    let pump = DataPump(plan: plan, options: options, progress: progress)
    let (size, digests) = try pump.run(into: spool.file, at: 0, digesting: true)
    return PackedData(
      file: spool.file, byteCount: size, archiveByteCount: plan.byteCount, compression: options.dataCompression,
      digests: digests)
  }

  /// Writes a package around a data archive that has been packed.
  package func write(control: [ControlMember], data: PackedData) throws(DebWriteError) -> Summary {
    let controlBytes = try controlArchive(control)
    let fileSize = try writeFile(controlBytes) { (archive) throws(DebWriteError) in
      try archive.add(Self.dataName(data.compression), bytesOf: data.file, count: data.byteCount)
    }
    return Summary(fileSize: fileSize, dataSize: data.archiveByteCount, compressedDataSize: data.byteCount)
  }

  static func dataName(_ compression: Compression) -> String { "data.tar" + compression.format.suffix }

  private func controlArchive(_ members: [ControlMember]) throws(DebWriteError) -> [UInt8] {
    try ControlArchive.bytes(members, directoryTime: controlDirectoryTime, options: options)
  }

  private func checkedPlan(_ data: [TarEntry]) throws(DebWriteError) -> TarPlan {
    guard ArHeader.times.contains(options.timestamp) else { throw .timestamp(options.timestamp) }
    let plan = try TarPlan(data, options: options)
    if options.dataCompression.format == .none, plan.byteCount > ArHeader.largestMember {
      throw .memberTooLarge(Self.dataName(.none), size: plan.byteCount)
    }
    return plan
  }

  private func writeFile(
    _ control: [UInt8], data addData: (inout ArWriter) throws(DebWriteError) -> Void
  ) throws(DebWriteError) -> UInt64 {
    let output = try wrapping { () throws(PayloadError) in
      try AtomicOutput(options.output, replacingExisting: options.replacesExisting)
    }
    var archive = try ArWriter(output.file, time: options.timestamp)
    let controlFormat = (options.controlCompression ?? options.dataCompression).format
    try archive.add("debian-binary", Array("2.0\n".utf8))
    try archive.add("control.tar" + controlFormat.suffix, control)
    try addData(&archive)
    try wrapping { () throws(PayloadError) in try output.commit() }
    return archive.position
  }
}
