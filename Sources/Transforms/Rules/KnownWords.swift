import PackageModel

/// The names of attributes that actions have by the IPS manual, to tell slips of the keyboard from names of one's own.
enum KnownWords {
  /// The words that a clause may have for types.
  static let types = ActionKind.allCases.map(\.name.text) + ["pkg"]

  /// The names of attributes (pkg(7), "Actions"), without those that begin with a name space as `facet.`.
  static let attributes: Set<String> = [
    "algorithm", "alias", "arch", "basedir", "category", "chain", "chain.sizes", "chash", "class", "clone_perms",
    "dehydrate", "desc", "devlink", "disable_fmri", "elfarch", "elfbits", "elfhash", "expire", "flag", "fmri",
    "ftpuser", "gcos-field", "gid", "group", "group-list", "groupname", "hash", "home-dir", "hotline", "inactive",
    "lastchg", "license", "login-shell", "max", "mediator", "mediator-implementation", "mediator-priority",
    "mediator-version", "min", "mode", "must-accept", "must-display", "name", "original_name", "overlay",
    "overlay-attributes", "owner", "password", "path", "perms", "pkg", "pkg.content-hash", "pkg.csize", "pkg.size",
    "policy", "predicate", "preserve", "privs", "reboot-needed", "refresh_fmri", "release-note", "restart_fmri",
    "revert-tag", "root-image", "salvage-from", "suspend_fmri", "sysattr", "target", "timestamp", "type", "uid",
    "username", "value", "vendor", "version", "warn",
  ]

  /// The known name that was probably meant; `nil` for names that are known or like no other.
  static func meant(by name: String) -> String? {
    guard !attributes.contains(name), !name.contains("."), !name.contains("%") else { return nil }
    return Suggestion.nearest(to: name, among: attributes.sorted())
  }
}

extension Rule {
  /// What is probably not meant in the rule: words that are no types, and names that are like known ones.
  var suspicions: [RuleMistake] {
    var found: [RuleMistake] = []
    for type in types where RuleKinds(word: type).isEmpty {
      let nearest = Suggestion.nearest(to: type.text, among: KnownWords.types)
      found.append(
        RuleMistake(
          message: "there is no action of type '\(type)', so the rule matches none of it", position: place(of: type),
          remedy: nearest.map { "did you mean \"\($0)\"?" }
            ?? "the types are " + KnownWords.types.sorted().joined(separator: ", ")))
    }
    var names = conditions.map(\.name)
    switch operation {
    case .set(let name, _), .default(let name, _), .add(let name, _), .edit(let name, _, _):
      if let name = name.constant { names.append(name) }
    case .delete(let name, _): names.append(name)
    case .drop, .emit, .print, .exit, .abort: break
    }
    // The pseudo-action has the package's attributes, which may be called anything.
    guard kinds != .package else { return found }
    for name in names {
      guard let meant = KnownWords.meant(by: name.text) else { continue }
      found.append(
        RuleMistake(
          message: "'\(name)' is no attribute of the IPS manual", position: place(of: name),
          remedy: "did you mean \"\(meant)\"?"))
    }
    return found
  }

  /// Where a word first stands by itself in the rule.
  private func place(of word: ByteString) -> Int {
    let keyword = "<transform".utf8.count
    let words = UnicodeBlanks.words(text.bytes.span, keyword..<(text.count - 1))
    return words.first { text[$0] == word || text[$0].hasPrefix(word + "=") }?.lowerBound ?? keyword
  }
}
