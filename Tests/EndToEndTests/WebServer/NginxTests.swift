import Foundation
import Testing

/// nginx in front of a depot and over an exported tree, set up by the templates.
@Suite(
  "Behind a web server",
  .enabled(if: BuiltProgram.isInstalled("nginx") || FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx")))
struct NginxTests {
  /// A repository with one package, and a certificate for localhost.
  private static let preparation = #"""
    set -e
    pkgwright repo create repo --publisher test
    mkdir tree && printf 'hello\n' > tree/hello
    cat > hello.p5m <<'END'
    set name=pkg.fmri value=pkg://test/demo/hello@1.0,5.11-1:20261122T202609Z
    set name=pkg.summary value="Says hello"
    file hello path=usr/share/hello owner=root group=bin mode=0444
    END
    pkgsend -D allow-timestamp -s repo publish -d tree hello.p5m > /dev/null
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
      -addext subjectAltName=DNS:localhost -keyout server.key -out server.pem 2> /dev/null
    """#

  private static let hash = "f572d396fae9206628714fb2ce00f72e94f2258f"

  private func shell(_ script: String, in folder: URL, _ environment: [String: String] = [:]) throws -> CommandRun {
    let run = try CommandRun.shell(script, in: folder, environment: environment)
    #expect(run.status == 0, "\(run.complaints)")
    return run
  }

  /// The status that a request gives.
  private func status(_ arguments: String, in folder: URL, _ environment: [String: String]) throws -> String {
    try CommandRun.shell(
      "curl -s -o answer -D head -w '%{http_code}' --cacert server.pem \(arguments)", in: folder,
      environment: environment
    ).output
  }

  private func head(in folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("head"), encoding: .utf8).lowercased()
  }

  private func depotSite(_ folder: URL, _ port: Int, _ depot: Int, _ more: String) throws -> String {
    try shell(
      "pkgwright init --template nginx-depot --set server-name=localhost --set port=\(port) --set depot-port=\(depot) "
        + "--set repository=\(folder.path)/repo --set certificate=\(folder.path)/server.pem "
        + "--set certificate-key=\(folder.path)/server.key --set credentials=\(folder.path)/credentials \(more)",
      in: folder
    ).output
  }

  @Test func publishersShowAPasswordAndReadersNothing() throws {
    try CommandRun.withFolder { folder in
      _ = try shell(Self.preparation + "\nprintf 'ada:%s\\n' $(openssl passwd -apr1 secret) > credentials", in: folder)
      let (depot, depotPort) = try ServerProcess.depot(folder.path + "/repo")
      let port = ServerProcess.freePort()
      let nginx = try ServerProcess.nginx(try depotSite(folder, port, depotPort, ""), in: folder, port: port)
      let base = ["BASE": "https://localhost:\(port)"]
      func status(_ arguments: String) throws -> String { try self.status(arguments, in: folder, base) }

      #expect(try status("$BASE/versions/0/") == "200")
      #expect(try status("$BASE/test/manifest/0/demo%2Fhello@1.0%2C5.11-1%3A20261122T202609Z") == "200")
      #expect(try status("$BASE/test/search/1/False_2_None_None_%3A%3A%3Ahello") == "200")
      #expect(try status("--data-urlencode 0=False_2_None_None_hello $BASE/test/search/1") == "200")
      #expect(try status("$BASE/test/file/1/\(Self.hash)") == "200")
      let head = try head(in: folder)
      #expect(head.contains("cache-control: max-age=31536000") && head.contains("content-type: application/data"))
      #expect(!head.contains("content-encoding"))
      #expect(
        try shell("cmp answer repo/publisher/test/file/f5/\(Self.hash) && gzip -dc < answer", in: folder).output
          == "hello\n")
      #expect(try status("-r 0-3 $BASE/test/file/1/\(Self.hash)") == "206")

      let open = "-H 'Client-Release: 5.11' $BASE/open/0/pkg%3A%2F%2Ftest%2Fnew%401.0"
      for path in [
        "/open/0/x", "/test/open/0/x", "/%6Fpen/0/x", "//open/0/x", "/x/../open/0/x", "/close/0/x", "/add/0/x/file",
        "/admin/0?cmd=refresh", "/test/index/0/refresh", "/abandon/0/x", "/append/0/x",
      ] { #expect(try status("--path-as-is $BASE\(path)") == "401", "\(path)") }
      #expect(try status(open) == "401")
      #expect(try status("-u ada:wrong " + open) == "401")
      #expect(try status("--data x $BASE/file/1/x") == "401")
      #expect(try status("-X PUT --data x $BASE/test/manifest/1/x") == "401")

      #expect(try status("-u ada:secret " + open) == "200")
      let published = try shell(
        #"""
        set -e
        id=$(sed -n 's/^transaction-id: *\([^\r]*\)\r*$/\1/Ip' head | tr -d '\r')
        curl="curl -sf --cacert server.pem -u ada:secret"
        printf 'new\n' > new
        $curl -H 'X-IPkg-SetAttr0: path=usr/new' -H 'X-IPkg-SetAttr1: owner=root' -H 'X-IPkg-SetAttr2: group=bin' \
          -H 'X-IPkg-SetAttr3: mode=0444' --data-binary @new "$BASE/add/0/$id/file"
        $curl -D - "$BASE/close/0/$id" | tr -d '\r' | grep -i '^state:'
        """#, in: folder, base)
      #expect(published.output.hasSuffix("PUBLISHED\n"))
      #expect(try status("$BASE/test/search/1/False_1_None_None_%3A%3A%3Anew") == "200", "it is found at once")

      depot.stop()
      #expect(try status("$BASE/test/file/1/\(Self.hash)") == "200", "payload needs no depot")
      #expect(try status("$BASE/versions/0/") == "502")
      nginx.stop()
    }
  }

  @Test func publishersShowACertificate() throws {
    try CommandRun.withFolder { folder in
      let certificates = #"""

        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=publishers \
          -keyout ca.key -out credentials 2> /dev/null
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=ada -keyout ada.key -out ada.csr 2> /dev/null
        openssl x509 -req -in ada.csr -CA credentials -CAkey ca.key -CAcreateserial -days 2 -out ada.pem 2> /dev/null
        """#
      _ = try shell(Self.preparation + certificates, in: folder)
      let (depot, depotPort) = try ServerProcess.depot(folder.path + "/repo")
      let port = ServerProcess.freePort()
      let site = try depotSite(folder, port, depotPort, "--set authentication=certificate")
      let nginx = try ServerProcess.nginx(site, in: folder, port: port)
      let base = ["BASE": "https://localhost:\(port)"]
      let open = "-H 'Client-Release: 5.11' $BASE/open/0/pkg%3A%2F%2Ftest%2Fnew%401.0"
      #expect(try status("$BASE/versions/0/", in: folder, base) == "200")
      #expect(try status("$BASE/test/file/1/\(Self.hash)", in: folder, base) == "200")
      #expect(try status(open, in: folder, base) == "403")
      #expect(try status("--cert ada.pem --key ada.key " + open, in: folder, base) == "200")
      depot.stop()
      nginx.stop()
    }
  }

  @Test func anExportedTreeIsAllThatReadersNeed() throws {
    try CommandRun.withFolder { folder in
      let port = ServerProcess.freePort()
      let site = try shell(
        Self.preparation
          + """

          pkgwright repo export out --repository repo > /dev/null
          pkgwright init --template nginx-static --set server-name=localhost --set port=\(port) \
            --set directory=$PWD/out --set certificate=$PWD/server.pem --set certificate-key=$PWD/server.key
          """, in: folder
      ).output
      let nginx = try ServerProcess.nginx(site, in: folder, port: port)
      let base = ["BASE": "https://localhost:\(port)"]
      func status(_ arguments: String) throws -> String { try self.status(arguments, in: folder, base) }
      // What clients send, as recorded of a publication, a copy and an installation.
      for prefix in ["", "/test"] {
        for (path, type) in [
          ("/versions/0/", "text/plain"), ("/publisher/0/", "application/vnd.pkg5.info"),
          ("/catalog/1/catalog.attrs", "text/plain"), ("/catalog/1/catalog.base.C", "text/plain"),
          ("/catalog/1/catalog.summary.C", "text/plain"),
          ("/manifest/0/demo%2Fhello@1.0%2C5.11-1%3A20261122T202609Z", "text/plain"),
          ("/manifest/0/demo/hello@1.0,5.11-1:20261122T202609Z", "text/plain"),
          ("/file/1/\(Self.hash)", "application/data"), ("/file/0/\(Self.hash)", "application/data"),
          ("/p5i/0/demo%2Fhello.p5i", "application/vnd.pkg5.info"),
        ] {
          #expect(try status("$BASE\(prefix)\(path)") == "200", "\(prefix)\(path)")
          #expect(try head(in: folder).contains("content-type: \(type)"), "\(prefix)\(path)")
        }
      }
      #expect(try status("$BASE/test/file/1/\(Self.hash)") == "200")
      #expect(try head(in: folder).contains("max-age=31536000"))
      #expect(try shell("cmp answer repo/publisher/test/file/f5/\(Self.hash)", in: folder).status == 0)
      #expect(try status("$BASE/test/catalog/1/catalog.attrs") == "200")
      #expect(try head(in: folder).contains("last-modified: "))
      let time = try shell("sed -n 's/^Last-Modified: *//p' head | tr -d '\\r\\n'", in: folder).output
      #expect(try status("-H 'If-Modified-Since: \(time)' $BASE/test/catalog/1/catalog.attrs") == "304")
      #expect(try status("-r 0-3 $BASE/test/file/1/\(Self.hash)") == "206")
      for path in ["/.pkgwright-export", "/test/file/1/", "/open/0/x", "/manifest/0/demo%2Fhello@9", "/"] {
        #expect(["403", "404"].contains(try status("$BASE\(path)")), "\(path)")
      }
      #expect(try status("--data x $BASE/file/1/x") == "405")
      let copy = try shell(
        "SSL_CERT_FILE=$PWD/server.pem pkgrecv -s $BASE -d copy.p5p -a '*' > /dev/null && pkgwright repo list copy.p5p",
        in: folder, base)
      #expect(copy.output == "pkg://test/demo/hello@1.0,5.11-1:20261122T202609Z\n")
      nginx.stop()
    }
  }
}
