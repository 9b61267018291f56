import Foundation
import Testing

/// The same input gives the same bytes, whatever surrounds the build.
@Suite struct ReproducibilityTests {
  static let tree = """
    mkdir -p one/bin one/etc one/share/deep
    printf '#!/bin/sh\\necho hi\\n' >one/bin/run; chmod 755 one/bin/run
    echo a=1 >one/etc/app.conf
    i=0; while [ $i -lt 40 ]; do echo "line $i" >one/share/deep/file$i; i=$((i + 1)); done
    ln one/share/deep/file1 one/share/deep/twin
    ln -s ../bin/run one/share/run
    chmod 644 one/etc/app.conf one/share/deep/file*
    find one -type d -exec chmod 755 {} +
    find one -exec touch -h -d @1600000000 {} +
    """
  static let native =
    "pkgwright deb build --name app --version 1.0 --maintainer 'A <a@example.org>' --map one/=/opt/app --map one/etc/=/etc/app"
  static let dropIn = "fpm -s dir -t deb -n app -v 1.0 -m 'A <a@example.org>' -a all one/=/opt/app one/etc/=/etc/app"

  static let variations: [(name: String, build: String)] = [
    ("umask 077", "umask 077; $BUILD"),
    ("time zone and language", "TZ=Asia/Tokyo LC_ALL=C LANG=de_DE.UTF-8 $BUILD"),
    ("user and host", "USER=someone LOGNAME=someone HOSTNAME=elsewhere HOME=/nonexistent $BUILD"),
    (
      "another directory and order of creation",
      """
      mkdir elsewhere; mv one kept; mkdir one; (cd kept; find . -depth | sort -r | tar -cf - --no-recursion -T -) | tar -xf - -C one; rm one/share/deep/twin
      ln one/share/deep/file1 one/share/deep/twin; find one -exec touch -h -d @1600000000 {} +; cd elsewhere; ln -s ../one one; $BUILD
      mv *.deb ..
      """
    ),
    ("later times", "find one -exec touch -h {} +; $BUILD"),
  ]

  @Test(arguments: [native, dropIn], variations.map(\.name))
  func sameBytes(build: String, variation: String) throws {
    let change = try #require(Self.variations.first { $0.name == variation }?.build)
    // What is newer than the epoch is clamped to it, what is older is kept, so times count only where they are older.
    let epoch = variation == "later times" ? "1500000000" : "1700000000"
    let first = try package(Self.tree + "\n" + build, epoch: epoch)
    let second = try package(Self.tree + "\n" + change.replacingOccurrences(of: "$BUILD", with: build), epoch: epoch)
    #expect(first == second)
  }

  @Test(arguments: ["1", "2", "3"])
  func threadsLeaveNoTrace(threads: String) throws {
    let script = "mkdir -p one; head -c 60000000 /dev/zero | tr '\\0' 'x' >one/big; touch -d @1600000000 one/big one\n"
    let native = "pkgwright deb build --name app --version 1 --maintainer 'A <a@example.org>' --map one/=/opt/app"
    let alone = try package(script + native + " --compression xz:0", epoch: "1700000000")
    let many = try package(script + native + " --compression xz:0 --threads " + threads, epoch: "1700000000")
    #expect(alone == many)
  }

  @Test func withoutAnEpochTheNewestFileStandsIn() throws {
    let first = try package(Self.tree + "\n" + Self.native, epoch: nil)
    let second = try package(Self.tree + "\n" + Self.native, epoch: nil)
    #expect(first == second)
  }

  /// The bytes of the one package that a script makes.
  private func package(_ script: String, epoch: String?) throws -> Data {
    try CommandRun.withFolder { folder in
      let environment = epoch.map { ["SOURCE_DATE_EPOCH": $0] } ?? [:]
      let run = try CommandRun.shell("set -e\n" + script, in: folder, environment: environment)
      try #require(run.status == 0, "\(run.complaints)\(run.output)")
      let packages = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "deb" }
      try #require(packages.count == 1)
      return try Data(contentsOf: packages[0])
    }
  }
}
