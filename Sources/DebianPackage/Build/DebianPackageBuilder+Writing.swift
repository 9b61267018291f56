import PackageModel
import Payload

extension DebianPackageBuilder {
  /// Writes a planned package and gives an account of it.
  func write(_ plan: DebianPackagePlan) throws(Diagnostics) -> BuiltPackage {
    let output: ByteString
    switch options.output {
    case .file(let name): output = name
    case .directory(let directory):
      output = directory.isEmpty ? ByteString(plan.fileName) : directory + "/" + ByteString(plan.fileName)
    }
    var writer = DebWriter(
      DebWriteOptions(
        output: output, replacesExisting: options.replacesExisting, dataCompression: options.compression,
        controlCompression: options.controlCompression, timestamp: plan.timestamp, threads: options.threads))
    if options.isVerbatim, let root = plan.controlRoot, root.hasTime {
      writer.controlDirectoryTime = root.tar.modificationTime
    }
    do throws(DebWriteError) {
      try write(plan, with: writer)
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
    return BuiltPackage(
      path: output, package: plan.control["Package"] ?? "", version: plan.control["Version"] ?? "",
      architecture: plan.control["Architecture"] ?? "", installedSize: plan.control["Installed-Size"],
      conffiles: plan.conffiles, findings: plan.findings)
  }

  private func write(_ plan: DebianPackagePlan, with writer: DebWriter) throws(DebWriteError) {
    let control = [plan.controlFile] + plan.members
    guard let digested = plan.digested else {
      _ = try writer.write(control: control, data: plan.entries, progress: options.progress)
      return
    }
    let packed = try writer.pack(plan.entries, progress: options.progress)
    var sums: [ByteString: ByteString] = [:]
    for (entry, digest) in zip(plan.entries, packed.digests) {
      if let digest { sums[entry.name] = digest.hex }
      // Another name of a file has the digest of its content, which comes first.
      if case .hardLink(let target) = entry.kind { sums[entry.name] = sums[target] }
    }
    sums = sums.filter { digested.contains($0.key) }
    let md5sums = ControlMember("md5sums", bytes: MD5Sums.text(sums))
    _ = try writer.write(control: control + [md5sums], data: packed)
  }
}
