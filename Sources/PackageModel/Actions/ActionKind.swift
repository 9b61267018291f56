/// The kinds of action a manifest may hold (pkg(7), "Actions").
public enum ActionKind: UInt8, Sendable, Hashable, CaseIterable {
  /// A package attribute.
  case set
  /// A dependency on another package.
  case depend
  /// A directory.
  case dir
  /// A device driver.
  case driver
  /// A file with a payload.
  case file
  /// A group of the system.
  case group
  /// A second name of a file.
  case hardlink
  /// A record in the SVR4 package database.
  case legacy
  /// A licence text.
  case license
  /// A symbolic link.
  case link
  /// A signature of the manifest.
  case signature
  /// Something a converter could not express.
  case unknown
  /// A user of the system.
  case user

  /// The word that begins an action of this kind.
  public var name: ByteString { ByteString(stringLiteral: word) }

  /// The word that begins an action of this kind, without a copy.
  package var word: StaticString {
    switch self {
    case .set: "set"
    case .depend: "depend"
    case .dir: "dir"
    case .driver: "driver"
    case .file: "file"
    case .group: "group"
    case .hardlink: "hardlink"
    case .legacy: "legacy"
    case .license: "license"
    case .link: "link"
    case .signature: "signature"
    case .unknown: "unknown"
    case .user: "user"
    }
  }

  /// The kind that a word names.
  public init?(name: ByteString) {
    guard let kind = ActionKind(word: name.bytes.span, 0..<name.count) else { return nil }
    self = kind
  }

  /// The attribute that tells actions of this kind apart, if they have one.
  public var keyAttribute: ByteString? {
    switch self {
    case .set: "name"
    case .depend: "fmri"
    case .dir, .file, .hardlink, .link: "path"
    case .driver: "name"
    case .group: "groupname"
    case .legacy: "pkg"
    case .license: "license"
    case .signature: "value"
    case .unknown: nil
    case .user: "username"
    }
  }

  /// Whether the kind's first word may be the hash of a payload.
  public var allowsPayload: Bool { self == .file || self == .license || self == .signature }

  /// Whether the action puts something into the file system at `path`.
  public var deliversPath: Bool { self == .dir || self == .file || self == .hardlink || self == .link }

  package init?(word text: Span<UInt8>, _ range: Range<Int>) {
    let first = range.isEmpty ? 0 : text[range.lowerBound]
    let candidates: [ActionKind] =
      switch first {
      case 0x64: Self.startingWithD
      case 0x66: Self.startingWithF
      case 0x67: Self.startingWithG
      case 0x68: Self.startingWithH
      case 0x6c: Self.startingWithL
      case 0x73: Self.startingWithS
      case 0x75: Self.startingWithU
      default: []
      }
    for kind in candidates where text.equals(Self.words[Int(kind.rawValue)], at: range) {
      self = kind
      return
    }
    return nil
  }

  private static let words: [[UInt8]] = allCases.map(\.name.bytes)
  private static let startingWithD: [ActionKind] = [.dir, .depend, .driver]
  private static let startingWithF: [ActionKind] = [.file]
  private static let startingWithG: [ActionKind] = [.group]
  private static let startingWithH: [ActionKind] = [.hardlink]
  private static let startingWithL: [ActionKind] = [.link, .license, .legacy]
  private static let startingWithS: [ActionKind] = [.set, .signature]
  private static let startingWithU: [ActionKind] = [.user, .unknown]
}

extension Span<UInt8> {
  /// Whether the bytes in `range` are these.
  @inline(__always)
  package func equals(_ other: [UInt8], at range: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    for index in 0..<other.count where self[range.lowerBound + index] != other[index] { return false }
    return true
  }
}
