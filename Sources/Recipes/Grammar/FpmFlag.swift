/// One flag of fpm's command line: how it is written, what it takes and what it does here.
package struct FpmFlag: Hashable, Sendable {
  /// What a flag takes.
  package enum Kind: Hashable, Sendable {
    /// Nothing; it is on or off.
    case toggle
    /// A value; of several the last one counts.
    case value(String)
    /// A value; every occurrence adds one.
    case list(String)
  }

  /// What a flag does to a Debian package.
  package enum Effect: Hashable, Sendable {
    /// What fpm promises.
    case full
    /// Nothing, for the reason given.
    case nothing(String)
    /// Nothing, since it belongs to another type of package.
    case otherType(String)
  }

  /// The long name without hyphens, as in `deb-user`.
  package var name: String
  /// The letter of the short form.
  package var letter: UInt8?
  /// Whether `--no-NAME` switches it off.
  package var isNegatable: Bool
  /// What it takes.
  package var kind: Kind
  /// What it means.
  package var help: String
  /// What holds without it, for the help text; of toggles whether they are on.
  package var standard: String?
  /// What it does here.
  package var effect: Effect
  /// The option that an old name stands for.
  package var alias: FpmOption?

  /// The long form, as in `--[no-]deb-systemd-enable`.
  package var longForm: String { isNegatable ? "--[no-]\(name)" : "--\(name)" }

  /// All forms with the placeholder of the value, as in `-n, --name NAME`.
  package var usage: String {
    let forms = (letter.map { ["-\(Character(UnicodeScalar($0)))"] } ?? []) + [longForm]
    switch kind {
    case .toggle: return forms.joined(separator: ", ")
    case .value(let placeholder), .list(let placeholder): return forms.joined(separator: ", ") + " " + placeholder
    }
  }

  /// Whether the flag takes a value.
  package var takesValue: Bool { kind != .toggle }
}

extension FpmFlag {
  static func toggle(
    _ option: FpmOption, letter: Character? = nil, negatable: Bool = false, on: Bool = false, _ help: String,
    effect: Effect = .full
  ) -> FpmFlag {
    FpmFlag(
      name: option.rawValue, letter: letter?.asciiValue, isNegatable: negatable, kind: .toggle, help: help,
      standard: negatable ? (on ? "on" : "off") : nil, effect: effect)
  }

  static func value(
    _ option: FpmOption, letter: Character? = nil, _ placeholder: String, _ help: String, standard: String? = nil,
    effect: Effect = .full, alias: FpmOption? = nil
  ) -> FpmFlag {
    FpmFlag(
      name: option.rawValue, letter: letter?.asciiValue, isNegatable: false, kind: .value(placeholder), help: help,
      standard: standard, effect: effect, alias: alias)
  }

  static func list(
    _ option: FpmOption, letter: Character? = nil, _ placeholder: String, _ help: String, effect: Effect = .full
  ) -> FpmFlag {
    FpmFlag(
      name: option.rawValue, letter: letter?.asciiValue, isNegatable: false, kind: .list(placeholder), help: help,
      effect: effect)
  }
}
