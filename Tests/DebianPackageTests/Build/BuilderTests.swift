import Foundation
import PackageModel
import Payload
import Testing

@testable import DebianPackage

@Suite struct BuilderTests {
  /// A manifest for a small service with what a package can need.
  static func manifest(_ extra: [Action] = []) throws -> (Manifest, PayloadMap) {
    var manifest = Manifest()
    var payload = PayloadMap()
    func set(_ name: ByteString, _ values: ByteString...) throws {
      try manifest.append(Action(.set, [("name", name)] + values.map { ("value", $0) }))
    }
    try set("deb.package", "echo-server")
    try set("deb.version", "1:1.0-2")
    try set("deb.architecture", "all")
    try set("deb.maintainer", "Ada Byron <ada@example.org>")
    try set("deb.depends", "libc6 (>= 2.36)", "adduser")
    try set("deb.section", "net")
    try set("pkg.summary", "echo server")
    try set("pkg.description", "It says what it hears.\n\nAnd nothing else.")
    try set("deb.field.X-Note", "kept")
    let files: [(ByteString, String, ByteString)] = [
      ("opt/echo/bin/echo", "0755", "#!/bin/sh\n"), ("etc/echo.conf", "0644", "port=7\n"),
      ("etc/init.d/echo-server", "0755", "#!/bin/sh\n"),
    ]
    for (path, mode, text) in files {
      payload[path] = .memory(text.bytes)
      var action = Action(
        .file, payload: path, [("path", path), ("mode", ByteString(mode)), ("owner", "root"), ("group", "root")])
      if path.hasPrefix("etc/init.d") { action.attributes["deb.service.enable"] = "true" }
      try manifest.append(action)
    }
    try manifest.append(Action(.link, [("path", "usr/bin/echo-server"), ("target", "../../opt/echo/bin/echo")]))
    try manifest.append(Action(.hardlink, [("path", "opt/echo/bin/also"), ("target", "echo")]))
    for action in extra { try manifest.append(action) }
    return (manifest, payload)
  }

  static func build(
    _ extra: [Action] = [], in folder: URL, change: (inout DebianBuildOptions) -> Void = { _ in }
  ) throws -> BuiltPackage {
    let (manifest, payload) = try manifest(extra)
    var options = DebianBuildOptions(output: .directory(ByteString(folder.path)))
    options.sourceDateEpoch = 1_700_000_000
    change(&options)
    return try DebianPackageBuilder(manifest: manifest, payload: payload, options: options).build()
  }

  @Test func dpkgReadsWhatWasSaid() throws {
    try RealTools.withFolder { folder in
      let built = try Self.build(in: folder)
      #expect(built.path.text == folder.path + "/echo-server_1.0-2_all.deb")
      #expect(built.conffiles == ["/etc/echo.conf", "/etc/init.d/echo-server"])
      let fields = try RealTools.run(["dpkg-deb", "-f", built.path.text]).output
      #expect(
        fields == """
          Package: echo-server
          Version: 1:1.0-2
          Architecture: all
          Maintainer: Ada Byron <ada@example.org>
          Installed-Size: 19
          Depends: libc6 (>= 2.36), adduser
          Section: net
          Priority: optional
          Description: echo server
           It says what it hears.
           .
           And nothing else.
          X-Note: kept

          """)
      let contents = try RealTools.run(["dpkg-deb", "-c", built.path.text]).output
      let names = contents.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst(5).first }
      #expect(
        names == [
          "./", "./etc/", "./etc/echo.conf", "./etc/init.d/", "./etc/init.d/echo-server", "./opt/", "./opt/echo/",
          "./opt/echo/bin/", "./opt/echo/bin/also", "./opt/echo/bin/echo", "./usr/", "./usr/bin/",
          "./usr/bin/echo-server",
        ])
    }
  }

  @Test func theInstalledSizeIsDpkgGencontrols() throws {
    try RealTools.withFolder { folder in
      let built = try Self.build(in: folder)
      let tree = folder.appendingPathComponent("debian/tmp")
      try FileManager.default.createDirectory(at: tree, withIntermediateDirectories: true)
      _ = try RealTools.run(["dpkg-deb", "-R", built.path.text, tree.path])
      try FileManager.default.removeItem(at: tree.appendingPathComponent("DEBIAN/control"))
      try "Source: x\nMaintainer: A <a@example.org>\n\nPackage: echo-server\nArchitecture: all\nDescription: x\n"
        .write(to: folder.appendingPathComponent("debian/control"), atomically: false, encoding: .utf8)
      try "x (1) unstable; urgency=low\n\n  * x\n\n -- A <a@example.org>  Thu, 01 Jan 2015 00:00:00 +0000\n"
        .write(to: folder.appendingPathComponent("debian/changelog"), atomically: false, encoding: .utf8)
      let judge = try RealTools.run(["dpkg-gencontrol", "-O"], in: folder).output
      let line = judge.split(separator: "\n").first { $0.hasPrefix("Installed-Size: ") }
      #expect(line == "Installed-Size: \(built.installedSize ?? "")")
    }
  }

  @Test func theSumsAreRightAndLeaveConffilesOut() throws {
    try RealTools.withFolder { folder in
      let built = try Self.build(in: folder)
      _ = try RealTools.run(["dpkg-deb", "-R", built.path.text, "tree"], in: folder)
      let check = try RealTools.run(
        ["md5sum", "--check", "--strict", "DEBIAN/md5sums"], in: folder.appendingPathComponent("tree"))
      #expect(check.status == 0)
      #expect(check.output == "opt/echo/bin/also: OK\nopt/echo/bin/echo: OK\n")
    }
  }

  @Test(arguments: [
    (Action(.file, payload: "nowhere", [("path", "opt/x"), ("mode", "0644")]), "no content is known"),
    (Action(.file, payload: "etc/echo.conf", [("path", "etc/echo.conf/below"), ("mode", "0644")]), "not a directory"),
    (Action(.file, payload: "etc/echo.conf", [("path", "etc/echo.conf"), ("mode", "0600")]), "delivered twice"),
    (Action(.file, payload: "etc/echo.conf", [("path", "../x"), ("mode", "0644")]), "leaves the package"),
    (Action(.file, payload: "etc/echo.conf", [("path", "a\nb"), ("mode", "0644")]), "newline"),
    (Action(.file, payload: "etc/echo.conf", [("path", "x"), ("mode", "rw")]), "octal"),
    (Action(.file, payload: "etc/echo.conf", [("path", "x")]), "no mode"),
    (Action(.hardlink, [("path", "x"), ("target", "y")]), "not in the package"),
    (Action(.set, [("name", "deb.conffiles"), ("value", "explicit")]), ""),
    (Action(.file, payload: "etc/echo.conf", [("path", "DEBIAN/triggers"), ("mode", "0644")]), "trigger"),
    (Action(.file, payload: "etc/echo.conf", [("path", "DEBIAN/conffiles"), ("mode", "0644")]), "conffile"),
    (Action(.file, payload: "etc/echo.conf", [("path", "DEBIAN/postinst"), ("mode", "0755")]), "interpreter"),
    (Action(.user, [("username", "Bad Name"), ("group", "x")]), "Bad Name"),
  ])
  func mistakesAreErrorsAndLeaveNothing(action: Action, words: String) throws {
    try RealTools.withFolder { folder in
      do {
        _ = try Self.build([action], in: folder)
        #expect(words.isEmpty)
      } catch let error as Diagnostics {
        #expect(error.hasErrors)
        #expect(error.description.contains(words), "\(error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      }
    }
  }

  @Test func anExistingFileIsKept() throws {
    try RealTools.withFolder { folder in
      let built = try Self.build(in: folder)
      let before = try Data(contentsOf: URL(fileURLWithPath: built.path.text))
      #expect(throws: Diagnostics.self) { try Self.build(in: folder) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: built.path.text)) == before)
      _ = try Self.build(in: folder) { $0.replacesExisting = true }
    }
  }
}
