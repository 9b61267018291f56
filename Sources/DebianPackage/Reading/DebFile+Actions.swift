package import PackageModel
import Payload
import Staging

extension DebFile {
  /// Whether a file begins as packages do.
  package static func isPackage(_ path: ByteString) -> Bool {
    guard let file = try? OpenFile(reading: path) else { return false }
    let start = try? ArReader.bytes(of: file, at: 0, count: ArHeader.magic.count)
    return start == ArHeader.magic
  }

  /// Gives the package as actions: its fields, its control archive below `DEBIAN/`, and its payload in the archive's
  /// order. Content is passed over.
  ///
  /// - Parameter timestamp: the `timestamp` attribute of a path with its time, where it is to have one.
  /// - Throws: ``DebReadError``, `Diagnostics` for control data that is damaged, or whatever `emit` throws.
  package func actions(
    timestamp: (ByteString, Int64) -> ByteString?, emit: (Action) throws -> Void
  ) throws {
    let control = try controlMembers()
    guard let member = control.first(where: { $0.name == "control" }) else {
      throw DebReadError(.missingMember("control"), file: path, member: controlMember.name)
    }
    for action in try ControlStanza(reading: member.bytes, fileName: "\(path)/control").actions() { try emit(action) }
    let conffiles = try emitControl(control, emit)
    let reader = try dataReader()
    while let entry = try reader.next() {
      if var action = try action(for: entry) {
        if conffiles.contains(entry.name) { action.attributes["deb.conffile"] = "true" }
        if action.kind == .file || action.kind == .dir {
          action.attributes["timestamp"] = timestamp(entry.name, entry.modificationTime)
        }
        try emit(action)
      }
    }
  }

  /// Gives what the control archive holds besides the fields.
  ///
  /// - Returns: the paths of the configuration files.
  private func emitControl(
    _ control: [ControlMember], _ emit: (Action) throws -> Void
  ) throws -> Set<ByteString> {
    var conffiles: Set<ByteString> = []
    for member in control {
      let lines = ByteString(member.bytes).split(on: ASCII.newline).filter { !$0.isEmpty }
      switch member.name {
      case "control", "md5sums": continue
      case "conffiles" where lines.allSatisfy({ $0.bytes.first == ASCII.slash }):
        conffiles = Set(lines.map { ByteString($0.bytes.dropFirst()) })
        continue
      case "triggers":
        for line in lines where line.bytes.first != ASCII.hash {
          try emit(Action(.set, [("name", "deb.trigger"), ("value", line)]))
        }
        continue
      default: break
      }
      let path = "DEBIAN/" + member.name
      let mode = ByteString("0" + String(member.mode & 0o7777, radix: 8))
      try emit(Action(.file, payload: path, [("group", "root"), ("mode", mode), ("owner", "root"), ("path", path)]))
    }
    try emit(Action(.set, [("name", "deb.conffiles"), ("value", "explicit")]))
    return conffiles
  }

  private func action(for entry: StreamedEntry) throws(DebReadError) -> Action? {
    guard !entry.name.isEmpty else { return nil }
    var attributes: [(ByteString, ByteString)] = [
      ("group", Self.name(entry.groupName, entry.groupID)), ("mode", ByteString("0" + String(entry.mode, radix: 8))),
      ("owner", Self.name(entry.userName, entry.userID)), ("path", entry.name),
    ]
    switch entry.kind {
    case .directory: return Action(.dir, attributes)
    case .file: return Action(.file, payload: entry.name, attributes)
    case .symbolicLink(let target): return Action(.link, [("path", entry.name), ("target", target)])
    case .hardLink(let target):
      let relative = StagedPath.relative(target, from: StagedPath.parent(of: entry.name))
      return Action(.hardlink, [("path", entry.name), ("target", relative)])
    case .fifo:
      attributes.append(("deb.type", "fifo"))
      return Action(.file, attributes)
    case .characterDevice, .blockDevice:
      throw DebReadError(.unsafePath(.device), file: path, member: dataMember.name, entry: entry.name)
    }
  }

  private static func name(_ name: ByteString, _ id: Int64) -> ByteString {
    if !name.isEmpty { return name }
    return id == 0 ? "root" : ByteString(String(id))
  }
}
