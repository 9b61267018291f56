/// The field Maintainer.
enum ContactChecks {
  static let all = [malformed, noPhrase, bogusHost, bounces, root, several]

  /// The parts of a `Name <user@host>` as they are in the field; `nil` for what is none.
  private struct Contact {
    var phrase: String
    var user: String
    var host: String

    var address: String { "\(user)@\(host)" }

    /// The form that is printed: the name in quotes where it has characters that mail gives a meaning.
    var formatted: String {
      guard !phrase.isEmpty else { return address }
      let isPlain = phrase.unicodeScalars.allSatisfy {
        $0.value > 127 || "!#$%&'*+-/=?^_`{|}~ ".unicodeScalars.contains($0) || $0.properties.isAlphabetic
          || ("0"..."9").contains($0)
      }
      return "\(isPlain ? phrase : "\"\(phrase)\"") <\(address)>"
    }
  }

  /// The contact; `nil` where the field is missing or malformed.
  private static func contact(_ package: BinaryPackage) -> Contact? {
    package.value("Maintainer").flatMap { parse($0, package) }
  }

  private static func parse(_ text: String, _ package: BinaryPackage) -> Contact? {
    let atom = "[^\\s<>()\\[\\],;:\\\\\"@]+"
    let phrase = "((?:\"(?:[^\"\\\\]|\\\\.)*\"|\\([^()]*\\)|[^<>()\\[\\],;:\\\\\"@])*)"
    if let groups = package.patterns.groups("^\\s*\(phrase)\\s*<(\(atom))@(\(atom))>\\s*(?:\\([^()]*\\))?$", text) {
      var name = (groups[1] ?? "").trimmed
      if name.hasPrefix("\"") { name = String(name.dropFirst().dropLast()) }
      // Dots need quotes in mail; readers take them as they are.
      return Contact(phrase: name, user: groups[2] ?? "", host: groups[3] ?? "")
    }
    guard let groups = package.patterns.groups("^(\(atom))@(\(atom))(?:\\s+\\(([^()]*)\\))?$", text) else { return nil }
    return Contact(phrase: "", user: groups[1] ?? "", host: groups[2] ?? "")
  }

  private static let malformed = DebianCheck(
    .error, "malformed-contact", .debianFields, "The maintainer is no name with an address",
    remedy: "write Name <user@host>; put names with commas or parentheses in quotes",
    explanation: """
      The field holds a name and a mail address in angle brackets (Policy 5.6.2), so that somebody who finds a mistake \
      can write to somebody. Packagers that guess from the build host write things like `<@host>`.
      """,
    wrong: "Maintainer: <@vm>", right: "Maintainer: Ada Byron <ada@example.org>"
  ) { package, report in
    guard let text = package.value("Maintainer"), !text.isEmpty, contact(package) == nil else { return }
    report("Maintainer \(text)", at: .field("Maintainer"))
  }

  private static let noPhrase = DebianCheck(
    .error, "no-phrase", .debianFields, "The maintainer has an address and no name",
    remedy: "write the name before the address: Name <user@host>",
    explanation: "The field holds a name and a mail address (Policy 5.6.2).",
    wrong: "Maintainer: ada@example.org", right: "Maintainer: Ada Byron <ada@example.org>"
  ) { package, report in
    guard let contact = contact(package), contact.phrase.isEmpty else { return }
    report("Maintainer \(contact.formatted)", at: .field("Maintainer"))
  }

  private static let bogusHost = DebianCheck(
    .error, "bogus-mail-host", .debianFields, "The maintainer's address is at a host that cannot be reached",
    remedy: "write an address that works from elsewhere",
    explanation: """
      The part behind the `@` has to be a full domain, with a dot in it. `root@localhost` and the name of the machine that \
      built the package reach nobody.
      """,
    wrong: "Maintainer: Ada Byron <ada@localhost>", right: "Maintainer: Ada Byron <ada@example.org>"
  ) { package, report in
    guard let contact = contact(package) else { return }
    let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    if !package.matches("^(?:\(label)\\.)+\(label)\\.?$", contact.host) {
      report("Maintainer \(contact.address)", at: .field("Maintainer"))
    }
  }

  private static let bounces = DebianCheck(
    .error, "mail-address-loops-or-bounces", .debianFields, "Mail to the maintainer's address comes back",
    remedy: "write another address",
    explanation: "Some lists refuse mail of people who are not members, so that nobody can write to the maintainer.",
    wrong: "Maintainer: Demo <ubuntu-devel-discuss@lists.ubuntu.com>", right: "Maintainer: Ada Byron <ada@example.org>"
  ) { package, report in
    guard let contact = contact(package) else { return }
    if contact.address == "ubuntu-devel-discuss@lists.ubuntu.com" {
      report("Maintainer \(contact.address)", at: .field("Maintainer"))
    }
  }

  private static let root = DebianCheck(
    .error, "root-in-contact", .debianFields, "The maintainer is root",
    remedy: "name the person or team that looks after the package",
    explanation: "`root` is whoever built the package, on a machine that nobody else knows.",
    wrong: "Maintainer: root <root@example.org>", right: "Maintainer: Ada Byron <ada@example.org>"
  ) { package, report in
    guard let contact = contact(package), !contact.phrase.isEmpty else { return }
    if contact.user == "root" || contact.phrase == "root" {
      report("Maintainer \(contact.formatted)", at: .field("Maintainer"))
    }
  }

  private static let several = DebianCheck(
    .error, "too-many-contacts", .debianFields, "There are several maintainers",
    remedy: "name one person or one team",
    explanation: "The field holds one name with one address (Policy 5.6.2).",
    wrong: "Maintainer: Ada <ada@example.org>, Bob <bob@example.org>", right: "Maintainer: Demo Team <demo@example.org>"
  ) { package, report in
    guard let text = package.value("Maintainer") else { return }
    let parts = text.split(separator: ",").map { String($0).trimmed }
    if parts.count > 1, parts.allSatisfy({ parse($0, package) != nil }) {
      report("Maintainer \(text)", at: .field("Maintainer"))
    }
  }
}
