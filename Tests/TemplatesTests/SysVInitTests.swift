import Foundation
import Testing

@testable import Templates

@Suite("The init script at work")
struct SysVInitTests {
  static let daemon = """
    #!/bin/sh
    echo "started $* as $(id -un):$(id -gn) in $PWD with $HOME, $(ulimit -n) files and $GREETING"
    trap 'echo reloaded' HUP
    trap 'exit 0' TERM
    while :; do sleep 0.05; done

    """

  /// Behaves like a release's start script: the command for the foreground becomes the virtual machine.
  static let release = """
    #!/bin/sh
    here=${0%/*}
    echo "$1 as $(id -un):$(id -gn)" >>"$RUNNER_LOG_DIR/commands.log"
    case "$1" in
    foreground)
    	echo "started as $(id -un):$(id -gn) in $PWD with $HOME, $(ulimit -n) files and $GREETING"
    	[ -e "$here/fails-at-start" ] && exit 4
    	[ -e "$here/ignores-stop" ] && trap '' TERM
    	exec sleep 600
    	;;
    ping) [ ! -e "$here/is-never-ready" ] ;;
    stop) ;;
    *) exit 9 ;;
    esac

    """

  static let values: [String: TemplateValues] = [
    "daemon": ["arguments": "--listen 1.2.3.4", "reload-signal": "HUP", "description": "the tester's daemon"],
    "release": ["kind": "release", "start-seconds": "1"],
    "release with commands": ["kind": "release", "ready-command": "ping", "stop-command": "stop"],
  ]

  private func sandbox(_ kind: String, _ values: TemplateValues? = nil) throws -> ServiceSandbox {
    let sandbox = try ServiceSandbox()
    try sandbox.write("bin/svc", kind == "daemon" ? Self.daemon : Self.release)
    try sandbox.render(.sysvInit, try #require(values ?? Self.values[kind]), as: "init")
    return sandbox
  }

  @Test("Its syntax is right for every shell", arguments: ["dash", "bash", "busybox"])
  func syntax(shell: String) throws {
    let path = ["/bin/", "/usr/bin/"].map { $0 + shell }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let path else { return }
    for kind in Self.values.keys {
      let sandbox = try sandbox(kind)
      let result = try sandbox.run(path, (shell == "busybox" ? ["sh"] : []) + ["-n", "\(sandbox.root)/init"])
      #expect(result.status == 0 && result.output == "", "\(result.output)")
    }
  }

  @Test(
    "Start, start again, status, restart, stop, stop again", .enabled(if: isRoot),
    arguments: ["daemon", "release", "release with commands"],
    ["dash", "bash"])
  func life(kind: String, shell: String) throws {
    let sandbox = try sandbox(kind)
    let pidFile = "run/svc.pid"
    try sandbox.write("etc/default/svc", "OPEN_FILES=333\nGREETING='hello you'\n", mode: 0o644)
    let script = "\(sandbox.root)/init"
    func call(_ action: String) throws -> Int32 {
      let result = try sandbox.run("/usr/bin/" + shell, [script, action])
      if result.status != 0 { print("\(action): \(result.output)") }
      return result.status
    }
    #expect(try call("status") == 3)
    #expect(try call("stop") == 0)
    #expect(try call("try-restart") == 0)
    #expect(try call("status") == 3)

    #expect(try call("start") == 0)
    let first = sandbox.pid(in: pidFile)
    #expect(sandbox.isAlive(first))
    #expect(try call("status") == 0)
    #expect(try call("start") == 0)
    #expect(sandbox.pid(in: pidFile) == first)

    #expect(sandbox.eventually { sandbox.read("var/log/svc/svc.log").hasSuffix("hello you\n") })
    let log = sandbox.read("var/log/svc/svc.log")
    #expect(log.contains("as nobody:nogroup"))
    #expect(log.contains("with \(sandbox.root)/var/lib/svc,"))
    #expect(log.contains("333 files and hello you"))
    if kind == "daemon" { #expect(log.hasPrefix("started --listen 1.2.3.4 as")) }
    for directory in ["var/lib/svc", "var/log/svc", "run/svc"] {
      let attributes = try sandbox.files.attributesOfItem(atPath: "\(sandbox.root)/\(directory)")
      #expect(attributes[.ownerAccountName] as? String == "nobody")
      #expect(attributes[.posixPermissions] as? Int == 0o750)
    }

    #expect(try call("restart") == 0)
    let second = sandbox.pid(in: pidFile)
    #expect(second != first && !sandbox.isAlive(first) && sandbox.isAlive(second))
    #expect(try call("try-restart") == 0)
    let third = sandbox.pid(in: pidFile)
    #expect(third != second && sandbox.isAlive(third))
    #expect(try call("force-reload") == 0)
    let fourth = sandbox.pid(in: pidFile)
    #expect(fourth != third && sandbox.isAlive(fourth))

    if kind == "daemon" {
      #expect(try call("reload") == 0)
      #expect(sandbox.eventually { sandbox.read("var/log/svc/svc.log").contains("reloaded") })
    }

    #expect(try call("stop") == 0)
    #expect(!sandbox.isAlive(fourth))
    #expect(try call("status") == 3)
    #expect(try call("stop") == 0)
    #expect(try call("") == 2)
    if kind == "release with commands" {
      let commands = Set(sandbox.read("var/log/svc/commands.log").split(separator: "\n"))
      #expect(commands == ["foreground as nobody:nogroup", "ping as nobody:nogroup", "stop as nobody:nogroup"])
    }
  }

  @Test("A program that ends at once is a failed start", .enabled(if: isRoot))
  func failingDaemon() throws {
    let sandbox = try sandbox("daemon", ["start-seconds": "600"])
    try sandbox.write("bin/svc", "#!/bin/sh\necho broken >&2\nexit 1\n")
    let result = try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"])
    #expect(result.status == 1)
    #expect(sandbox.read("var/log/svc/svc.log") == "broken\n")
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
  }

  @Test("A release that fails or never gets ready is a failed start", .enabled(if: isRoot))
  func failingRelease() throws {
    for (obstacle, seconds) in [("fails-at-start", "600"), ("is-never-ready", "1")] {
      let sandbox = try sandbox("release", ["kind": "release", "ready-command": "ping", "start-seconds": seconds])
      try sandbox.write("bin/\(obstacle)", "")
      if obstacle == "fails-at-start" { try sandbox.write("bin/is-never-ready", "") }
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"]).status == 1)
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "status"]).status == 3)
    }
  }

  @Test("What does not stop is killed", .enabled(if: isRoot))
  func stubbornRelease() throws {
    let sandbox = try sandbox("release", ["kind": "release", "stop-seconds": "1"])
    try sandbox.write("bin/ignores-stop", "")
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"]).status == 0)
    let pid = sandbox.pid(in: "run/svc.pid")
    #expect(sandbox.isAlive(pid))
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
    #expect(!sandbox.isAlive(pid))
  }

  @Test("Without its program the script does nothing")
  func programIsGone() throws {
    for kind in ["daemon", "release"] {
      let sandbox = try sandbox(kind)
      try sandbox.files.removeItem(atPath: "\(sandbox.root)/bin/svc")
      for action in ["start", "stop", "restart", "status", "force-reload"] {
        let result = try sandbox.run("/bin/sh", ["\(sandbox.root)/init", action])
        #expect(result.status == 0 && result.output == "")
      }
      #expect(!sandbox.files.fileExists(atPath: "\(sandbox.root)/var"))
    }
  }

  @Test("A pid file that names another user's process is not believed", .enabled(if: isRoot))
  func stalePidFile() throws {
    let sandbox = try sandbox("daemon")
    try sandbox.write("run/svc.pid", "\(ProcessInfo.processInfo.processIdentifier)\n", mode: 0o644)
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "status"]).status == 3)
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"]).status == 0)
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
  }
}
