import Foundation
import Testing

/// `pkgwright fmt` and `pkgfmt` as users run them: statuses, streams, files.
@Suite struct FormattingCommandTests {
  private static let files = """
    mkdir -p m/sub m/.hidden
    printf 'file path=b\\nfile path=a\\n' >m/bad.p5m
    printf 'file path=a\\nfile path=b\\n' >m/good.p5m
    printf '<transform file -> drop>\\n' >m/sub/rules.mog
    printf 'dir path=a mode=0755' >m/sub/old.p5m.in
    cp m/bad.p5m m/.hidden/x.p5m; cp m/bad.p5m m/bad.p5m.orig; cp m/bad.p5m m/notes.txt; ln -s bad.p5m m/link.p5m

    """

  private func run(_ script: String, environment: [String: String] = [:]) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.files + script, in: $0, environment: environment) }
  }

  @Test func checkNamesWhatIsNotCanonical() throws {
    let result = try run("pkgwright fmt --check m; echo $?; pkgwright fmt --check m/good.p5m; echo $?")
    #expect(result.output == "m/bad.p5m\nm/sub/old.p5m.in\n1\n0\n")
    #expect(result.complaints.isEmpty)
  }

  @Test func writeRewritesOnlyWhatIsNotCanonical() throws {
    let result = try run(
      """
      chmod 640 m/bad.p5m; touch -d 2001-01-01 m/good.p5m
      pkgwright fmt --write m; echo $?; pkgwright fmt --check m; echo $?
      stat -c '%a %y' m/bad.p5m m/good.p5m | cut -c1-14; cat m/sub/old.p5m.in; head -1 m/.hidden/x.p5m m/bad.p5m.orig
      """)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix(4) == ["m/bad.p5m", "m/sub/old.p5m.in", "0", "0"])
    #expect(lines.contains { $0.hasPrefix("640 ") })
    #expect(lines.contains("644 2001-01-01"))
    #expect(lines.contains("dir  path=a mode=0755"))
    #expect(lines.filter { $0 == "file path=b" }.count == 2)
  }

  @Test func diffGoesFromTheOriginalToTheCanonicalText() throws {
    let result = try run("pkgwright fmt --diff m/bad.p5m m/sub/old.p5m.in; echo $?")
    #expect(
      result.output == """
        --- m/bad.p5m\t(as it is)
        +++ m/bad.p5m\t(canonical)
        @@ -1,2 +1,2 @@
        +file path=a
         file path=b
        -file path=a
        --- m/sub/old.p5m.in\t(as it is)
        +++ m/sub/old.p5m.in\t(canonical)
        @@ -1 +1 @@
        -dir path=a mode=0755
        \\ No newline at end of file
        +dir  path=a mode=0755
        1

        """)
    // The differences are what patch(1) takes.
    let patched = try run(
      "pkgwright fmt --diff m/sub/old.p5m.in >d; patch -s -p0 <d && pkgwright fmt --check m/sub/old.p5m.in && echo good"
    )
    if BuiltProgram.isInstalled("patch") { #expect(patched.output == "good\n", "\(patched.complaints)") }
  }

  @Test func oneManifestGoesToStandardOutput() throws {
    #expect(
      try run("pkgwright fmt m/bad.p5m; pkgwright fmt - <m/bad.p5m").output
        == "file path=a\nfile path=b\nfile path=a\nfile path=b\n")
    #expect(try run("pkgwright fmt --style v1 m/sub/old.p5m.in").output == "dir path=a mode=0755\n")
    let several = try run("pkgwright fmt m")
    #expect(several.status == 2)
    #expect(several.complaints.contains("--write, --check or --diff"))
  }

  @Test func mistakesAreReportedWithTheirPlaces() throws {
    let result = try run(
      "printf 'file path=b\\n  fiel path=x\\nset name=a value=\\nfile path=a\\n' >x.p5m; pkgwright fmt --write x.p5m; echo $?; cat x.p5m"
    )
    #expect(result.output == "x.p5m\n1\nfiel path=x\nset name=a value=\nfile path=a\nfile path=b\n")
    #expect(
      result.complaints == """
        x.p5m:2:3: error: unknown action type 'fiel'
              fiel path=x
              ^
            help: did you mean "file"?
        x.p5m:3:18: error: malformed action: missing value
            set name=a value=
                             ^
            help: write NAME=VALUE; an empty value is written NAME=""

        """)
  }

  @Test func whatCannotBeReadIsAnError() throws {
    let result = try run(
      "pkgwright fmt --check m/good.p5m gone.p5m m/bad.p5m; echo $?; mkdir e; pkgwright fmt --check e; echo $?")
    #expect(result.output == "m/bad.p5m\n1\n1\n")
    #expect(result.complaints.contains("gone.p5m"))
    #expect(result.complaints.contains("no manifests in e"))
    for usage in ["--write -", "--check --diff m", "--style v3 m", ""] {
      #expect(try run("pkgwright fmt \(usage)").status == 2, "\(usage)")
    }
  }

  @Test func thereAreNoColoursInAPipe() throws {
    #expect(try !run("pkgwright fmt --diff m/bad.p5m", environment: ["TERM": "xterm"]).output.contains("\u{1b}"))
  }

  @Test func theDropInFollowsLinksAndKeepsModes() throws {
    let result = try run(
      "chmod 600 m/bad.p5m; pkgfmt m/link.p5m; echo $?; cat m/bad.p5m; stat -c %a m/bad.p5m; test -L m/link.p5m; echo $?"
    )
    #expect(result.output == "0\nfile path=a\nfile path=b\n600\n0\n")
  }

  @Test func theDropInStopsAtAFileThatItCannotOpen() throws {
    let result = try run(
      "cp m/bad.p5m x.p5m; pkgfmt m/bad.p5m gone x.p5m; echo $?; head -1 m/bad.p5m x.p5m | grep path")
    #expect(result.output == "1\nfile path=a\nfile path=b\n")
  }

  @Test func theDropInsUsageErrors() throws {
    let cases: [(arguments: String, status: Int32)] = [
      ("-x", 1), ("-f v9", 1), ("-c -d", 1), ("-f", 2), ("--help", 0), ("-h", 0), ("-?", 0), ("--he", 0),
      ("--unknown", 1),
    ]
    for (arguments, status) in cases {
      let result = try run("pkgfmt \(arguments) </dev/null")
      #expect(result.status == status, "\(arguments)")
      #expect(result.output.isEmpty && !result.complaints.isEmpty, "\(arguments)")
    }
  }

  @Test func nothingIsLeftBehindWhereWritingFails() throws {
    // A file system without room stands for every failure between the first byte and the rename.
    let result = try run(
      "(ulimit -f 0; trap '' XFSZ; exec pkgfmt m/bad.p5m); echo $?; ls -A m | grep -c bad; head -1 m/bad.p5m")
    #expect(result.output == "1\n2\nfile path=b\n")
  }
}
