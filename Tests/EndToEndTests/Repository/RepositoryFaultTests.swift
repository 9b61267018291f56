import Foundation
import Glibc
import Testing

/// Repositories on disk, used as people use them and with what goes wrong: everything is told, nothing is lost.
@Suite struct RepositoryFaultTests {
  /// A repository with one package, and a second manifest to publish.
  private static let setting = """
    set -e
    pkgrepo create repo; pkgrepo set -s repo publisher/prefix=test
    mkdir files; echo one > files/one; echo two > files/two
    file() { echo "set name=pkg.fmri value=$1"; echo "file $2 path=usr/$2 owner=root group=bin mode=0444"; }
    file one@1.0 one > one.p5m; file two@1.0 two > two.p5m
    pkgsend publish -s repo -d files one.p5m > /dev/null
    catalog=repo/publisher/test/catalog
    set +e

    """

  private func run(_ script: String) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.setting + script, in: $0) }
  }

  @Test(arguments: [
    ("rm repo/pkg5.repository; rm -r repo/publisher", "pkgsend publish -s repo -d files two.p5m", 1),
    (": > repo/pkg5.repository", "pkgrepo list -s repo", 0),
    ("printf '[repository]\\nversion = 9\\n' > repo/pkg5.repository", "pkgrepo list -s repo", 1),
    ("printf 'nonsense' > repo/pkg5.repository", "pkgrepo list -s repo", 1),
    ("rm repo/pkg5.repository; mkdir repo/pkg5.repository", "pkgrepo list -s repo", 0),
    ("echo '{}' > $catalog/catalog.attrs", "pkgrepo list -s repo", 1),
    (": > $catalog/catalog.base.C", "pkgrepo list -s repo", 1),
    ("rm $catalog/catalog.base.C", "pkgsend publish -s repo -d files two.p5m", 1),
    ("rm -r $catalog; echo x > $catalog", "pkgsend publish -s repo -d files two.p5m", 1),
    ("mv $catalog/catalog.attrs x; mkdir $catalog/catalog.attrs", "pkgrepo list -s repo", 1),
    ("true", "pkgsend publish -s repo -d nowhere two.p5m", 2),
    ("rm files/two", "pkgsend publish -s repo -d files two.p5m", 1),
    ("rm files/two; mkdir files/two", "pkgsend publish -s repo -d files two.p5m", 1),
    ("rm files/two; mkfifo files/two", "pkgsend publish -s repo -d files two.p5m", 1),
    ("sed -i 's/two@1.0/two@1.0.00x/' two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("sed -i 's/two@1.0/..\\/two@1.0/' two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("sed -i 's/two@1.0/pkg:\\/\\/..\\/two@1.0/' two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("sed -i 's/owner=root//' two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("printf 'file two path=\"open' > two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("rm two.p5m", "pkgsend publish -s repo -d files two.p5m", 1),
    ("true", "pkgrecv -s nowhere -d repo '*'", 1),
    ("true", "pkgrecv -s repo -d nowhere '*'", 1),
    ("pkgrecv -s repo -a -d all.p5p '*' > /dev/null; head -c 700 all.p5p > cut.p5p", "pkgrepo list -s cut.p5p", 1),
    ("echo junk > cut.p5p", "pkgrecv -s cut.p5p -d repo '*'", 1),
    (": > cut.p5p", "pkgrecv -s cut.p5p -d repo '*'", 1),
    ("pkgrepo create other; rm repo/publisher/test/file/*/*", "pkgrecv -s repo -d other '*'", 1),
    ("true", "pkgmerge -s arch=i386,repo -s arch=sparc,nowhere -d repo", 1),
    ("true", "pkgmerge -s arch=i386,repo -s arch=sparc,repo -d nowhere", 1),
    ("true", "pkgrepo create repo", 1),
  ])
  func mistakesAreTold(_ damage: String, _ command: String, _ status: Int32) throws {
    let done = try run("\(damage)\n\(command) > out 2> complaints; echo $?; cat complaints >&2")
    #expect(done.output == "\(status)\n", "\(damage); \(command): \(done.complaints)")
    #expect(status == 0 || !done.complaints.isEmpty)
    #expect(!done.complaints.contains("Fatal error"))
  }

  @Test func aFailedPublicationLeavesNothing() throws {
    let done = try run(
      """
      find repo -type f ! -name lock | sort > before
      rm files/two; pkgsend publish -s repo -d files two.p5m 2> /dev/null; echo $?
      echo 'file one path=usr/one' >> two.p5m; pkgsend publish -s repo -d files two.p5m 2> /dev/null; echo $?
      find repo -type f ! -name lock | sort | cmp - before; ls repo/publisher/test/trans
      """)
    #expect(done.output == "1\n1\n")
  }

  @Test(.enabled(if: getuid() == 0 && BuiltProgram.isInstalled("setpriv")))
  func directoriesThatCannotBeWritten() throws {
    let done = try run(
      """
      chmod 755 . ..; chmod -R a+rX .
      as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
      as pkgrepo list -H -s repo | wc -l
      as pkgsend publish -s repo -d files two.p5m 2> complaints; echo $?; grep -c 'ermission denied' complaints
      as pkgrepo rebuild -s repo > /dev/null 2>&1; echo $?
      as pkgrepo create repo/below 2> /dev/null; echo $?
      """)
    #expect(done.output == "1\n1\n1\n1\n1\n")
  }

  @Test(.enabled(if: getuid() == 0)) func aFullDisk() throws {
    let done = try run(
      """
      mkdir small; mount -t tmpfs -o size=600k tmpfs small || exit 99
      cp -r repo small; head -c 3000000 /dev/urandom > files/two
      find small -type f ! -name lock | sort > before
      pkgsend publish -s small/repo -d files two.p5m > /dev/null 2> complaints; echo $?; grep -c 'o space left' complaints
      find small -type f ! -name lock | sort | cmp - before; pkgrepo list -H -s small/repo | wc -l
      echo two > files/two; pkgsend publish -s small/repo -d files two.p5m | tail -1; pkgrepo list -H -s small/repo | wc -l
      umount small
      """)
    // Where mounting is not allowed, as in containers, the disk cannot be filled.
    guard done.status != 99 else { return }
    #expect(done.output == "1\n1\n1\nPUBLISHED\n2\n")
  }

  @Test func linkedPublisherDirectories() throws {
    let done = try run(
      """
      mv repo/publisher/test elsewhere; ln -s ../../elsewhere repo/publisher/test
      pkgsend publish -s repo -d files two.p5m | tail -1; pkgrepo list -H -s repo | wc -l
      ls elsewhere/pkg; ls elsewhere/trans
      """)
    #expect(done.output == "PUBLISHED\n2\none\ntwo\n")
  }

  @Test func oddNamesGoThroughUnchanged() throws {
    let done = try run(
      """
      long=$(printf 'n%.0s' $(seq 200)); mkdir -p "files/$long"
      printf 'odd\\n' > "files/with blank"; cp "files/with blank" "files/$long/$long"; printf 'x' > "$(printf 'files/\\377')"
      { echo 'set name=pkg.fmri value=odd/a-b.c+d_e@1.0'
        echo 'file hash="with blank" path="usr/with blank" owner=root group=bin mode=0444'
        echo "file $long/$long path=usr/$long/$long owner=root group=bin mode=0444"
        printf 'file \\377 path=usr/\\377 owner=root group=bin mode=0444\\n'
      } > odd.p5m
      pkgsend publish -s repo -d files odd.p5m | tail -1
      pkgrepo create other; pkgrecv -s repo -d other odd/a-b.c+d_e > /dev/null; echo $?
      pkgrecv -s repo -a -d odd.p5p odd/a-b.c+d_e > /dev/null; echo $?
      for origin in repo other odd.p5p; do pkgrepo contents -m -s $origin odd/a-b.c+d_e | sort | md5sum; done | sort -u | wc -l
      pkgwright repo verify --ignore-signatures other --format json | grep -c '"error"'
      """)
    #expect(done.output == "PUBLISHED\n0\n0\n1\n0\n")
  }

  @Test func aThousandPackages() throws {
    let done = try run(
      """
      pkgrepo create many; pkgrepo set -s many publisher/prefix=test
      publish() { for number in $(seq $1 $2); do
        printf 'set name=pkg.fmri value=p%s@1.0\\ndir path=usr/p%s owner=root group=sys mode=0755\\n' $number $number |
          pkgsend publish -s many > /dev/null || echo failed; done; }
      for part in 0 1 2 3 4 5 6 7; do publish $((part * 125 + 1)) $((part * 125 + 125)) & done; wait
      pkgrepo list -H -s many | wc -l; pkgrepo info -H -s many | awk '{print $2}'; ls many/publisher/test/trans
      pkgwright repo verify --ignore-signatures many | grep -c error
      """)
    #expect(done.output == "1000\n1000\n0\n")
  }
}
