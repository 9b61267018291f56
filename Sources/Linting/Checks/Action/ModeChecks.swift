import PackageModel

extension ActionChecks {
  static let unusualMode = Check(
    "pkglint.action002", method: "unusual_perms", family: .action,
    summary: "Paths should not have unusual permissions.",
    messages: [
      .init(
        ".1", .warning, "nobody may enter a directory",
        remedy: "give search permission to those who may read the directory, as in mode=0755"),
      .init(".2", .error, "the mode is no octal number, or zero", remedy: "write the mode as in mode=0644"),
      .init(".3", .error, "the mode has fewer than three digits", remedy: "write the mode as in mode=0644"),
      .init(
        ".4", .warning, "others may do more than the group or the owner",
        remedy: "let the digits of the mode not grow from left to right, or suppress the message where it is meant"),
    ],
    explanation: """
      Looked at are the last three digits of the mode: those for the owner, the group and everybody else. Each group of \
      people usually may do no more than the one before. A directory without any execute bit cannot be entered.
      """,
    wrong: """
      dir path=opt/demo owner=root group=bin mode=0644
      file path=opt/demo/notes owner=root group=bin mode=0446
      """,
    right: """
      dir path=opt/demo owner=root group=bin mode=0755
      file path=opt/demo/notes owner=root group=bin mode=0644
      """,
    body: .action(everyKind) { (action, session) throws(CheckFailure) in try checkMode(of: action, session) })

  private static func checkMode(of action: LintAction, _ session: CheckSession) throws(CheckFailure) {
    let kind = action.kind
    guard let nothingToSay = action.withFirst(.mode, { isUsual($0, of: kind) }),
      !nothingToSay || action.isList(.mode) || !action.has(.path), let entry = action.entry(.mode)
    else { return }
    guard let path = action.entry(.path) else { throw CheckFailure("'path'") }
    guard !entry.isList else { throw CheckFailure("int() can't convert non-string with explicit base") }
    checkMode(entry.values[0], of: PythonForm.value(path), action, session)
  }

  /// Whether a mode is one of four octal digits that nothing can be said about.
  private static func isUsual(_ mode: Span<UInt8>, of kind: ActionKind) -> Bool {
    guard mode.count == 4 else { return false }
    for index in mode.indices where mode[index] < ASCII.zero || mode[index] > 0x37 { return false }
    guard mode[1] >= mode[2], mode[2] >= mode[3], mode[1] > ASCII.zero else { return false }
    return kind != .dir || mode[1] & 1 == 1
  }

  private static func checkMode(_ text: ByteString, of path: String, _ action: LintAction, _ session: CheckSession) {
    let package = session.package.name
    let mode = PythonForm.integer(text, base: 8).map { $0 & 0o7777 } ?? 0
    if action.kind == .dir, mode != 0, mode & 0o111 == 0 {
      session.report(
        ".1",
        "directory action for \(path) delivered in \(package) with mode=\(text) that has no executable bits",
        attribute: "mode")
    }
    if mode == 0 {
      session.report(
        ".2", "broken mode mode=\(text) delivered in action for \(path) in \(package)", attribute: "mode")
    }
    let digits = text.text.unicodeScalars.suffix(3).map(\.value)
    guard digits.count == 3 else {
      session.report(".3", "mode=\(text) is too short in action for \(path) in \(package)", attribute: "mode")
      return
    }
    if digits[2] > digits[1] || digits[1] > digits[0] {
      session.report(
        ".4", "unusual mode mode=\(text) delivered in action for \(path) in \(package)", attribute: "mode")
    }
  }

  static let programBits = Check(
    "pkglint.action014", method: "arch64", family: .action, summary: "non-library ELF files should be 64-bit",
    messages: [
      .init(
        ".1", .warning, "a program is not for 64-bit processors", remedy: "build the program for 64-bit processors"),
      .init(
        ".2", .error, "the same, where `report_errors` asks for errors",
        remedy: "build the program for 64-bit processors"),
    ],
    explanation: """
      Programs should be 64-bit; libraries may come in both widths. A file is a library when its name ends in `.so` and \
      perhaps a version. The parameter `pkglint.action014.report_errors`, set to `true` in the configuration or as \
      `pkg.lint.pkglint.action014.report_errors` on the action or the package, makes the message an error.
      """,
    wrong: "file path=usr/bin/demo owner=root group=bin mode=0555 elfarch=i386 elfbits=32",
    right: "file path=usr/bin/demo owner=root group=bin mode=0555 elfarch=i386 elfbits=64",
    body: .action([.file]) { action, session in
      guard let bits = action.entry(.elfbits), bits.isList || bits.values[0] != "64",
        let path = action.first(.path), !isLibrary(path)
      else { return }
      let wantsErrors = session.settings.parameter(
        "pkglint.action014.report_errors", action: action, package: session.package)
      session.report(
        wantsErrors?.lowercased() == "true" ? ".2" : ".1",
        "\(PythonForm.value(bits))-bit object delivered for \(path) in \(session.package.name).", attribute: "elfbits")
    })

  /// Whether a name ends in `.so`, perhaps with a version behind it.
  private static func isLibrary(_ path: ByteString) -> Bool {
    var rest = path.bytes[...]
    while let last = rest.last, ASCII.isDigit(last) || last == ASCII.dot { rest = rest.dropLast() }
    return ByteString(rest).hasSuffix(".so")
  }

  static let userName = Check(
    "pkglint.action010", method: "username_format", family: .action, summary: "User names should be valid.",
    messages: [
      .init(".1", .error, "the name has more than 32 characters", remedy: "choose a shorter name"),
      .init(".2", .warning, "the name does not begin with a lower-case letter", remedy: "begin the name with a to z"),
      .init(
        ".3", .warning, "the name has characters that some programs do not expect",
        remedy: "use letters, digits, dots, underscores and hyphens, and begin with a to z"),
      .init(".4", .error, "the name is empty", remedy: "give the user a name"),
    ],
    explanation: """
      Many programs only work with user names of up to 32 letters, digits, dots, underscores and hyphens that begin with a \
      lower-case letter; see passwd(5).
      """,
    wrong: "user username=Demo+User group=other",
    right: "user username=demo-user group=other",
    body: .action([.user]) { action, session in
      guard let name = action.first(.username) else { return }
      let package = session.package.name
      guard !name.isEmpty else {
        session.report(".4", "username attribute value must be set in \(package)", attribute: "username")
        return
      }
      if name.text.unicodeScalars.count > 32 {
        session.report(".1", "Username \(name) in \(package) > 32 chars", attribute: "username")
      }
      let beginsWell = ASCII.isLower(name.bytes[0])
      if !beginsWell {
        session.report(
          ".2", "Username \(name) in \(package) does not have an initial lower-case alphabetical character",
          attribute: "username")
      }
      if !beginsWell || !name.bytes.allSatisfy({ ASCII.isAlphanumeric($0) || "._-".utf8.contains($0) }) {
        session.report(
          ".3", "Username \(name) in \(package) is discouraged - see passwd(5)", attribute: "username")
      }
    })
}
