import PackageModel

/// What an attribute must be on a kind of action.
struct AttributeRules: OptionSet {
  let rawValue: UInt8

  /// It may be given only once.
  static let single = AttributeRules(rawValue: 1)
  /// It is a whole number.
  static let numeric = AttributeRules(rawValue: 2)
}

/// Which attributes a kind of action needs, may have once only, and must be whole numbers.
struct ActionRules {
  var required: [AttributeKey] = []
  var single: Set<ByteString> = []
  var numeric: Set<ByteString> = []

  static let none = ActionRules()

  /// The rules that depend on the kind alone.
  static let of: [ActionKind: ActionRules] = [
    .file: ActionRules(
      required: [.owner, .group],
      single: [
        "chash", "preserve", "overlay", "elfarch", "elfbits", "elfhash", "original_name", "preserve-version",
      ],
      numeric: ["pkg.size", "pkg.csize"]),
    .dir: ActionRules(required: [.owner, .group]),
    .link: link,
    .hardlink: link,
    .license: ActionRules(
      single: ["must-accept", "must-display", "chash"], numeric: ["pkg.size", "pkg.csize"]),
    .legacy: ActionRules(single: ["category", "desc", "hotline", "name", "vendor", "version"]),
    .depend: ActionRules(required: [.type], single: ["type", "predicate", "root-image", "ignore-check"]),
    .signature: ActionRules(required: [.value]),
    .group: ActionRules(single: ["gid"], numeric: ["gid"]),
    .user: ActionRules(
      required: [.group],
      single: [
        "password", "uid", "group", "gcos-field", "home-dir", "login-shell", "ftpuser", "lastchg", "min", "max", "warn",
        "inactive", "expire", "flag",
      ],
      numeric: ["uid", "lastchg", "min", "max", "warn", "inactive", "expire", "flag"]),
  ]

  private static let link = ActionRules(
    required: [.target],
    single: ["target", "mediator", "mediator-version", "mediator-implementation", "mediator-priority"])
}

/// The rules for mediated links (pkg(7), "Mediations").
enum Mediation {
  /// Whether a text may name a mediator: letters, digits and hyphens.
  static func isName(_ text: ByteString) -> Bool {
    !text.isEmpty && text.bytes.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }
  }

  /// What is wrong with a mediator's version.
  static func problem(withVersion text: ByteString) -> String? {
    versionProblem(text).map { "'\(text)' is not a valid mediator-version: \($0)" }
  }

  /// What is wrong with the name of an implementation, which may have a version behind an `@`.
  static func problem(withImplementation text: ByteString) -> String? {
    let complaint =
      "'\(text)' is not a valid mediator-implementation; only alphanumeric characters and a version dot-sequence "
      + "following a single '@' are allowed"
    guard let at = text.bytes.lastIndex(of: ASCII.at) else { return isName(text) ? nil : complaint }
    if let problem = versionProblem(ByteString(text.bytes[(at + 1)...])) { return "\(complaint): \(problem)" }
    return isName(ByteString(text.bytes[..<at])) ? nil : complaint
  }

  private static func versionProblem(_ text: ByteString) -> String? {
    do throws(InvalidFMRI) {
      // An FMRI's version has the same form and the same words for what is wrong with it.
      _ = try FMRI(reading: "x@" + text)
      return nil
    } catch {
      return error.reason
    }
  }
}

/// A version taken apart without looking at its numbers.
struct VersionParts {
  let release: ByteString
  let build: ByteString?
  let branch: ByteString?
  let timestamp: ByteString?

  init(_ text: ByteString) {
    func slice(_ start: Int, _ end: Int) -> ByteString { start < end ? ByteString(text.bytes[start..<end]) : "" }
    let colon = text.bytes.firstIndex(of: ASCII.colon)
    let hyphen = text.bytes.firstIndex(of: ASCII.hyphen)
    let comma = text.bytes.firstIndex(of: ASCII.comma)
    let beforeTime = colon ?? text.count
    let beforeBranch = hyphen ?? beforeTime
    timestamp = colon.map { slice($0 + 1, text.count) }
    branch = hyphen.map { slice($0 + 1, beforeTime) }
    build = comma.map { slice($0 + 1, beforeBranch) }
    release = slice(0, comma ?? beforeBranch)
  }
}
