import Foundation
import Testing

/// What is left when publishing to a depot is cut off.
@Suite struct DepotFaultTests {
  /// A package that takes a while, so that something can happen to its client.
  private static let large = """
    mkdir -p big; for i in 1 2 3 4 5 6; do head -c 6000000 /dev/urandom > big/f$i; done
    { echo 'set name=pkg.fmri value=large@1.0,5.11-1'
      for i in 1 2 3 4 5 6; do echo "file f$i path=opt/f$i owner=root group=bin mode=0444"; done; } > large.p5m

    """

  /// Starts a publication, for which the shell ignores SIGINT as for all that runs beside it, sends a signal when the transaction is there, and tells how the client ended.
  private static func interrupted(by signal: String) -> String {
    large + """
      env --default-signal=INT pkgsend publish -s $URL -d big large.p5m > out 2> err &
      client=$!
      until [ -n "$(ls served/publisher/test/trans 2> /dev/null)" ]; do sleep 0.01; done
      kill -\(signal) $client; wait $client; echo "client $?"
      pkgrepo list -H -s $URL
      find served/publisher/test/pkg -type f 2> /dev/null
      """
  }

  @Test func killedClients() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      Self.interrupted(by: "KILL") + """

        pkgsend publish -s $URL -d big large.p5m > out && head -1 out
        pkgrepo list -H -s $URL | wc -l
        """)
    #expect(result.output == "client 137\nPUBLISHED\n1\n", "\(result.complaints)")
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func interruptedClientsAbandon(_ signal: String, _ status: Int) throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      Self.interrupted(by: signal) + "\nls served/publisher/test/trans | wc -l\n")
    #expect(result.output == "client \(status)\n0\n", "\(result.complaints)")
  }

  @Test func manyPublishersAtOnce() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        for i in 1 2 3 4 5 6 7 8; do
          { echo "set name=pkg.fmri value=many/p$i@1.0,5.11-1"; grep -v pkg.fmri demo.p5m; } > p$i.p5m
          pkgsend publish -s $URL -d in p$i.p5m > out$i 2>&1 & jobs="$jobs $!"
        done
        for job in $jobs; do wait $job || echo failed; done
        cat out* | grep -v '^pkg:' | sort | uniq -c | sed 's/^ *//'
        pkgrepo list -H -s $URL | wc -l
        """)
    #expect(result.output == "8 PUBLISHED\n8\n", "\(result.complaints)")
  }

  /// The same name and time twice: one is published, the other is told.
  @Test func theSamePackageTwice() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        sed -i 's/-1$/-1:20260101T000000Z/' demo.p5m
        pkgsend -D allow-timestamp publish -s $URL -d in demo.p5m; echo $?
        pkgsend -D allow-timestamp publish -s $URL -d in demo.p5m; echo $?
        ls served/publisher/test/trans | wc -l
        """)
    #expect(result.output == "PUBLISHED\npkg://test/demo/tool@1.0,5.11-1:20260101T000000Z\n0\n1\n0\n")
    #expect(result.complaints.contains("'open' failed"))
  }

  /// A client that announces more than it sends.
  @Test(.enabled(if: BuiltProgram.isInstalled("python3"))) func truncatedUploads() throws {
    let depot = try RunningDepot()
    let result = try depot.shell(
      RunningDepot.package + """
        id=$(pkgsend -s $URL open -n x@1.0,5.11-1)
        python3 - "$URL" "$id" << 'END'
        import socket, sys
        host, port = sys.argv[1].split('//')[1].rstrip('/').split(':')
        with socket.create_connection((host, int(port))) as s:
            s.sendall(('POST /file/1/%s HTTP/1.1\\r\\nHost: x\\r\\nX-IPkg-SetAttr0: basename=%s\\r\\n'
                       'Content-Length: 1000\\r\\n\\r\\nhalf' % (sys.argv[2], 'a' * 40)).encode())
        END
        pkgsend publish -s $URL -d in demo.p5m > /dev/null; echo $?
        find served -name 'aaaaaaaa*' | wc -l
        pkgrepo list -H -s $URL | wc -l
        """)
    #expect(result.output == "0\n0\n1\n", "\(result.complaints)")
  }

  @Test func nobodyListens() throws {
    let result = try CommandRun.withFolder { folder in
      try CommandRun.shell(
        RunningDepot.package + "pkgsend publish -s http://127.0.0.1:9 -d in demo.p5m; echo $?", in: folder,
        environment: ["PKG_CLIENT_MAX_TIMEOUT": "1"])
    }
    #expect(result.output == "1\n")
    #expect(result.complaints.contains("refused"))
  }
}
