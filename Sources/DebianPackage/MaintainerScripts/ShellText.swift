import PackageModel

/// Small pieces of shell text.
enum ShellText {
  /// A path on the system that is being installed, which `DPKG_ROOT` may have moved.
  static func installedPath(_ path: String) -> String {
    "\"${DPKG_ROOT:-}\"" + ShellWord.word(path)
  }

  /// Lines indented by one tab; empty lines and here-documents must not be among them.
  static func indented(_ lines: [String]) -> [String] {
    lines.map { "\t" + $0 }
  }

  /// Lines that run only in some calls of a maintainer script.
  static func when(_ call: Call, _ lines: [String]) -> [String] {
    switch call.arguments.count {
    case 1:
      ["if [ \"$1\" = \(call.arguments[0]) ]; then"] + indented(lines) + ["fi"]
    default:
      ["case \"$1\" in", call.arguments.joined(separator: " | ") + ")"] + indented(lines) + ["\t;;", "esac"]
    }
  }

  /// The calls a snippet answers to, by the first argument dpkg passes (Debian Policy 6.5).
  struct Call {
    /// The first arguments.
    let arguments: [String]

    /// postinst: the package is being configured, or put back after something failed.
    static let configured = Call(arguments: ["configure", "abort-upgrade", "abort-deconfigure", "abort-remove"])
    /// preinst: files are about to be unpacked.
    static let unpacking = Call(arguments: ["install", "upgrade"])
    /// preinst: a version is being replaced.
    static let upgrade = Call(arguments: ["upgrade"])
    /// prerm and postrm: the package is being removed.
    static let remove = Call(arguments: ["remove"])
    /// postrm: configuration and data go too.
    static let purge = Call(arguments: ["purge"])
  }
}
