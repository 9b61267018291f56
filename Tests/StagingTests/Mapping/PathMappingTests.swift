import Glibc
import PackageModel
import Staging
import Testing

/// The rules of fpm's arguments, one row each; the recorded cases of the reference judge whole packages.
@Suite struct PathMappingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var make: @Sendable (TemporaryTree) throws -> Void
    var inputs: [String]
    var expected: [String]
    var directory: String?
    var prefix: String?
    var excludes: [String] = []
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "a relative directory keeps its path, directories above are implied",
      make: { try $0.directory("srv", 0o700).file("srv/www/a").file("srv/other") }, inputs: ["srv/www"],
      expected: ["755 srv/", "755 srv/www/", "644 srv/www/a"]),
    Row(
      name: "a single file keeps its path", make: { try $0.file("usr/bin/one", "1", 0o755) }, inputs: ["usr/bin/one"],
      expected: ["755 usr/", "755 usr/bin/", "755 usr/bin/one"]),
    Row(
      name: "a leading dot is no part of the path", make: { try $0.file("opt/x").file("b/c") },
      inputs: ["./opt", "./b/c"], expected: ["755 b/", "644 b/c", "755 opt/", "644 opt/x"]),
    Row(
      name: "the starting directory itself", make: { try $0.file("t/.h").file("t/.d/.x") }, inputs: ["."],
      expected: ["755 .d/", "644 .d/.x", "644 .h"], directory: "t"),
    Row(
      name: "contents with a slash", make: { try $0.file("src/app/bin/x", "1", 0o755) }, inputs: ["src/app/=/opt/dst"],
      expected: ["755 opt/", "755 opt/dst/", "755 opt/dst/bin/", "755 opt/dst/bin/x"]),
    Row(
      name: "a directory goes below the destination", make: { try $0.file("src/app/y") }, inputs: ["src/app=/opt"],
      expected: ["755 opt/", "755 opt/app/", "644 opt/app/y"]),
    Row(
      name: "contents of the starting directory", make: { try $0.file("t/etc/y") }, inputs: ["./=/"],
      expected: ["755 etc/", "644 etc/y"], directory: "t"),
    Row(
      name: "contents below the starting directory", make: { try $0.file("t/d/y") }, inputs: ["d/=/srv"],
      expected: ["755 srv/", "644 srv/y"], directory: "t"),
    Row(
      name: "a file is renamed", make: { try $0.file("a/b/c", "1", 0o600) }, inputs: ["a/b/c=/name"],
      expected: ["600 name"]),
    Row(
      name: "a file goes into a destination with a slash", make: { try $0.file("build/tool", "1", 0o755) },
      inputs: ["build/tool=/usr/bin/"], expected: ["755 usr/", "755 usr/bin/", "755 usr/bin/tool"]),
    Row(
      name: "a file goes into a directory packaged before", make: { try $0.file("t/opt/app/x").file("extra") },
      inputs: ["t/opt=/", "extra=/opt/app"],
      expected: ["755 opt/", "755 opt/app/", "644 opt/app/extra", "644 opt/app/x"]),
    Row(
      name: "a later file replaces an earlier one", make: { try $0.file("a/f", "1", 0o600).file("b/f", "2", 0o755) },
      inputs: ["a/f=/opt/f", "b/f=/opt/f"], expected: ["755 opt/", "755 opt/f"]),
    Row(
      name: "a later directory gives its mode", make: { try $0.file("a/f").file("b/g").directory("b", 0o750) },
      inputs: ["a/=/opt", "b/=/opt"], expected: ["750 opt/", "644 opt/f", "644 opt/g"]),
    Row(
      name: "a destination may hold equals signs", make: { try $0.file("tool") }, inputs: ["tool=/opt/a=b/c=d"],
      expected: ["755 opt/", "755 opt/a=b/", "644 opt/a=b/c=d"]),
    Row(
      name: "an existing name with an equals sign is no mapping", make: { try $0.file("opt/k=v").file("opt/k") },
      inputs: ["opt/k=v"], expected: ["755 opt/", "644 opt/k=v"]),
    Row(
      name: "an existing name is looked for below the starting directory", make: { try $0.file("t/k=v").file("k") },
      inputs: ["k=v"], expected: ["644 k=v"], directory: "t"),
    Row(
      name: "an equals sign at the end is no mapping", make: { try $0.file("a=") }, inputs: ["a="], expected: ["644 a="]
    ),
    Row(
      name: "one file in two places is two files", make: { try $0.file("x") }, inputs: ["x=/usr/a", "x=/opt/b/"],
      expected: ["755 opt/", "755 opt/b/", "644 opt/b/x", "755 usr/", "644 usr/a"]),
    Row(
      name: "a link goes into a directory", make: { _ = $0.link("l", to: "../lib/x") }, inputs: ["l=/usr/bin/"],
      expected: ["755 usr/", "755 usr/bin/", "usr/bin/l -> ../lib/x"]),
    Row(
      name: "a link is renamed, not followed", make: { _ = try $0.file("real/x").link("l", to: "real") },
      inputs: ["l=/opt/app"], expected: ["755 opt/", "opt/app -> real"]),
    Row(
      name: "a link with a slash is followed", make: { _ = try $0.file("real/x").link("l", to: "real") },
      inputs: ["l/=/opt/app"], expected: ["755 opt/", "755 opt/app/", "644 opt/app/x"]),
    Row(
      name: "an empty directory keeps its mode", make: { try $0.directory("v/app", 0o700) },
      inputs: ["v/app/=/var/app/"],
      expected: ["755 var/", "700 var/app/"]),
    Row(
      name: "a FIFO goes below the destination", make: { _ = mkfifo($0.path + "/p", 0o600) }, inputs: ["p=/run"],
      expected: ["755 run/", "600 run/p|"]),
    Row(
      name: "the prefix is put before everything", make: { try $0.file("tool").file("d/x") },
      inputs: ["tool=/bin/tool", "d/=/data", "d=/more", "d"],
      expected: [
        "755 opt/", "755 opt/app/", "755 opt/app/bin/", "644 opt/app/bin/tool", "755 opt/app/d/", "644 opt/app/d/x",
        "755 opt/app/data/", "644 opt/app/data/x", "755 opt/app/more/", "755 opt/app/more/d/", "644 opt/app/more/d/x",
      ], prefix: "opt//app/"),
    Row(
      name: "what goes through a link lands where it leads",
      make: { _ = try $0.file("t/usr/lib/a").link("t/lib", to: "usr/lib").file("b") },
      inputs: ["t/=/", "b=/lib/b", "b=/lib/sub/b"],
      expected: ["lib -> usr/lib", "755 usr/", "755 usr/lib/", "644 usr/lib/a", "644 usr/lib/b"],
      excludes: ["usr/lib/sub"]),
    Row(
      name: "excludes: a star crosses slashes", make: { try $0.file("top.conf").file("a/b/deep.conf").file("a/k") },
      inputs: ["."], expected: ["755 a/", "755 a/b/", "644 a/k"], excludes: ["*.conf"]),
    Row(
      name: "excludes: a directory goes with all below it",
      make: { try $0.file("a/x").file("a/y/z").file("a-b/f").file("a.c") }, inputs: ["."],
      expected: ["755 a-b/", "644 a-b/f", "644 a.c"], excludes: ["a"]),
    Row(
      name: "excludes: several directories whose names begin alike",
      make: { try $0.file("a/x").file("a-b/f").file("k") }, inputs: ["."], expected: ["644 k"], excludes: ["a", "a-b"]),
    Row(
      name: "excludes: relative to the prefix", make: { try $0.file("t/bin/x").file("t/bin/y") }, inputs: ["."],
      expected: ["755 opt/", "755 opt/bin/", "644 opt/bin/y"], directory: "t", prefix: "/opt",
      excludes: ["bin/x", "opt/bin/y"]),
    Row(
      name: "excludes: relative to the package, not to the source", make: { try $0.file("src/x").file("src/y") },
      inputs: ["src/=/opt"], expected: ["755 opt/", "644 opt/x"], excludes: ["src/x", "opt/y"]),
    Row(
      name: "excludes: leading dots at the top are protected", make: { try $0.file(".git/c").file("a/.git/c") },
      inputs: ["."], expected: ["755 .git/", "644 .git/c", "755 a/"], excludes: ["*git"]),
  ]

  @Test(arguments: rows) func maps(_ row: Row) throws {
    let tree = TemporaryTree()
    try row.make(tree)
    var request = StagingRequest(inputs: row.inputs.map { .argument(ByteString($0)) })
    request.directory = row.directory.map { tree.at($0) } ?? tree.bytes
    request.prefix = row.prefix.map { ByteString($0) }
    request.excludes = row.excludes.map { ByteString($0) }
    #expect(try request.stage().lines == row.expected)
  }

  @Test func laterContentWins() throws {
    let tree = try TemporaryTree().file("a/f", "first").file("b/f", "second")
    var request = StagingRequest(inputs: [.argument("a/f=/f"), .argument("b/f=/f")])
    request.directory = tree.bytes
    #expect(try request.stage().text("f") == "second")
  }

  @Test func absolutePathsAreKept() throws {
    let tree = try TemporaryTree().file("t/one", "1", 0o755).file("d/x")
    let request = StagingRequest(inputs: [
      .argument(tree.at("t/one")), .argument(tree.at("d/") + "=/a"), .argument(tree.at("t/one") + "=/b"),
    ])
    let staged = try request.stage()
    #expect(staged.entry(at: ByteString(tree.path.dropFirst() + "/t/one"))?.permissions == 0o755)
    #expect(staged.lines.filter { $0.hasSuffix("a/x") || $0 == "755 b" } == ["644 a/x", "755 b"])
  }

  @Test(arguments: [
    (["nothere"], "nothere does not exist"), (["a=", "x"], "a= does not exist"), (["gone=/x"], "gone does not exist"),
    (["../f"], "leads out of the package"), (["f=/../../x"], "f leads out of the package"),
    (["f=/a", "f=/a/b"], "nothing can go below a"), (["d=/x", "f=/x/d/y", "d/=/x/d/y"], "x/d/y is a file"),
    (["d=/", "t/=/"], "d is a directory in the package already"), (["f/=/x"], "f/ does not exist"),
    (["dead=/l", "f=/l/x"], "nothing can go through l"), (["loop=/loop", "f=/loop/x"], "nothing can go through loop"),
    (["s"], "s is a socket"),
  ])
  func refuses(_ inputs: [String], _ message: String) throws {
    let tree = try TemporaryTree().file("f").file("d/x").file("t/d").link("dead", to: "gone").link("loop", to: "loop")
    let listener = UnixSocket(tree.path + "/s")
    defer { listener.close() }
    var request = StagingRequest(inputs: inputs.map { .argument(ByteString($0)) })
    request.directory = tree.bytes
    let error = #expect(throws: StagingError.self) { try request.stage() }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func missingStartingDirectory() {
    var request = StagingRequest(inputs: [.argument(".")])
    request.directory = "/nonexistent/directory"
    #expect(throws: StagingError.missingDirectory("/nonexistent/directory")) { try request.stage() }
  }

  @Test func rules() throws {
    let tree = try TemporaryTree().file("etc/app/a.conf").file("usr/bin/x", "1", 0o755).link("usr/bin/l", to: "x")
    var request = StagingRequest(inputs: [.argument(".")])
    request.directory = tree.bytes
    request.modeRules = [
      try ModeRule(parsing: "/etc/*=0640"), try ModeRule(parsing: "*=750"), try ModeRule(parsing: "etc/*.conf=0600"),
    ]
    request.ownerRules = [
      try OwnerRule(parsing: "etc/app*=app:adm"), try OwnerRule(parsing: "usr/bin/x=:1000"),
      try OwnerRule(parsing: "none*=a:b"),
    ]
    let staged = try request.stage()
    #expect(
      staged.lines == [
        "750 etc/", "750 etc/app/", "600 etc/app/a.conf", "750 usr/", "750 usr/bin/", "usr/bin/l -> x", "750 usr/bin/x",
      ])
    #expect(staged.entry(at: "etc/app/a.conf")?.owner == .init(name: "app"))
    #expect(staged.entry(at: "etc/app/a.conf")?.group == .init(name: "adm"))
    #expect(staged.entry(at: "usr/bin/x")?.owner == .root)
    #expect(staged.entry(at: "usr/bin/x")?.group == .init(id: 1000))
    #expect(staged.unmatchedRules == ["none*"])
  }

  @Test(arguments: ["x", "=0644", "x=9", "x=64", "x=0648", "x=rw", "x=010000", "x=", "x=644444"])
  func badModeRules(_ text: String) {
    #expect(throws: StagingError.self) { try ModeRule(parsing: ByteString(text)) }
  }

  @Test(arguments: ["x", "=a:b", "x=", "x=:", "x=a:b:c", "x=4294967295", "x=a b"])
  func badOwnerRules(_ text: String) {
    #expect(throws: StagingError.self) { try OwnerRule(parsing: ByteString(text)) }
  }
}
