import PackageModel

/// Checks of single names and paths of a plan.
enum PlanCheck {
  typealias Problem = MaintainerScriptError.Problem

  /// What a name stands for.
  enum Subject: String {
    case initScript = "init script"
    case unit
    case account = "account"
    case alternative
    case configurationFile = "configuration file"
  }

  /// Directories that belong to the system, so that no package may remove them.
  private static let systemDirectories: Set<String> = [
    "/bin", "/boot", "/dev", "/etc", "/etc/default", "/etc/init.d", "/etc/systemd", "/etc/systemd/system", "/home",
    "/lib", "/lib/systemd", "/lib64", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys",
    "/tmp",
    "/usr", "/usr/bin", "/usr/include", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/local/lib",
    "/usr/local/share", "/usr/sbin", "/usr/share", "/usr/share/doc", "/usr/src", "/var", "/var/backups", "/var/cache",
    "/var/lib", "/var/lib/dpkg", "/var/local", "/var/lock", "/var/log", "/var/mail", "/var/opt", "/var/run",
    "/var/spool", "/var/tmp", "/var/www",
  ]

  /// A name as the tool it is handed to accepts it.
  static func name(_ name: String, as subject: Subject) -> [Problem] {
    let isValid =
      switch subject {
      case .initScript: isWord(name, first: "_.+", rest: "_.+-")
      case .unit: isUnit(name)
      case .account: isAccount(name)
      case .alternative: isWord(name, first: "_.+", rest: "_.+-:@")
      case .configurationFile:
        isWord(name, first: "_", rest: "_.+-@:") && name.utf8.suffix(5).elementsEqual(".conf".utf8)
      }
    guard !isValid else { return [] }
    let remedy =
      switch subject {
      case .initScript: "use letters, digits and _.+-, as update-rc.d does"
      case .unit: "use letters, digits and :-_.\\@, and end it in a unit type such as .service"
      case .account: "use up to 32 letters, digits, _ and -, beginning with a letter or _"
      case .alternative: "use letters, digits and _.+-"
      case .configurationFile: "give the file's name without its directory, ending in .conf"
      }
    return [
      .init(
        code: .invalidName, place: subject.rawValue, message: "\(ShellWord.quoted(name)) is not a usable name",
        remedy: remedy)
    ]
  }

  /// An absolute path that stays where it seems to be.
  static func path(_ path: String, of place: String) -> [Problem] {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
    let hasControl = path.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    let climbs = parts.contains { $0.elementsEqual("..".utf8) }
    guard path.utf8.first != UInt8(ascii: "/") || hasControl || climbs else { return [] }
    return [
      .init(
        code: .invalidPath, place: place, message: "\(ShellWord.quoted(path)) is not a usable path",
        remedy: "give an absolute path without .. and control characters")
    ]
  }

  /// A path that may be removed when the package is purged.
  static func purge(_ path: String) -> [Problem] {
    let problems = self.path(path, of: "purge")
    guard problems.isEmpty else { return problems }
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let plain = "/" + parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    guard parts.isEmpty || systemDirectories.contains(plain) else { return [] }
    return [
      .init(
        code: .protectedPath, place: "purge", message: "\(plain) belongs to the system",
        remedy: "name a directory that only this package uses")
    ]
  }

  /// Names that occur twice.
  static func duplicates(_ names: [String], as subject: Subject) -> [Problem] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }.map { name in
      .init(
        code: .duplicate, place: subject.rawValue, message: "\(name) is planned twice",
        remedy: "keep one of them")
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private static func isWord(_ name: String, first: String, rest: String) -> Bool {
    guard let byte = name.utf8.first, isAlphanumeric(byte) || first.utf8.contains(byte) else { return false }
    return name.utf8.allSatisfy { isAlphanumeric($0) || rest.utf8.contains($0) }
  }

  private static func isUnit(_ name: String) -> Bool {
    guard name.utf8.count <= 255, let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.utf8.startIndex
    else { return false }
    return SystemdUnitName.types.contains(String(name[name.utf8.index(after: dot)...]))
      && name.utf8.allSatisfy { isAlphanumeric($0) || ":-_.\\@".utf8.contains($0) }
  }

  private static func isAccount(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 32 else { return false }
    let isFirst = isAlphanumeric(first) && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first)
    guard isFirst || first == UInt8(ascii: "_") else { return false }
    let body = name.utf8.last == UInt8(ascii: "$") ? name.utf8.dropLast() : name.utf8[...]
    return body.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }
}
