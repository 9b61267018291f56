import PackageModel
import Payload

/// Makes the control archive. It is small, so it is made in memory.
enum ControlArchive {
  /// The archive's bytes, compressed.
  ///
  /// - Parameter directoryTime: the modification time of the entry `./`; `nil` for the package's timestamp.
  static func bytes(
    _ members: [ControlMember], directoryTime: Int64?, options: DebWriteOptions
  ) throws(DebWriteError) -> [UInt8] {
    let plan: TarPlan
    do throws(DebWriteError) {
      plan = try TarPlan(entries(members, directoryTime: directoryTime, options), options: options)
    } catch {
      guard case .entry(let name, let problem) = error else { throw error }
      throw .controlMember(name, problem)
    }
    var archive: [UInt8] = []
    archive.reserveCapacity(Int(plan.byteCount))
    for entry in plan.entries {
      TarHeader.append(entry, latestTime: plan.latestTime, to: &archive)
      guard case .file(let source) = entry.kind, case .memory(let bytes) = source.origin else { continue }
      archive += bytes
      archive.append(contentsOf: repeatElement(0, count: Int(TarHeader.padded(source.size) - source.size)))
    }
    archive.append(contentsOf: repeatElement(0, count: Int(plan.byteCount) - archive.count))
    let compression = options.controlCompression ?? options.dataCompression
    return try wrapping { () throws(PayloadError) in
      try compression.compress(archive, threads: options.threads)
    }
  }

  private static func entries(
    _ members: [ControlMember], directoryTime: Int64?, _ options: DebWriteOptions
  ) -> [TarEntry] {
    let root = TarEntry("", .directory, mode: 0o755, modificationTime: directoryTime ?? options.timestamp)
    let files = members.sorted { $0.name < $1.name }.map { member in
      TarEntry(
        member.name, .file(.memory(member.bytes)), mode: member.normalizedMode,
        modificationTime: member.modificationTime ?? options.timestamp)
    }
    return [root] + files
  }
}
