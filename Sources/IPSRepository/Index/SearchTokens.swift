package import PackageModel

/// One thing that a search may find: the words that lead to it, and under which heading.
package struct SearchTokens: Hashable, Sendable {
  /// The heading: an attribute's name, or what the words are.
  package var key: ByteString
  /// The value that is shown, or the heading again.
  package var fullValue: ByteString
  package var tokens: [ByteString]

  /// What the searches of IPS clients find an action by.
  package static func all(of action: Action) -> [SearchTokens] {
    switch action.kind {
    case .set: attribute(action)
    case .file: paths(action) + content(action, showingHash: true)
    case .dir, .link, .hardlink: paths(action)
    case .license: named("license", action.attributes.values("license")) + content(action, showingHash: false)
    case .depend: dependency(action)
    case .user: named("username", action.attributes.values("username"))
    case .group: named("groupname", action.attributes.values("groupname"))
    case .driver:
      ["alias", "class", "name"].flatMap { (key: ByteString) in
        named(key == "name" ? "driver_name" : key, action.attributes.values(key))
      }
    case .legacy:
      ["category", "desc", "hotline", "name", "pkg", "vendor", "version"].flatMap { (key: ByteString) in
        named(key, action.attributes.values(key).flatMap(words))
      }
    case .signature: signature(action)
    case .unknown: []
    }
  }

  private static func named(_ key: ByteString, _ tokens: [ByteString]) -> [SearchTokens] {
    tokens.isEmpty ? [] : [SearchTokens(key: key, fullValue: key, tokens: tokens)]
  }

  private static func words(_ text: ByteString) -> [ByteString] {
    text.bytes.split(whereSeparator: { ASCII.isActionBlank($0) || $0 == ASCII.carriageReturn }).map { ByteString($0) }
  }

  private static func paths(_ action: Action) -> [SearchTokens] {
    guard let path = action.attributes["path"] else { return [] }
    return named("basename", [path.split(on: ASCII.slash).last ?? path]) + named("path", ["/" + path])
  }

  private static func content(_ action: Action, showingHash: Bool) -> [SearchTokens] {
    guard let payload = action.payload else { return [] }
    return [SearchTokens(key: "content", fullValue: showingHash ? payload : "content", tokens: [payload])]
      + named("hash", [payload]) + named("pkg.content-hash", action.attributes.values("pkg.content-hash"))
  }

  private static func signature(_ action: Action) -> [SearchTokens] {
    func shown(_ key: ByteString, _ value: ByteString?) -> [SearchTokens] {
      value.map { [SearchTokens(key: key, fullValue: $0, tokens: [$0])] } ?? []
    }
    return shown("algorithm", action.attributes["algorithm"]) + shown("certificate", action.payload)
      + shown("signature", action.attributes["value"])
      + named("pkg.content-hash", action.attributes.values("pkg.content-hash"))
  }

  private static func dependency(_ action: Action) -> [SearchTokens] {
    var tokens: [ByteString] = []
    for text in action.attributes.values("fmri") {
      let parts = text.split(on: ASCII.at)
      let stem = FMRI.parts(of: parts[0]).stem
      tokens.append(stem)
      if parts.count > 1 { tokens.append(stem + "@" + parts[1]) }
    }
    return named(action.attributes["type"] ?? "unknown", tokens)
  }

  private static func attribute(_ action: Action) -> [SearchTokens] {
    guard let name = action.attributes["name"] else { return [] }
    return action.attributes.values("value").map { value in
      if name == "pkg.fmri" || name == "fmri", let fmri = try? FMRI(parsing: value) { return of(fmri, key: name) }
      if name == "info.classification", let colon = value.bytes.firstIndex(of: ASCII.colon) {
        let category = ByteString(value.bytes[(colon + 1)...])
        let separated = ByteString(category.bytes.map { $0 == ASCII.slash ? ASCII.space : $0 })
        return SearchTokens(key: name, fullValue: category, tokens: words(separated) + [category])
      }
      return SearchTokens(key: name, fullValue: value, tokens: words(value))
    }
  }

  private static func of(_ fmri: FMRI, key: ByteString) -> SearchTokens {
    var tokens: [ByteString] = []
    if let version = fmri.version {
      tokens = [version.release.text, version.buildRelease?.text, version.timestamp].compactMap { $0 }
    }
    // A package is found by the last components of its name, too.
    let pieces = fmri.stem.split(on: ASCII.slash)
    for start in pieces.indices { tokens.append(pieces[start...].joined(separator: "/")) }
    let full = (fmri.publisher.map { $0 + "/" } ?? "") + fmri.stem
    return SearchTokens(key: key, fullValue: full, tokens: tokens + (fmri.publisher == nil ? [] : [full]))
  }
}
