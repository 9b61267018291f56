import Foundation
import Testing

/// Damaged manifests and rules: a clear error or a faithful copy, never a crash, never a lost line.
@Suite struct BadManifestTests {
  /// A command, the status it has to end with and words of its complaint.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var status: Int32
    var words: [String] = []

    var testDescription: String { name }
  }

  static let refused: [Case] = [
    Case(
      name: "quotes without an end", script: "printf 'set name=a value=\"b\\n' | pkgmogrify", status: 1,
      words: ["<stdin>:1:18: error: malformed action: unfinished quoted value", "help: close the quote"]),
    Case(
      name: "quotes without an end in a rule", script: "printf '<transform file path=\"a -> drop>\\n' | pkgmogrify",
      status: 99, words: ["<stdin>:1:", "unfinished quoted value"]),
    Case(
      name: "a file that includes itself", script: "echo '<include self>' >self; pkgmogrify self", status: 1,
      words: ["self:1:10", "includes itself"]),
    Case(
      name: "files that include files without end",
      script: """
        python3 -c 'for i in range(100_000): open(f"{i}", "w").write(f"<include {i + 1}>\\n")'; pkgmogrify 0
        """, status: 1, words: ["files include files 500 deep", "included from here"]),
    Case(
      name: "an include that is nowhere", script: "echo '<include gone>' | pkgmogrify", status: 1,
      words: ["<stdin>:1:10", "gone"]),
    Case(
      name: "an include that cannot be read", script: "mkdir d; echo '<include d>' | pkgmogrify", status: 1,
      words: ["<stdin>:1:10", "Is a directory"]),
    Case(
      name: "an unknown action", script: "printf 'fiel path=a\\n' | pkgmogrify", status: 1,
      words: ["<stdin>:1:1", "did you mean \"file\"?"]),
    Case(
      name: "an output file that cannot be made", script: "echo '#' | pkgmogrify -O gone/out", status: 1,
      words: ["gone/out"]),
    Case(
      name: "a full device behind pkgmogrify", script: "echo '#' | pkgmogrify >/dev/full", status: 1,
      words: ["pkgmogrify: error: cannot write to standard output: No space left on device"]),
    Case(
      name: "a full device behind pkgfmt", script: "echo '#' | pkgfmt >/dev/full", status: 1,
      words: ["pkgfmt: error: cannot write to standard output"]),
    Case(
      name: "a full device behind a native command", script: "mkdir d; pkgwright generate d . >/dev/full", status: 1,
      words: ["pkgwright: error: cannot write to standard output"]),
    Case(
      name: "rules that double a value without end",
      script: """
        { echo 'set name=a value=0123456789'
          for _ in $(seq 40); do echo '<transform set -> set value %(value)%(value)>'; done; } | pkgmogrify
        """, status: 1, words: ["the value would be longer than 64 MiB", "in this rule"]),
    Case(
      name: "a pattern that tries without end",
      script: """
        { printf 'set name=a value=%s!\\n' "$(printf 'a%.0s' $(seq 60))"
          printf '%s\\n' '<transform set value=(?:(a|a|aa)+)+\\1$ -> drop>'; } | pkgmogrify
        """, status: 1, words: ["in this rule"]),
  ]

  @Test(arguments: refused)
  func isRefused(_ bad: Case) throws {
    let run = try CommandRun.withFolder { try CommandRun.shell(bad.script, in: $0) }
    #expect(run.status == bad.status, "\(run.complaints)")
    #expect(run.output.isEmpty)
    for word in bad.words { #expect(run.complaints.contains(word), "\(run.complaints)") }
  }

  /// Texts that both tools give back as they are.
  static let faithful: [Case] = [
    Case(name: "NUL bytes", script: #"b'set name=a\x00b value=c\x00\n#\x00\n'"#, status: 0),
    Case(name: "bytes that are not UTF-8", script: #"b'# \xff\nset name=a value=\xff\xfe\xc3\n'"#, status: 0),
    Case(name: "a comment of 1 MiB", script: #"b'#' + b'x' * 2**20 + b'\n'"#, status: 0),
    Case(
      name: "a million comments", script: #"b''.join(b'# %d\n' % n for n in range(1_000_000))"#, status: 0),
  ]

  @Test(arguments: faithful, ["pkgmogrify", "pkgfmt"])
  func isCopied(_ text: Case, tool: String) throws {
    let script = """
      python3 -c "import sys; sys.stdout.buffer.write(\(text.script))" >in; \(tool) <in >out; echo $?; cmp in out
      """
    let run = try CommandRun.withFolder { try CommandRun.shell(script, in: $0) }
    #expect(run.output == "0\n")
    #expect(run.complaints.isEmpty)
  }

  @Test func aLineOfAMebibyteKeepsItsValues() throws {
    let run = try CommandRun.withFolder {
      try CommandRun.shell(
        """
        python3 -c 'print("set name=a " + " ".join(f"value=v{n}" for n in range(150_000)))' >in
        pkgfmt <in >out; echo $?; grep -o 'value=v[0-9]*' out | sort -u | wc -l
        pkgmogrify <in | grep -o 'value=v[0-9]*' | sort -u | wc -l
        """, in: $0)
    }
    #expect(run.output == "0\n150000\n150000\n")
  }

  @Test func linesThatAreNoActionsAreKeptAndReported() throws {
    let run = try CommandRun.withFolder {
      try CommandRun.shell(
        #"printf 'file path=a\nset name=a value="b\nfiel path=c\n$(x)\nfile path=d \\' | pkgfmt"#, in: $0)
    }
    #expect(run.output.split(separator: "\n").count == 5)
    for word in ["<stdin>:2:18", "<stdin>:3:1", "<stdin>:4:", "<stdin>:5:"] { #expect(run.complaints.contains(word)) }
  }
}
