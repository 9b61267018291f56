import PackageModel

/// One path of a package with what is known of it.
package struct PackageEntry: Sendable {
  /// The kinds of entries.
  package enum Kind: Sendable, Hashable {
    case file, directory, symbolicLink, hardLink, special
  }

  /// What a regular file begins with.
  package enum Nature: Sendable {
    case other
    case elf(ELFFacts)
    /// A script with what is behind `#!`, blanks removed.
    case script(Interpreter)
    /// A gzip stream: the time in its header and its extra flags.
    case gzip(time: UInt32, extraFlags: UInt8)
    /// An `ar` archive, as static libraries are.
    case archive
  }

  /// The path without a slash at the end, bytes that are not UTF-8 replaced.
  package var path: String
  /// Whether the path is UTF-8.
  package var isUTF8: Bool
  package var kind: Kind
  /// What a symbolic link says, or the path that a hard link is another name of.
  package var target: String
  package var size: UInt64
  /// Permission bits with set-user-id, set-group-id and sticky.
  package var mode: UInt32
  package var userID: Int64
  package var groupID: Int64
  package var userName: String
  package var groupName: String
  /// Seconds since the epoch.
  package var modificationTime: Int64
  /// The content's MD5 in hexadecimal, of regular files.
  package var digest: String?
  package var nature = Nature.other
  /// The whole content, of small files that a check reads.
  package var content: [UInt8]?

  /// The last part of the path.
  package var name: String { path.lastPathPart }

  /// The path as lintian shows it: with a slash behind directories.
  package var shown: String { kind == .directory ? path + "/" : path }

  /// Whether it is a regular file, be it under a second name.
  package var isFile: Bool { kind == .file || kind == .hardLink }

  /// Whether anybody may execute it.
  package var isExecutable: Bool { mode & 0o111 != 0 }

  /// Whether it is executable for its owner, its group and others.
  var isWidelyExecutable: Bool { mode & 0o111 == 0o111 }

  /// Owner and group, by name where the archive has names.
  var identity: String {
    (userName.isEmpty ? String(userID) : userName) + "/" + (groupName.isEmpty ? String(groupID) : groupName)
  }

  /// The mode in four octal digits.
  var octalMode: String { Octal.text(mode) }

  /// The facts of an ELF file.
  package var elf: ELFFacts? { if case .elf(let facts) = nature { facts } else { nil } }

  /// The interpreter of a script.
  package var interpreter: Interpreter? { if case .script(let interpreter) = nature { interpreter } else { nil } }

  /// The content as lines, where it was kept.
  var lines: [String] { content.map(TextLines.split) ?? [] }
}

/// What is behind the `#!` of a script.
package struct Interpreter: Sendable, Hashable {
  /// The words, the program first.
  package var words: [String]

  /// The program, with its path as written; empty where nothing follows `#!`.
  package var program: String { words.first ?? "" }

  /// The program that runs, where it is started by way of `env`, else ``program``.
  package var effective: String {
    guard isEnv else { return program }
    return words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") } ?? ""
  }

  /// Whether the script is started by way of `env`.
  package var isEnv: Bool { program == "/usr/bin/env" || program == "/bin/env" }

  /// The last part of the name of what runs.
  package var name: String { effective.lastPathPart }

  /// Reads the beginning of a file; `nil` where it is no script.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x23, 0x21]) else { return nil }
    let line = bytes.dropFirst(2).prefix { $0 != ASCII.newline }
    words = String(decoding: line, as: UTF8.self).words
  }
}

/// Modes as they are shown.
enum Octal {
  /// At least four octal digits.
  static func text(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
