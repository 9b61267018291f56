import Foundation
import Testing

/// Publishing to a depot and fetching back, with the drop-ins and the native commands.
@Suite struct DepotPublishingTests {
  private static var stamp: Regex<Substring> { #/\d{8}T\d{6}Z/# }

  @Test func publishedAndFetchedBack() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        pkgsend publish -s $URL -d in demo.p5m || exit 1
        pkgrepo create copy
        pkgrecv -s $URL -d copy '*' > /dev/null || exit 2
        diff -r served/publisher/test/pkg copy/publisher/test/pkg && diff -r served/publisher/test/file copy/publisher/test/file
        pkgrepo list -H -s copy
        pkgrecv -s $URL -d raw --raw demo/tool > /dev/null || exit 3
        cmp raw/demo%2Ftool/*/$(sha1sum < in/two | cut -c1-40) in/two
        pkgrecv -s $URL -a -d demo.p5p demo/tool > /dev/null || exit 4
        pkgrepo contents -m -s demo.p5p | cmp - served/publisher/test/pkg/demo%2Ftool/*
        """)
    #expect(result.status == 0, "\(result.complaints)")
    #expect(
      result.output.replacing(Self.stamp, with: "@") == """
        PUBLISHED
        pkg://test/demo/tool@1.0,5.11-1:@
        test      demo/tool                                       1.0-1:@

        """)
  }

  /// What is published over HTTP is what is published to the directory.
  @Test func theSameAsOnDisk() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        sed -i 's/-1$/-1:20260101T000000Z/' demo.p5m
        pkgrepo create disk; pkgrepo set -s disk publisher/prefix=test
        pkgsend -D allow-timestamp publish -s disk -d in demo.p5m
        pkgsend -D allow-timestamp publish -s $URL -d in demo.p5m
        diff -r disk/publisher/test/pkg served/publisher/test/pkg && diff -r disk/publisher/test/file served/publisher/test/file
        for what in "list" "list -F json" "get -p test" "contents" "contents -m" "get"; do
          pkgrepo $what -s disk > one; pkgrepo $what -s $URL > two; cmp one two || echo "$what differs"
        done
        pkgrepo info -H -s $URL | cut -c1-38
        pkgrepo diff -s disk -s $URL; echo $?
        pkgwright repo list $URL
        """)
    #expect(
      result.output == """
        pkg://test/demo/tool@1.0,5.11-1:20260101T000000Z
        PUBLISHED
        PUBLISHED
        pkg://test/demo/tool@1.0,5.11-1:20260101T000000Z
        test      1        online           20
        0
        pkg://test/demo/tool@1.0,5.11-1:20260101T000000Z

        """, "\(result.complaints)")
  }

  @Test func oldSubcommands() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        export PKG_REPO=$URL
        eval $(pkgsend open demo/legacy@1.0,5.11-1)
        pkgsend add set name=pkg.summary value='Old flow'
        pkgsend add file in/one path=usr/bin/legacy owner=root group=bin mode=0555
        pkgsend include -d in demo.p5m
        pkgsend close
        eval $(pkgsend open demo/legacy@1.1,5.11-1)
        pkgsend close -A; echo $?
        pkgrepo contents -s $URL -t file demo/legacy | grep -c .
        """)
    #expect(
      result.output.replacing(Self.stamp, with: "@") == """
        PUBLISHED
        pkg://test/demo/legacy@1.0,5.11-1:@
        0
        4

        """, "\(result.complaints)")
  }

  @Test func fromDepotToDepot() throws {
    let first = try RunningDepot()
    let second = try RunningDepot()
    let result = try first.shell(
      RunningDepot.package + """
        pkgwright publish --repository $URL --directory in demo.p5m > /dev/null || exit 1
        pkgrecv -s $URL -d $OTHER '*' > /dev/null || exit 2
        pkgrecv -s $URL -d $OTHER '*' > /dev/null || exit 3
        pkgrepo diff -s $URL -s $OTHER && echo same
        pkgwright receive --from $URL --to $OTHER demo/tool && echo nothing to do
        """, environment: ["OTHER": second.url])
    #expect(result.output == "same\nnothing to do\n", "\(result.complaints)")
  }

  @Test func whatPkgrecvPrints() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        sed -i 's/-1$/-1:20260101T000000Z/' demo.p5m; sed 's/@1.0/@1.1/' demo.p5m > next.p5m
        for m in demo next; do pkgsend -D allow-timestamp publish -s $URL -d in $m.p5m > /dev/null || exit 1; done
        pkgrepo create copy
        pkgrecv -s $URL -d copy '*'
        pkgrecv -s $URL -d raw --raw demo/tool@1.0
        pkgrecv -s $URL --newest
        """)
    #expect(
      result.output == """
        Processing packages for publisher test ...
        Retrieving catalog 'test' ... Done
        Retrieving and evaluating 2 package(s)...
        Retrieving target catalog 'test' ... Done
        Fetching manifests: 1/2  50% complete
        Fetching manifests: 2/2  100% complete
        Republish: pkg:/demo/tool@1.0,5.11-1:20260101T000000Z ... Done
        Republish: pkg:/demo/tool@1.1,5.11-1:20260101T000000Z ... Done
        Processing packages for publisher test ...
        Retrieving catalog 'test' ... Done
        Retrieving and evaluating 1 package(s)...
        Fetching manifests: 1/1  100% complete
        Fetching manifests: 1/1  100% complete
        Republish: pkg:/demo/tool@1.0,5.11-1:20260101T000000Z ... Done
        pkg://test/demo/tool@1.1-1:20260101T000000Z

        """, "\(result.complaints)")
  }

  @Test func clones() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        chmod 755 .; mkdir anchors
        pkgsend publish -s $URL -d in demo.p5m > /dev/null
        pkgrepo create copy; pkgrepo set -s copy repository/trust-anchor-directory=$PWD/anchors
        pkgrecv --clone -p test -s $URL -d copy > log || { cat log; exit 1; }
        diff -r served/publisher/test/catalog copy/publisher/test/catalog && echo same
        """)
    #expect(result.output.hasSuffix("same\n"), "\(result.output) \(result.complaints)")
  }

  @Test func readOnlyDepots() throws {
    let depot = try RunningDepot([])
    let result = try depot.shell(
      RunningDepot.package + """
        pkgsend publish -s $URL -d in demo.p5m; echo $?
        pkgrepo refresh -s $URL; echo $?
        """)
    #expect(result.output == "1\nInitiating repository refresh.\n1\n")
    #expect(
      result.complaints.hasPrefix(
        """
        pkgsend: 'open' failed; unable to initiate transaction:
        Publisher 'test' has no repositories that support the 'open/0' operation.
        """))
    #expect(result.complaints.contains("--writable"))
    #expect(result.complaints.contains("authentication"))
  }

  /// What only makes sense on disk is refused before anything is asked.
  @Test(arguments: ["verify", "fix", "remove x", "set a/b=c", "add-publisher p", "remove-publisher p", "create"])
  func refused(_ command: String) throws {
    let name = command.split(separator: " ")[0]
    let result = try CommandRun.withFolder { folder in
      try CommandRun.shell(
        name == "create"
          ? "pkgrepo create http://127.0.0.1:1"
          : "pkgrepo \(name) -s http://127.0.0.1:1 "
            + command.dropFirst(name.count), in: folder)
    }
    #expect(result.status == 2)
    #expect(
      result.complaints == """
        pkgrepo \(name): Network repositories are not currently supported for this operation.
        Try `pkgrepo --help or -?' for more information.

        """)
  }

  @Test func mergesAndLints() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        sed -i 's/-1$/-1:20260101T000000Z/' demo.p5m
        pkgrepo create i386; pkgrepo create target; pkgrepo set -s i386 publisher/prefix=test
        { cat demo.p5m; echo 'set name=variant.arch value=i386'; } > i.p5m
        { cat demo.p5m; echo 'set name=variant.arch value=sparc'; } > s.p5m
        pkgsend -D allow-timestamp publish -s i386 -d in i.p5m > /dev/null
        pkgsend -D allow-timestamp publish -s $URL -d in s.p5m > /dev/null
        pkgmerge -d target -s arch=i386,i386 -s arch=sparc,$URL > /dev/null || exit 1
        pkgrepo contents -s target -t set | grep variant.arch
        pkgwright lint --format json $URL > report; grep -c '"' report > /dev/null && echo linted
        pkglint -c cache -l $URL > log 2>&1; head -1 log
        """)
    #expect(
      result.output == "set name=variant.arch value=i386 value=sparc\nlinted\nLint engine setup...\n",
      "\(result.complaints)")
  }
}
