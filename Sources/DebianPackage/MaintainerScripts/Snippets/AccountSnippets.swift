import PackageModel

extension SystemGroup {
  /// Creates the group unless it exists; in another root, which adduser cannot work in, by groupadd.
  var creation: [String] {
    let name = ShellWord.word(name)
    let id = gid.map { " --gid \($0)" } ?? ""
    return [
      "if [ -n \"${DPKG_ROOT:-}\" ]; then",
      "\tgroupadd --prefix \"$DPKG_ROOT\" --system --force\(id) \(name)",
      "elif ! getent group \(name) >/dev/null; then", "\taddgroup --system --quiet\(id) \(name)", "fi",
    ]
  }
}

extension SystemUser {
  /// Creates the group, then the account, unless they exist. An existing account is taken as it is.
  private var creationCommands: [String] {
    let login = ShellWord.word(name)
    let home = ShellWord.word(home)
    let shell = ShellWord.word(shell)
    let group = ShellWord.word(group)
    let id = uid.map { " --uid \($0)" } ?? ""
    let comment = { (option: String) in self.comment.isEmpty ? "" : " \(option) \(ShellWord.word(self.comment))" }
    var lines = SystemGroup(name: self.group).creation
    lines += [
      "if [ -n \"${DPKG_ROOT:-}\" ]; then",
      "\tuseradd --prefix \"$DPKG_ROOT\" --system --gid \(group) --home-dir \(home) --no-create-home"
        + " --shell \(shell)\(comment("--comment"))\(id) \(login) || [ $? -eq 9 ]",
      "elif ! getent passwd \(login) >/dev/null; then",
      "\tadduser --system --quiet --ingroup \(group) --home \(home) --no-create-home"
        + " --shell \(shell)\(comment("--gecos"))\(id) \(login)", "fi",
    ]
    for other in supplementaryGroups {
      let other = ShellWord.word(other)
      lines += [
        "if [ -n \"${DPKG_ROOT:-}\" ]; then",
        "\tusermod --prefix \"$DPKG_ROOT\" --append --groups \(other) \(login)", "else",
        "\tadduser --quiet \(login) \(other)", "fi",
      ]
    }
    return lines
  }

  /// preinst or postinst: creates the account.
  func created(in call: ShellText.Call) -> Snippet {
    Snippet(ShellText.when(call, creationCommands))
  }

  /// postinst: makes its directories and hands them over.
  ///
  /// In another root names have to be looked up in that root's own files. Links are not followed, so that
  /// an account cannot make a later upgrade hand over a file of its choice.
  var directories: Snippet? {
    guard !ownedDirectories.isEmpty else { return nil }
    let id = { (file: String, name: String) in
      "$(sed -n 's/^\(name.replacingDollar):[^:]*:\\([0-9]*\\):.*/\\1/p' \"$DPKG_ROOT/etc/\(file)\")"
    }
    var lines = [
      "pkgwright_owner=\(ShellWord.word(name + ":" + group))", "if [ -n \"${DPKG_ROOT:-}\" ]; then",
      "\tpkgwright_owner=\(id("passwd", name)):\(id("group", group))", "fi",
    ]
    for directory in ownedDirectories {
      let path = ShellText.installedPath(directory.path)
      let mode = String(directory.mode, radix: 8)
      lines += [
        "if [ ! -d \(path) ]; then", "\tmkdir -p \(path)", "fi",
        "if ! dpkg-statoverride --list \(ShellWord.word(directory.path)) >/dev/null && [ ! -L \(path) ]; then",
        "\tchown --no-dereference \"$pkgwright_owner\" \(path)",
        "\tchmod \(String(repeating: "0", count: max(0, 4 - mode.utf8.count)))\(mode) \(path)", "fi",
      ]
    }
    return Snippet(ShellText.when(.configured, lines))
  }

  /// postrm: deletes the account on purge, if its tools are still there.
  var removal: Snippet? {
    guard removeOnPurge else { return nil }
    let login = ShellWord.word(name)
    let group = ShellWord.word(group)
    return Snippet(
      ShellText.when(
        .purge,
        [
          "if [ -z \"${DPKG_ROOT:-}\" ] && command -v deluser >/dev/null; then",
          "\tdeluser --system --quiet \(login) >/dev/null || true",
          "\tdelgroup --system --quiet --only-if-empty \(group) >/dev/null || true", "fi",
        ]))
  }
}

extension String {
  /// A login name in a basic regular expression: of what a name may hold only a final `$` has a meaning there.
  fileprivate var replacingDollar: String {
    hasSuffix("$") ? dropLast() + #"\$"# : self
  }
}
