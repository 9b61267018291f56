import Foundation
import Testing

/// Bad input and a breaking machine: a clear error, a status that is not 0, and no output left behind.
@Suite struct BadInputTests {
  /// A case: what is set up and run, and words of the complaint.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var words: [String]

    var testDescription: String { name }
  }

  static let good = """
    mkdir -p tree/opt/app tree/etc; echo x >tree/opt/app/file; echo y >tree/etc/app.conf
    build() { pkgwright deb build --name app --version 1.0 --maintainer 'A <a@example.org>' -o out "$@"; }
    mkdir out

    """

  static let cases: [Case] = [
    Case(name: "missing source", script: "build --map nowhere=/opt/", words: ["nowhere"]),
    Case(name: "missing tree", script: "build nowhere", words: ["nowhere"]),
    Case(
      name: "newline in a name", script: "touch \"$(printf 'tree/opt/a\\nb')\"; build tree", words: ["newline"]),
    Case(
      name: "conffile that is not in the package",
      script: "echo /etc/none >conffiles; build tree --control-file conffiles",
      words: ["/etc/none", "not in the package"]),
    Case(name: "named conffile that is nowhere", script: "build tree --conffile /opt/none", words: ["/opt/none"]),
    Case(
      name: "version without a digit", script: "build tree --version abc", words: ["version", "digit"]),
    Case(name: "empty version", script: "build tree --version ''", words: ["version"]),
    Case(name: "broken relation", script: "build tree --depends 'libc6 (>> 1'", words: ["libc6 (>> 1", "^"]),
    Case(name: "bad relation operator", script: "build tree --depends 'libc6 (=> 1)'", words: ["=>"]),
    Case(name: "bad package name", script: "build tree --name 'Big_Name'", words: ["Big_Name"]),
    Case(
      name: "script without interpreter", script: "echo 'echo hi' >hook; build tree --after-install hook",
      words: ["hook", "#!"]),
    Case(name: "missing script", script: "build tree --after-install hook", words: ["hook"]),
    Case(name: "unknown compression", script: "build tree --compression lz5", words: ["lz5"]),
    Case(name: "bad level", script: "build tree --compression xz:12", words: ["12"]),
    Case(name: "bad mode rule", script: "build tree --mode 'opt/*=9'", words: ["octal"]),
    Case(name: "bad epoch", script: "SOURCE_DATE_EPOCH=yesterday build tree", words: ["SOURCE_DATE_EPOCH"]),
    Case(name: "output directory missing", script: "build tree -o nowhere/app.deb", words: ["nowhere/app.deb"]),
    Case(
      name: "a socket",
      script: "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"tree/opt/s\")'; build tree",
      words: ["socket"]),
    Case(name: "unknown option", script: "build tree --colour", words: ["colour"]),
    Case(
      name: "manifest with mistakes", script: "printf 'file path=x\\nfiel a=b\\nset\\n' >m; build --manifest m",
      words: ["m:2:1", "did you mean \"file\"", "m:3"]),
    Case(
      name: "payload that is nowhere",
      script: "printf 'file x path=x mode=0644\\n' >m; build --manifest m", words: ["no content is known", "x"]),
    Case(
      name: "a hard link to nothing", script: "printf 'hardlink path=x target=y\\n' >m; build --manifest m",
      words: ["not in the package"]),
    Case(
      name: "control file without an end",
      script: "mkdir -m 755 tree/DEBIAN; printf 'Package: x' >tree/DEBIAN/control; pkgwright deb build tree -o out",
      words: ["line end"]),
    Case(
      name: "truncated package",
      script: "build tree >/dev/null; head -c 500 out/*.deb >cut; rm out/*; pkgwright deb extract cut out/x",
      words: ["cut"]),
    Case(name: "not a package", script: "echo hello >p; pkgwright deb inspect p", words: ["p"]),
    Case(
      name: "300 bytes in a path component",
      script: """
        printf 'set deb.package=app\\nset deb.version=1\\nset deb.maintainer="A <a@example.org>"\\n' >m
        printf 'file tree/etc/app.conf path=opt/%s mode=0644\\n' "$(printf 'x%.0s' $(seq 300))" >>m; build --manifest m
        """, words: ["255"]),
  ]

  @Test(arguments: cases)
  func isAnErrorAndLeavesNothing(_ bad: Case) throws {
    try CommandRun.withFolder { folder in
      let run = try CommandRun.shell(Self.good + bad.script, in: folder)
      #expect(run.status != 0)
      #expect(run.status < 128, "it crashed: \(run.complaints)")
      for word in bad.words { #expect(run.complaints.contains(word), "\(run.complaints)") }
      #expect(try leftovers(in: folder) == [])
    }
  }

  /// Modes of maintainer scripts and of the DEBIAN folder: what dpkg-deb refuses is refused.
  @Test(
    arguments: ["755", "555", "775", "777", "644", "711", "500", "2755", "4755", "1755"], ["postinst", "."])
  func modesAreJudgedAsByDpkgDeb(mode: String, name: String) throws {
    try CommandRun.withFolder { folder in
      let script = """
        mkdir tree/DEBIAN; printf '#!/bin/sh\\nset -e\\n' >tree/DEBIAN/postinst; chmod 0755 tree/DEBIAN/postinst
        printf 'Package: app\\nVersion: 1\\nArchitecture: all\\nMaintainer: A <a@example.org>\\n' >tree/DEBIAN/control
        chmod 00755 tree/DEBIAN; chmod \(mode) tree/DEBIAN/\(name)
        dpkg-deb --build tree theirs.deb >/dev/null 2>&1; theirs=$?
        pkgwright deb build tree -o out >/dev/null; ours=$?
        test $((theirs != 0)) = $((ours != 0)) || echo "dpkg-deb ends with $theirs, we with $ours"
        """
      let run = try CommandRun.shell(Self.good + script, in: folder)
      #expect(run.output == "")
    }
  }

  @Test func anExistingFileIsKept() throws {
    try CommandRun.withFolder { folder in
      let run = try CommandRun.shell(
        Self.good + "build tree >/dev/null; md5sum out/* >sums; build tree; echo $?; md5sum -c --quiet sums", in: folder
      )
      #expect(run.output == "1\n")
      #expect(run.status == 0)
      #expect(run.complaints.contains("exists"))
    }
  }

  @Test func anUnreadableFileIsNamed() throws {
    // Root reads everything, so an ordinary user has to try.
    try CommandRun.withFolder { folder in
      let script = """
        chmod 000 tree/opt/app/file
        if [ "$(id -u)" = 0 ]; then
          chmod 755 . ; chown -R nobody out tree
          setpriv --reuid=nobody --clear-groups env "PATH=$PATH" pkgwright deb build --name app --version 1.0 \\
            --maintainer 'A <a@example.org>' -o out tree
        else
          build tree
        fi
        """
      let run = try CommandRun.shell(Self.good + script, in: folder)
      #expect(run.status == 1, "\(run.complaints)")
      #expect(run.complaints.contains("opt/app/file") && run.complaints.contains("Permission denied"))
      #expect(try leftovers(in: folder) == [])
    }
  }

  @Test func aFullDiskLeavesNothing() throws {
    try CommandRun.withFolder { folder in
      let script = """
        [ "$(id -u)" = 0 ] || exit 77
        head -c 8000000 /dev/urandom >tree/opt/app/big
        unshare --mount sh -c 'mount -t tmpfs -o size=1m tmpfs out || exit 77
          pkgwright deb build --name app --version 1.0 --maintainer "A <a@example.org>" -o out tree; status=$?
          ls -A out; exit $status'
        """
      let run = try CommandRun.shell(Self.good + script, in: folder)
      guard run.status != 77 else {
        print("skipped: a small disk can only be made by root with mount namespaces")
        return
      }
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.complaints.contains("No space left on device"), "\(run.complaints)")
    }
  }

  @Test(arguments: ["grow", "shrink", "replace"])
  func aFileThatChangesWhileItIsPackedIsNamed(change: String) throws {
    try CommandRun.withFolder { folder in
      // A large file before the changing one gives the time.
      let script = """
        head -c 40000000 /dev/urandom >tree/opt/app/a-big; echo small >tree/opt/app/z-last
        mkdir -m 755 tree/DEBIAN
        printf 'Package: app\\nVersion: 1\\nArchitecture: all\\nMaintainer: A <a@example.org>\\nDescription: x\\n' >tree/DEBIAN/control
        pkgwright deb build tree -o out --compression xz:1 & builder=$!
        while ! ls -A out | grep -q .; do sleep 0.01; done
        case \(change) in
        grow) echo more >>tree/opt/app/z-last ;;
        shrink) : >tree/opt/app/z-last ;;
        replace) echo other >new; mv new tree/opt/app/z-last ;;
        esac
        wait $builder
        """
      let run = try CommandRun.shell(Self.good + script, in: folder)
      #expect(run.status == 1, "\(run.complaints)\(run.output)")
      #expect(run.complaints.contains("z-last") && run.complaints.contains("changed"), "\(run.complaints)")
      #expect(try leftovers(in: folder) == [])
    }
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func aSignalLeavesNothing(signal: String) throws {
    try CommandRun.withFolder { folder in
      let script = """
        head -c 40000000 /dev/urandom >tree/opt/app/big
        mkdir -m 755 tree/DEBIAN
        printf 'Package: app\\nVersion: 1\\nArchitecture: all\\nMaintainer: A <a@example.org>\\nDescription: x\\n' >tree/DEBIAN/control
        # Background processes of a shell ignore SIGINT unless they ask for it.
        python3 - <<'PROGRAM'
        import os, signal, subprocess, sys, time
        child = subprocess.Popen(["pkgwright", "deb", "build", "tree", "-o", "out"],
            preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) for s in (signal.SIGINT, signal.SIGHUP)])
        while not os.listdir("out"): time.sleep(0.005)
        child.send_signal(signal.SIG\(signal))
        sys.exit(0 if child.wait() not in (0,) else 1)
        PROGRAM
        """
      let run = try CommandRun.shell(Self.good + script, in: folder)
      #expect(run.status == 0, "\(run.complaints)")
      #expect(try leftovers(in: folder) == [])
    }
  }

  private func leftovers(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("out").path)
  }
}
