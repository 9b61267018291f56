import PackageModel
import Payload

extension DebianPackagePlan {
  /// Writes the package and gives an account of it.
  func write(_ options: DebianBuildOptions) throws(Diagnostics) -> BuiltPackage {
    let output: ByteString
    switch options.output {
    case .file(let name): output = name
    case .directory(let directory):
      output = directory.isEmpty ? ByteString(fileName) : directory + "/" + ByteString(fileName)
    }
    var writer = DebWriter(
      DebWriteOptions(
        output: output, replacesExisting: options.replacesExisting, dataCompression: options.compression,
        controlCompression: options.controlCompression, timestamp: timestamp, threads: options.threads))
    if options.isVerbatim, let root = controlRoot, root.hasTime {
      writer.controlDirectoryTime = root.tar.modificationTime
    }
    do throws(DebWriteError) {
      try write(with: writer, progress: options.progress)
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
    return BuiltPackage(
      path: output, package: control["Package"] ?? "", version: control["Version"] ?? "",
      architecture: control["Architecture"] ?? "", installedSize: control["Installed-Size"],
      conffiles: conffiles, findings: findings)
  }

  private func write(with writer: DebWriter, progress: DebWriter.Progress?) throws(DebWriteError) {
    let control = [controlFile] + members
    guard let digested else {
      _ = try writer.write(control: control, data: entries, progress: progress)
      return
    }
    let packed = try writer.pack(entries, progress: progress)
    var sums: [ByteString: ByteString] = [:]
    for (entry, digest) in zip(entries, packed.digests) {
      if let digest { sums[entry.name] = digest.hex }
      // Another name of a file has the digest of its content, which comes first.
      if case .hardLink(let target) = entry.kind { sums[entry.name] = sums[target] }
    }
    sums = sums.filter { digested.contains($0.key) }
    let md5sums = ControlMember("md5sums", bytes: MD5Sums.text(sums))
    _ = try writer.write(control: control + [md5sums], data: packed)
  }
}
