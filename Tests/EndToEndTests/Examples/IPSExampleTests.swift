import Foundation
import Testing

/// The examples of IPS packages, made as their read-me files say.
@Suite(.enabled(if: BuiltProgram.isInstalled("make"))) struct IPSExampleTests {
  private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("examples")

  /// Copies an example and runs a script in it.
  private func run(_ script: String, in example: String) throws -> CommandRun {
    try CommandRun.withFolder { folder in
      let copy = folder.appendingPathComponent(example)
      try FileManager.default.copyItem(at: Self.examples.appendingPathComponent(example), to: copy)
      return try CommandRun.shell(script, in: copy)
    }
  }

  @Test func helloWorld() throws {
    let result = try run(
      "make -s manifest && grep -v '^#' hello-world.p5m.2 && pkgfmt -c hello-world.p5m.2", in: "hello-world-ips")
    #expect(result.status == 0, "\(result.complaints)")
    #expect(
      result.output == """
        set name=pkg.fmri value=example/hello-world@1.0.0,5.11-0
        set name=pkg.summary value="Hello, world"
        set name=pkg.description \\
            value="Prints a greeting, to show how a package is made."
        set name=info.classification \\
            value="org.opensolaris.category.2008:Applications/System Utilities"
        set name=variant.arch value=i386
        file usr/bin/hello path=usr/bin/hello owner=root group=bin mode=0555

        """)
  }

  @Test func theReadMeShowsTheManifest() throws {
    let text = try String(
      contentsOf: Self.examples.appendingPathComponent("hello-world-ips/README.md"), encoding: .utf8)
    let manifest = try run("make -s manifest && grep -v '^#' hello-world.p5m.2", in: "hello-world-ips").output
    let indented = manifest.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    #expect(text.contains(indented))
  }

  @Test func smfService() throws {
    let result = try run(
      "make -s manifest VERSION=1.2.0 && pkgfmt -u <echo-server.p5m.2 | grep -v '^#'", in: "smf-service")
    #expect(result.status == 0, "\(result.complaints)")
    let description = "lib/svc/manifest/network/echo-server.xml"
    let server = "opt/example/echo-server/bin/echo-server"
    #expect(
      result.output.split(separator: "\n").map(String.init) == [
        "set name=pkg.fmri value=example/echo-server@1.2.0,5.11-0",
        "set name=pkg.summary value=\"Echo server\"",
        "set name=pkg.description value=\"Sends back every line it gets. The service is network/echo-server.\"",
        "set name=info.classification value=org.opensolaris.category.2008:System/Services",
        "set name=org.opensolaris.smf.fmri value=svc:/network/echo-server value=svc:/network/echo-server:default",
        "set name=variant.arch value=i386",
        "file \(description) path=\(description) owner=root group=sys mode=0444 "
          + "restart_fmri=svc:/system/manifest-import:default",
        "file lib/svc/method/echo-server path=lib/svc/method/echo-server owner=root group=bin mode=0555",
        "dir  path=opt/example owner=root group=bin mode=0755",
        "dir  path=opt/example/echo-server owner=root group=bin mode=0755",
        "dir  path=opt/example/echo-server/bin owner=root group=bin mode=0755",
        "file \(server) path=\(server) owner=root group=bin mode=0555",
        "license LICENSE license=Apache-2.0",
        "depend type=require fmri=runtime/perl",
      ])
  }

  @Test(arguments: ["hello-world-ips", "smf-service"])
  func publishing(_ example: String) throws {
    let depot = try RunningDepot()
    let result = try run("make -s publish PKGSRVR=\(depot.url) && pkgrepo list -H -s \(depot.url) | wc -l", in: example)
    #expect(result.output.hasPrefix("PUBLISHED\npkg://test/example/"), "\(result.complaints)")
    #expect(result.output.hasSuffix("\n1\n"))
    let onDisk = try run(
      "make -s repository && make -s publish PKGSRVR=repository && pkgrepo list -H -s repository | wc -l", in: example)
    #expect(onDisk.output.hasSuffix("PUBLISHED\n1\n"), "\(onDisk.complaints)")
  }

  @Test func aBrokenRuleStopsThePipeline() throws {
    let result = try run(
      "echo '<transform file -> frob>' >>transform.mog; make -s manifest; echo $?; ls *.p5m.2", in: "hello-world-ips")
    #expect(result.output == "2\n")
  }
}
