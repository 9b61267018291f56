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

  /// Behaves like a release's start script; what it should fail at is said by files beside it.
  static let release = """
    #!/bin/sh
    here=${0%/*}
    pidfile=$PIPE_DIR/vm.pid
    case "$1" in
    daemon)
    	echo "started as $(id -un):$(id -gn) with $HOME, $RUNNER_LOG_DIR, $(ulimit -n) files and $GREETING" >>"$RUNNER_LOG_DIR/vm.log"
    	[ -e "$here/hangs-at-start" ] && exec sleep 60
    	[ -e "$here/fails-at-start" ] && exit 4
    	if [ -e "$here/ignores-stop" ]; then
    		setsid sh -c 'trap "" TERM; while :; do sleep 0.05; done' >/dev/null 2>&1 &
    	else
    		setsid sleep 600 >/dev/null 2>&1 &
    	fi
    	echo $! >"$pidfile"
    	;;
    ping) [ -e "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null ;;
    pid) cat "$pidfile" ;;
    stop)
    	[ -e "$here/ignores-stop" ] && exec sleep 60
    	kill "$(cat "$pidfile")" && rm "$pidfile"
    	;;
    *) exit 9 ;;
    esac

    """

  static let values: [String: TemplateValues] = [
    "daemon": ["arguments": "--listen 1.2.3.4", "reload-signal": "HUP", "description": "the tester's daemon"],
    "release": ["kind": "release", "start-seconds": "20", "stop-seconds": "20"],
  ]

  private func sandbox(_ kind: String, _ values: TemplateValues? = nil) throws -> ServiceSandbox {
    let sandbox = try ServiceSandbox()
    try sandbox.write("bin/svc", kind == "release" ? Self.release : Self.daemon)
    try sandbox.render(.sysvInit, try #require(values ?? Self.values[kind]), as: "init")
    return sandbox
  }

  private static func pidFile(_ kind: String) -> String { kind == "release" ? "run/svc/vm.pid" : "run/svc.pid" }

  @Test("Its syntax is right for every shell", arguments: ["dash", "bash", "busybox"])
  func syntax(shell: String) throws {
    let path = ["/bin/", "/usr/bin/"].map { $0 + shell }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let path else { return }
    for kind in ["daemon", "release"] {
      let sandbox = try sandbox(kind)
      let result = try sandbox.run(path, (shell == "busybox" ? ["sh"] : []) + ["-n", "\(sandbox.root)/init"])
      #expect(result.status == 0 && result.output == "", "\(result.output)")
    }
  }

  @Test(
    "Start, start again, status, restart, stop, stop again", .enabled(if: isRoot), arguments: ["daemon", "release"],
    ["dash", "bash"])
  func life(kind: String, shell: String) throws {
    let sandbox = try sandbox(kind)
    let pidFile = Self.pidFile(kind)
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

    let log = sandbox.read(kind == "release" ? "var/log/svc/vm.log" : "var/log/svc/svc.log")
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

  @Test("A release that fails or hangs at its start is a failed start", .enabled(if: isRoot))
  func failingRelease() throws {
    for obstacle in ["fails-at-start", "hangs-at-start"] {
      let sandbox = try sandbox("release", ["kind": "release", "start-seconds": "1"])
      try sandbox.write("bin/\(obstacle)", "")
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"]).status == 1)
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "status"]).status == 3)
      #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "stop"]).status == 0)
    }
  }

  @Test("A release that does not stop is killed", .enabled(if: isRoot))
  func stubbornRelease() throws {
    let sandbox = try sandbox("release", ["kind": "release", "start-seconds": "20", "stop-seconds": "1"])
    try sandbox.write("bin/ignores-stop", "")
    #expect(try sandbox.run("/bin/sh", ["\(sandbox.root)/init", "start"]).status == 0)
    let pid = sandbox.pid(in: "run/svc/vm.pid")
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
