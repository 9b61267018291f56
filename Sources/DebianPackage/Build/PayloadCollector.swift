import PackageModel
import Payload
import Staging

/// Turns the actions of a manifest into the entries of a payload and the members of a control archive.
struct PayloadCollector {
  private let manifest: Manifest
  private let payload: PayloadMap
  /// The entries of the payload by path.
  private(set) var entries: [ByteString: PayloadEntry] = [:]
  /// The members of the control archive by path below `DEBIAN/`.
  private(set) var controlMembers: [ByteString: PayloadEntry] = [:]
  /// The entry of the folder `DEBIAN` itself, if the manifest has one.
  private(set) var controlRoot: PayloadEntry?
  /// The entry of the root of the payload, if the manifest has one.
  private(set) var root: PayloadEntry?
  private(set) var licenses: [ContentSource] = []
  private(set) var findings: [Diagnostic] = []

  init(_ manifest: Manifest, _ payload: PayloadMap) {
    self.manifest = manifest
    self.payload = payload
    for item in 0..<manifest.itemCount {
      guard let index = manifest.actionIndex(ofItem: item) else { continue }
      collect(manifest.action(at: index), at: manifest.location(ofItem: item))
    }
    checkParents()
  }

  /// Hands the entries over, so that a large package is not in memory twice.
  mutating func takeEntries() -> [ByteString: PayloadEntry] {
    defer { entries = [:] }
    return entries
  }

  private mutating func collect(_ action: Action, at location: SourceLocation) {
    if action.kind == .license {
      if let name = action.payload ?? action.key, let source = source(name, location) { licenses.append(source) }
      return
    }
    guard action.kind.deliversPath, let written = action.attributes["path"] else { return }
    guard let path = StagedPath.normalized(written) else {
      return complain("the path '\(written)' leaves the package", location, remedy: "remove the \"..\" from the path")
    }
    if path.contains(ASCII.newline) {
      return complain(
        "newline not allowed in the path '\(path)'", location, remedy: "rename the file: dpkg cannot record it")
    }
    let longest = StagedPath.longestPart(of: path)
    if longest > 255 {
      return complain(
        "a name of \(longest) bytes in the path '\(path)': file systems take 255", location,
        remedy: "shorten the name")
    }
    guard let kind = kind(of: action, path: path, location) else { return }
    guard var entry = entry(action, path: path, kind: kind, location) else { return }
    if path.isEmpty {
      root = entry
    } else if path == "DEBIAN" {
      controlRoot = entry
    } else if let member = path.dropping(prefix: "DEBIAN/") {
      entry.tar.name = member
      add(entry, to: \.controlMembers, location)
    } else {
      add(entry, to: \.entries, location)
    }
  }

  private mutating func kind(
    of action: Action, path: ByteString, _ location: SourceLocation
  ) -> TarEntry.Kind? {
    switch action.kind {
    case .dir: return .directory
    case .link, .hardlink:
      guard let target = action.attributes["target"], !target.isEmpty else {
        complain("the \(action.kind.name) '\(path)' has no target", location, remedy: "add target=PATH")
        return nil
      }
      if action.kind == .link { return .symbolicLink(target) }
      guard let resolved = resolve(target, from: path) else {
        complain(
          "the hard link '\(path)' leaves the package", location, remedy: "the target is relative to the link's folder")
        return nil
      }
      return .hardLink(resolved)
    default:
      if action.attributes["deb.type"] == "fifo" { return .fifo }
      return source(action.payload ?? path, location).map { .file($0) }
    }
  }

  /// The path that a hard link's target, written relative to the link's folder, means.
  private func resolve(_ target: ByteString, from path: ByteString) -> ByteString? {
    if target.bytes.first == ASCII.slash { return StagedPath.normalized(target) }
    return StagedPath.normalized(StagedPath.parent(of: path) + "/" + target)
  }

  private mutating func source(_ name: ByteString, _ location: SourceLocation) -> ContentSource? {
    do throws(PayloadError) {
      return try payload.source(for: name)
    } catch {
      complain("\(error)", location, remedy: nil)
      return nil
    }
  }

  private mutating func entry(
    _ action: Action, path: ByteString, kind: TarEntry.Kind, _ location: SourceLocation
  ) -> PayloadEntry? {
    let attributes = action.attributes
    var mode: UInt32 = 0o777
    switch kind {
    case .symbolicLink, .hardLink: break
    default:
      guard let text = attributes["mode"]?.text else {
        complain("'\(path)' has no mode", location, remedy: "add mode=0644 or another")
        return nil
      }
      let digits = text.hasPrefix("0o") ? String(text.dropFirst(2)) : text
      guard let value = UInt32(digits, radix: 8), value <= 0o7777 else {
        complain("'\(text)' is not an octal mode", location, remedy: "write mode=0644 or another")
        return nil
      }
      mode = value
    }
    guard let owner: UInt32 = number("deb.owner.id", attributes, location),
      let group: UInt32 = number("deb.group.id", attributes, location),
      let time: Int64? = optionalNumber("deb.mtime", attributes, location)
    else { return nil }
    var known = time
    if known == nil, case .file(let source) = kind { known = source.modificationTime }
    let tar = TarEntry(
      path, kind, mode: mode, userID: owner, groupID: group, userName: Self.account(attributes["owner"]),
      groupName: Self.account(attributes["group"]), modificationTime: known ?? 0)
    return PayloadEntry(
      tar: tar, hasTime: known != nil, isConffile: attributes["deb.conffile"].map { $0 == "true" },
      service: service(attributes, location))
  }

  private static let root: ByteString = "root"

  /// The name of a user or a group; that of root, which nearly everything belongs to, is in memory once.
  private static func account(_ name: ByteString?) -> ByteString {
    guard let name, name != root else { return root }
    return name
  }

  private mutating func service(_ attributes: Attributes, _ location: SourceLocation) -> ServiceAttributes? {
    let enable = attributes["deb.service.enable"]
    let start = attributes["deb.service.start"]
    let upgrade = attributes["deb.service.upgrade"]
    if enable == nil, start == nil, upgrade == nil { return nil }
    var service = ServiceAttributes(enable: enable != "false", start: start != "false")
    switch upgrade?.text {
    case nil, "restart": service.onUpgrade = .restart
    case "stop-start": service.onUpgrade = .stopThenStart
    case "none": service.onUpgrade = .keepRunning
    case .some(let other):
      complain(
        "'\(other)' is not allowed in deb.service.upgrade", location, remedy: "use restart, stop-start or none")
    }
    return service
  }

  private mutating func number<Number: FixedWidthInteger>(
    _ name: ByteString, _ attributes: Attributes, _ location: SourceLocation
  ) -> Number? {
    guard let value: Number? = optionalNumber(name, attributes, location) else { return nil }
    return value ?? 0
  }

  /// The outer optional is `nil` where the attribute is there but is no number.
  private mutating func optionalNumber<Number: FixedWidthInteger>(
    _ name: ByteString, _ attributes: Attributes, _ location: SourceLocation
  ) -> Number?? {
    guard let text = attributes[name]?.text else { return .some(nil) }
    guard let value = Number(text) else {
      complain("'\(text)' is not a number for \(name)", location, remedy: "write a decimal number")
      return nil
    }
    return value
  }

  private mutating func add(
    _ entry: PayloadEntry, to place: WritableKeyPath<PayloadCollector, [ByteString: PayloadEntry]>,
    _ location: SourceLocation
  ) {
    if let old = self[keyPath: place][entry.path] {
      if old.tar.isDirectory, entry.tar.isDirectory, old.tar.mode == entry.tar.mode,
        old.tar.userName == entry.tar.userName, old.tar.groupName == entry.tar.groupName
      {
        return
      }
      return complain(
        "'\(entry.path)' is delivered twice", location, remedy: "remove one of the two, or give both the same mode")
    }
    self[keyPath: place][entry.path] = entry
  }

  /// What lies below a path that is no directory cannot be unpacked.
  private mutating func checkParents() {
    var checked: Set<ByteString> = [""]
    var wrong: [(path: ByteString, parent: ByteString)] = []
    for path in entries.keys {
      let parent = StagedPath.parent(of: path)
      // Most paths have neighbours.
      if checked.contains(parent) { continue }
      if let entry = entries[parent], !entry.tar.isDirectory {
        wrong.append((path, parent))
      } else {
        checked.insert(parent)
      }
    }
    for (path, parent) in wrong.sorted(by: { $0.path < $1.path }) {
      complain(
        "'\(path)' lies below '\(parent)', which is not a directory in this package",
        SourceLocation(file: manifest.fileName), remedy: "move one of the two")
    }
  }

  private mutating func complain(_ message: String, _ location: SourceLocation, remedy: String?) {
    findings.append(Diagnostic(.error, message, at: location, remedy: remedy))
  }
}
