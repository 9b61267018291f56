package import PackageModel

/// Compares what a source has with what manifests deliver, path by path.
package struct SourceComparison: Sendable {
  /// A difference.
  package struct Finding: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
      /// The source has the path, and no manifest delivers it.
      case undelivered
      /// A manifest delivers the path, and the source does not have it.
      case missing
      case kind, mode, target
    }

    package var path: ByteString
    package var reason: Reason
    /// What the source has; `nil` where it has nothing.
    package var source: ByteString?
    /// What the manifest says; `nil` where it says nothing.
    package var manifest: ByteString?
    /// Where the manifest says so.
    package var location: SourceLocation?
    /// The number of the action that says so.
    package var action: Int?
  }

  private var source: [ByteString: Action] = [:]
  /// The first name of each file that has several.
  private var firstNames: [ByteString: ByteString] = [:]
  private var delivered: Set<ByteString> = []
  private var findings: [Finding] = []

  /// - Parameter actions: the actions of the source.
  package init(source actions: [Action]) {
    for action in actions where action.kind.deliversPath {
      guard let path = action.key.flatMap(StagedPath.normalized), !path.isEmpty else { continue }
      source[path] = action
      if action.kind == .hardlink, let target = action.attributes["target"] {
        firstNames[path] = Self.resolve(target, from: path)
      }
    }
  }

  /// Takes in a manifest. Several manifests together deliver what each of them delivers.
  package mutating func compare(_ manifest: Manifest) {
    for item in 0..<manifest.itemCount {
      guard let index = manifest.actionIndex(ofItem: item) else { continue }
      let known = findings.count
      compare(manifest.action(at: index), manifest.location(ofItem: item))
      for finding in known..<findings.count { findings[finding].action = index }
    }
  }

  private mutating func compare(_ action: Action, _ location: SourceLocation) {
    if action.kind == .license, let name = action.payload { delivered.insert(name) }
    guard action.kind.deliversPath, let path = action.key.flatMap(StagedPath.normalized), !path.isEmpty else { return }
    delivered.insert(path)
    var place = path
    if source[path] == nil, let payload = action.payload, source[payload] != nil {
      // A file that is delivered under another name than it has in the source.
      delivered.insert(payload)
      place = payload
    }
    guard let own = source[place] else {
      return note(path, .missing, nil, action.kind.name, location)
    }
    let isFile = [ActionKind.file, .hardlink].contains(action.kind)
    guard isFile ? [ActionKind.file, .hardlink].contains(own.kind) : own.kind == action.kind else {
      return note(path, .kind, own.kind.name, action.kind.name, location)
    }
    switch action.kind {
    case .link:
      let target = action.attributes["target"]
      if own.attributes["target"] != target { note(path, .target, own.attributes["target"], target, location) }
    case .hardlink:
      guard let target = action.attributes["target"] else { return }
      let other = Self.resolve(target, from: path)
      if firstName(place) != firstName(other) {
        note(path, .target, own.attributes["target"] ?? own.kind.name, target, location)
      }
    default:
      let wanted = action.attributes["mode"]
      let found = mode(of: own)
      if Self.bits(wanted) != Self.bits(found) { note(path, .mode, found, wanted, location) }
    }
  }

  private func firstName(_ path: ByteString) -> ByteString { firstNames[path] ?? path }

  /// A further name has the mode of the first one.
  private func mode(of action: Action) -> ByteString? {
    if let mode = action.attributes["mode"] { return mode }
    return action.key.flatMap { source[firstName($0)]?.attributes["mode"] }
  }

  private static func bits(_ mode: ByteString?) -> UInt32? {
    guard let text = mode?.text else { return nil }
    return UInt32(text.hasPrefix("0o") ? String(text.dropFirst(2)) : text, radix: 8)
  }

  private static func resolve(_ target: ByteString, from path: ByteString) -> ByteString {
    if target.bytes.first == ASCII.slash { return StagedPath.normalized(target) ?? target }
    return StagedPath.normalized(StagedPath.parent(of: path) + "/" + target) ?? target
  }

  private mutating func note(
    _ path: ByteString, _ reason: Finding.Reason, _ source: ByteString?, _ manifest: ByteString?,
    _ location: SourceLocation?
  ) {
    findings.append(
      Finding(path: path, reason: reason, source: source, manifest: manifest, location: location))
  }

  /// All differences, sorted by path. Directories that are there for what is delivered below them are none.
  package func result() -> [Finding] {
    var implied: Set<ByteString> = []
    for path in delivered {
      var parent = StagedPath.parent(of: path)
      while !parent.isEmpty, implied.insert(parent).inserted { parent = StagedPath.parent(of: parent) }
    }
    var all = findings
    for (path, action) in source where !delivered.contains(path) {
      if action.kind == .dir, implied.contains(path) { continue }
      all.append(
        Finding(path: path, reason: .undelivered, source: action.kind.name, manifest: nil, location: nil))
    }
    return all.enumerated().sorted { ($0.element.path, $0.offset) < ($1.element.path, $1.offset) }.map(\.element)
  }
}
