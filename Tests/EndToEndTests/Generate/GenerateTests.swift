import Foundation
import Testing

/// `pkgwright generate` and `pkgsend generate` as users run them: statuses, streams, files.
@Suite struct GenerateTests {
  private static let tree = """
    umask 022
    mkdir -p t/usr/bin t/etc; echo x >t/usr/bin/x; chmod 755 t/usr/bin/x; ln -s x t/usr/bin/l; echo c >t/etc/c.conf
    cat >m.p5m <<'M'
    set name=pkg.fmri value=a@1
    dir path=etc owner=root group=bin mode=0755
    file etc/c.conf path=etc/c.conf owner=root group=bin mode=0644
    file usr/bin/x path=usr/bin/x owner=root group=bin mode=0755
    link path=usr/bin/l target=x
    M

    """

  private func run(_ script: String) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.tree + script, in: $0) }
  }

  @Test func theFileAppearsWholeOrNotAtAll() throws {
    let good = try run("pkgwright generate t -o out.p5m && cat out.p5m")
    #expect(good.status == 0)
    #expect(good.output.split(separator: "\n").count == 6)
    let bad = try run(
      "echo old >out.p5m; pkgwright generate t gone -o out.p5m; echo $?; cat out.p5m; ls -A | grep -c tmp")
    #expect(bad.output == "1\nold\n0\n")
    #expect(bad.complaints.contains("error: gone does not exist"))
  }

  @Test func manifestsThatDeliverTheTree() throws {
    let same = try run(
      "pkgwright generate t --compare m.p5m; echo $?; pkgwright generate t --compare m.p5m --format json")
    #expect(same.output == "0\n[\n\n]\n")
    let differs = try run("chmod 700 t/usr/bin/x; pkgwright generate t --compare m.p5m")
    #expect(differs.status == 1)
    #expect(differs.output == "usr/bin/x: mode 0700 in the source, 0755 in the manifest [m.p5m:4]\n")
    let split = try run(
      "grep -v etc m.p5m >a.p5m; grep etc m.p5m >b.p5m; pkgwright generate t --compare a.p5m --compare b.p5m")
    #expect(split.status == 0)
    let misuse = try run("pkgwright generate t --compare m.p5m -o out")
    #expect(misuse.status == 2)
  }

  @Test func damagedArchivesAreErrorsForTheNativeCommand() throws {
    let script = "tar -cf a.tar -C t etc usr; head -c 700 a.tar >b.tar; head -c 1100 a.tar >c.tar; "
    #expect(try run(script + "pkgwright generate b.tar >/dev/null").status == 1)
    #expect(try run(script + "pkgwright generate c.tar >/dev/null").status == 1)
    #expect(try run(script + "pkgsend generate b.tar >/dev/null").status == 0)
    #expect(try run(script + "pkgsend generate c.tar >/dev/null").status == 99)
  }

  @Test func lineEndsInNamesAreRefused() throws {
    let outcome = try run("touch \"t/a\nb\"; pkgwright generate t -o out; echo $?; ls out 2>/dev/null")
    #expect(outcome.output == "1\n")
    #expect(outcome.complaints.contains("line end"))
  }

  @Test func jsonHasListsAndStrings() throws {
    let outcome = try run("pkgwright generate t --format json")
    let actions = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(actions.count == 6)
    let file = try #require(actions.first { $0["payload"] as? String == "usr/bin/x" })
    #expect(file["action"] as? String == "file")
    #expect((file["attributes"] as? [String: String])?["mode"] == "0755")
    let bytes = try run("touch \"$(printf 't/\\377')\"; pkgwright generate t --format json")
    #expect(bytes.status == 1 && bytes.output.isEmpty)
  }

  /// What is taken apart and put together again is the same package.
  @Test func packagesSurviveBeingTakenApart() throws {
    let outcome = try run(
      """
      mkdir t/DEBIAN; ln t/usr/bin/x t/usr/bin/y; mkfifo t/usr/p
      cat >t/DEBIAN/control <<'C'
      Package: hello-x
      Version: 1:2.0-1
      Architecture: amd64
      Maintainer: A B <a@example.org>
      Installed-Size: 5
      Depends: libc6 (>= 2.3), aa | bb
      Section: net
      Priority: extra
      Description: synopsis
       long
        as it is
       .
       end
      X-Odd: one
       two
      C
      echo /etc/c.conf >t/DEBIAN/conffiles; printf '#!/bin/sh\\nset -e\\nexit 0\\n' >t/DEBIAN/postinst
      echo 'interest /usr/x' >t/DEBIAN/triggers
      chmod 755 t/DEBIAN/postinst; dpkg-deb --root-owner-group --build t one.deb >/dev/null
      pkgwright generate one.deb -o one.p5m && dpkg-deb -R one.deb raw && cd raw && rm DEBIAN/control && cd .. &&
        pkgwright deb build --manifest one.p5m --payload raw -o two.deb >/dev/null
      for d in one two; do dpkg-deb -c $d.deb | sed 's/20..-..-.. ..:..//' >$d.list; dpkg-deb -f $d.deb | grep -v Installed >$d.fields; done
      cmp one.list two.list && cmp one.fields two.fields
      for m in conffiles triggers postinst; do dpkg-deb -I one.deb $m >1; dpkg-deb -I two.deb $m >2; cmp 1 2; done
      """)
    #expect(outcome.status == 0, "\(outcome.complaints)")
    #expect(outcome.output.isEmpty && outcome.complaints.isEmpty, "\(outcome.output)\(outcome.complaints)")
  }

  @Test(arguments: [
    ("pkgsend", 2), ("pkgsend -s", 2), ("pkgsend -x generate t", 2), ("pkgsend -D x generate t", 2),
    ("pkgsend -D a=b -s file:///x generate t", 0), ("pkgsend publish m.p5m", 2), ("pkgsend nonsense", 2),
    ("pkgsend generate -x t", 2), ("pkgsend generate --target", 2), ("pkgsend generate --tar=gone t", 1),
    ("pkgsend generate /dev/null", 1), ("pkgsend generate m.p5m", 1), ("pkgwright generate", 2),
    ("pkgwright generate --nonsense t", 2), ("pkgwright generate m.p5m", 1),
  ])
  func statuses(_ command: String, _ status: Int32) throws {
    #expect(try run(command).status == status)
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let outcome = try run("rm -r t/*; mkfifo t/p; pkgsend generate t")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.complaints == "pkgsend generate: WARNING: t/p is a FIFO and is left out\n")
  }
}
