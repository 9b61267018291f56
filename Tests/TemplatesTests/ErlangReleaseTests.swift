import Foundation
import Testing

@testable import Templates

@Suite(
  "An Erlang release below its init script", .serialized,
  .enabled(if: isRoot && FileManager.default.isExecutableFile(atPath: "/usr/bin/erlc")))
struct ErlangReleaseTests {
  @Test("Built, started, used and stopped", arguments: [[], ["--without-rebar3"]])
  func life(options: [String]) throws {
    let sandbox = try ServiceSandbox()
    let example = ExampleTests.example.deletingLastPathComponent()
    for name in ["src", "config", "rel", "rebar.config", "build-package"] {
      try sandbox.files.copyItem(
        atPath: example.appendingPathComponent(name).path, toPath: "\(sandbox.root)/\(name)")
    }
    // Two releases of one name cannot live on one machine.
    let port = 20_000 + Int.random(in: 0..<20_000)
    let node = "echo_server_\(port)"
    try sandbox.write("config/vm.args", "-sname \(node)\n-setcookie \(node)\n", mode: 0o644)
    try sandbox.write(
      "config/sys.config", "[{echo_server, [{port, 1}]}, \"\(sandbox.root)/echo_server.config\"].\n", mode: 0o644)
    try sandbox.write("echo_server.config", "[{echo_server, [{port, \(port)}]}].\n", mode: 0o644)

    let build = try sandbox.run("/bin/sh", ["\(sandbox.root)/build-package", "--release-only"] + options)
    try #require(build.status == 0, "\(build.output)")

    let text = try Template.sysvInit.render([
      "name": "echo_server", "kind": "release", "user": "nobody", "group": "nogroup", "ready-command": "ping",
      "program": "\(sandbox.root)/_rel/echo_server/bin/echo_server", "home": "\(sandbox.root)/home",
      "log-directory": "\(sandbox.root)/log",
    ])
    try sandbox.write(
      "init", text.replacingOccurrences(of: "/run/echo_server", with: "\(sandbox.root)/run/echo_server"))
    let script = "\(sandbox.root)/init"
    defer { _ = try? sandbox.run("/bin/sh", [script, "stop"]) }
    let start = try sandbox.run("/bin/sh", [script, "start"])
    try #require(start.status == 0, "\(start.output)\(sandbox.read("log/echo_server.log"))")
    let first = sandbox.pid(in: "run/echo_server.pid")

    let talk = "exec 3<>/dev/tcp/127.0.0.1/\(port) && echo 'hello there' >&3 && read -r line <&3 && echo \"$line\""
    let echoes = { (try? sandbox.run("/bin/bash", ["-c", talk]).output) == "hello there\n" }
    #expect(sandbox.eventually(echoes), "\(sandbox.read("log/echo_server.log"))")
    #expect(try sandbox.run("/bin/sh", [script, "restart"]).status == 0)
    #expect(sandbox.pid(in: "run/echo_server.pid") != first && !sandbox.isAlive(first))
    #expect(sandbox.eventually(echoes))
    #expect(try sandbox.run("/bin/sh", [script, "status"]).status == 0)
    #expect(try sandbox.run("/bin/sh", [script, "stop"]).status == 0)
    #expect(try sandbox.run("/bin/sh", [script, "status"]).status == 3)
    #expect(try sandbox.run("/bin/bash", ["-c", talk]).status != 0)
  }
}
