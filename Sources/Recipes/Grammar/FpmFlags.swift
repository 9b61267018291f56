/// The table of fpm's flags: it drives the reading of the command line, the help text and the documentation.
package enum FpmFlags {
  /// All flags in the order of the help text.
  package static let all: [FpmFlag] = general + debian + otherTypes

  /// Finds a flag by a switch as it is written on the command line, such as `-n`, `--name` or `--no-deb-systemd-enable`.
  package static func named(_ word: String) -> FpmFlag? { bySwitch[word] }

  /// Finds the flag of an option.
  package static func of(_ option: FpmOption) -> FpmFlag? { bySwitch["--" + option.rawValue] }

  /// Every way to write a flag, for suggestions.
  package static var switches: some Collection<String> { bySwitch.keys }

  private static let bySwitch: [String: FpmFlag] = {
    var result: [String: FpmFlag] = [:]
    for flag in all {
      result["--" + flag.name] = flag
      if flag.isNegatable { result["--no-" + flag.name] = flag }
      if let letter = flag.letter { result["-\(Character(UnicodeScalar(letter)))"] = flag }
    }
    return result
  }()
}
