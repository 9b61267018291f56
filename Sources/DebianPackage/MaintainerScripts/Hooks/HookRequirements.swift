/// What a hook needs from other packages, as lintian looks for it.
enum HookRequirements {
  /// Programs outside the essential set and the relation that brings them.
  private static let programs = [
    ("adduser", "adduser"), ("addgroup", "adduser"), ("ucf", "ucf"), ("update-xmlcatalog", "xml-core"),
  ]

  /// Interpreters outside the essential set. `perl` itself is there as perl-base.
  private static let interpreters = [
    "python3": "python3:any", "ruby": "ruby:any", "php": "php-cli", "lua": "lua5.4", "tclsh": "tcl",
    "ksh": "ksh", "mksh": "mksh", "zsh": "zsh", "fish": "fish", "node": "nodejs:any",
  ]

  /// Whether a hook talks to debconf.
  static func usesDebconf(_ hook: HookScript) -> Bool {
    hook.contains("/debconf/confmodule") || hook.contains("Debconf::Client::ConfModule")
  }

  /// The relations a hook needs.
  static func relations(of hook: HookScript) -> [String] {
    var relations: [String] = []
    if let interpreter = hook.interpreter {
      if let package = interpreters[String(interpreter.program)] { relations.append(package) }
      if interpreter.isShell {
        relations += programs.filter { hook.mentions($0.0) }.map(\.1)
      }
    }
    if usesDebconf(hook) { relations.append(debconf) }
    return relations
  }

  /// debconf or a replacement of it.
  static let debconf = "debconf (>= 0.5) | debconf-2.0"
}

extension HookScript {
  /// Whether the bytes contain a text.
  fileprivate func contains(_ text: String) -> Bool {
    let text = Array(text.utf8)
    guard bytes.count >= text.count else { return false }
    return (0...(bytes.count - text.count)).contains { bytes[$0..<$0 + text.count].elementsEqual(text) }
  }
}
