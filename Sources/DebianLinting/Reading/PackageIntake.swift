import DebianPackage
package import PackageModel
package import Payload

/// Reads packages for the checks, each in one pass.
package enum PackageIntake {
  /// A member of the control archive that is larger than this is not looked at.
  static let largestControlFile: UInt64 = 16 << 20

  /// Reads a package file. What keeps it from being read to its end is noted; what came before is there.
  ///
  /// - Throws: `PayloadError` where the file itself cannot be read.
  package static func read(
    package path: ByteString, limits: ArchiveLimits = ArchiveLimits()
  ) throws -> BinaryPackage {
    var control: [ControlEntry] = []
    var entries: [PackageEntry] = []
    var members: [DebMember] = []
    var problem: String?
    do {
      let file = try DebFile(path, limits: limits)
      members = try file.allMembers()
      try readControl(file, into: &control)
      try readData(file, name: packageName(control), into: &entries)
    } catch let error as DebReadError {
      if case .payload(.file(let refused)) = error.reason { throw PayloadError.file(refused) }
      problem = error.description
    }
    return BinaryPackage(
      source: path.text, isTree: false, members: members, controlEntries: control, entries: entries,
      readError: problem)
  }

  /// The name in the control file.
  static func packageName(_ control: [ControlEntry]) -> String {
    control.first { $0.name == "control" }.map { ControlText($0.bytes).field("Package")?.value ?? "" } ?? ""
  }

  private static func readControl(_ file: DebFile, into control: inout [ControlEntry]) throws {
    let reader = try file.controlReader()
    while let entry = try reader.next() {
      if entry.name.isEmpty { continue }
      var bytes: [UInt8] = []
      if entry.kind == .file, entry.size <= largestControlFile {
        bytes = [UInt8](repeating: 0, count: Int(entry.size))
        try reader.readAll(into: &bytes)
      }
      let shown = PackageEntry(entry)
      control.append(
        ControlEntry(
          name: shown.path, isFile: entry.kind == .file, mode: entry.mode, identity: shown.identity,
          isRoots: shown.identity == "root/root" || shown.identity == "0/0", bytes: bytes))
    }
  }

  private static func readData(_ file: DebFile, name: String, into entries: inout [PackageEntry]) throws {
    let reader = try file.dataReader()
    var contents = try EntryReader(package: name)
    while let entry = try reader.next() {
      let read = try contents.read(entry) { try reader.read(into: $0) }
      if !entry.name.isEmpty { entries.append(read) }
    }
  }
}
