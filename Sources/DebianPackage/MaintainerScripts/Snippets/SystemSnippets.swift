import PackageModel

/// Snippets for everything that is neither a service nor an account.
enum SystemSnippets {
  /// postinst: accounts declared in sysusers.d(5).
  static func sysusers(_ files: [String]) -> Snippet? {
    guard !files.isEmpty else { return nil }
    let names = files.map(ShellWord.word).joined(separator: " ")
    return Snippet(
      ShellText.when(.configured, ["systemd-sysusers ${DPKG_ROOT:+--root=\"$DPKG_ROOT\"} \(names)"]))
  }

  /// postinst: files and directories declared in tmpfiles.d(5), which the next boot would make otherwise.
  static func tmpfiles(_ files: [String]) -> Snippet? {
    guard !files.isEmpty else { return nil }
    let names = files.map(ShellWord.word).joined(separator: " ")
    return Snippet(
      ShellText.when(
        .configured,
        [
          "if command -v systemd-tmpfiles >/dev/null; then",
          "\tsystemd-tmpfiles ${DPKG_ROOT:+--root=\"$DPKG_ROOT\"} --create \(names) >/dev/null || true", "fi",
        ]))
  }

  /// All four scripts: the helper decides by their arguments what is due.
  static func maintscriptHelper(_ calls: [MaintscriptHelperCall]) -> Snippet? {
    guard !calls.isEmpty else { return nil }
    return Snippet(
      calls.map { call in
        let words = ["dpkg-maintscript-helper", call.command.rawValue] + call.arguments.map(ShellWord.word)
        return words.joined(separator: " ") + " -- \"$@\""
      })
  }

  /// postinst: offers an alternative.
  static func offer(_ alternative: Alternative) -> Snippet {
    var words = [
      "update-alternatives --install", ShellWord.word(alternative.link), ShellWord.word(alternative.name),
      ShellWord.word(alternative.path), String(alternative.priority),
    ]
    for dependent in alternative.dependents {
      words += [
        "--slave", ShellWord.word(dependent.link), ShellWord.word(dependent.name), ShellWord.word(dependent.path),
      ]
    }
    return Snippet(ShellText.when(.configured, [words.joined(separator: " ")]))
  }

  /// prerm: withdraws an alternative.
  static func withdraw(_ alternative: Alternative) -> Snippet {
    Snippet(
      ShellText.when(
        .remove,
        ["update-alternatives --remove \(ShellWord.word(alternative.name)) \(ShellWord.word(alternative.path))"]))
  }

  /// At the start of a script that asks questions: debconf runs it anew below its frontend.
  static let debconf = Snippet([
    "if [ -e /usr/share/debconf/confmodule ]; then", "\t. /usr/share/debconf/confmodule", "fi",
  ])

  /// Before services are started: a daemon that inherited debconf's channel would keep its frontend waiting.
  static let debconfIsDone = Snippet([
    "if [ -e /usr/share/debconf/confmodule ]; then", "\tdb_stop", "fi",
  ])

  /// postrm: forgets the answers.
  static let purgeDebconf = Snippet([
    "if [ \"$1\" = purge ] && [ -e /usr/share/debconf/confmodule ]; then", "\t. /usr/share/debconf/confmodule",
    "\tdb_purge", "fi",
  ])

  /// postrm: removes what the running package made. A mount point among it must not block the purge.
  static func purge(directories: [String], files: [String]) -> Snippet? {
    let lines =
      directories.map { "rm -rf \(ShellText.installedPath($0)) || true" }
      + files.map { "rm -f \(ShellText.installedPath($0)) || true" }
    return lines.isEmpty ? nil : Snippet(ShellText.when(.purge, lines))
  }
}
