import Foundation
import Glibc
import Testing

/// Published packages, on disk and on the network, as what is checked and as what it is compared with.
@Suite struct LintRepositoryTests {
  /// What a depot answers that serves the repository `repository` of the publisher `test`, on a free port that it prints.
  private static let depot = """
    import http.server, json, os, urllib.parse
    ROOT = "repository/publisher/test"
    VERSIONS = "pkg-server test\\ncatalog 1\\nfile 0 1\\nmanifest 0\\npublisher 0 1\\nversions 0\\n"
    PUBLISHER = {"packages": [], "publishers": [{"alias": None, "name": "test", "packages": [], "repositories": []}],
                 "version": 1}
    class Depot(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            parts = self.path.split("?")[0].strip("/").split("/")
            if parts[0] == "test": parts = parts[1:]
            body = None
            if parts[0] == "versions": body = VERSIONS.encode()
            elif parts[0] == "publisher": body = json.dumps(PUBLISHER).encode()
            else:
                name = "/".join(parts[2:])
                if parts[0] == "manifest":
                    stem, version = urllib.parse.unquote(name).removeprefix("pkg://test/").rsplit("@", 1)
                    path = f"pkg/{urllib.parse.quote(stem, '')}/{urllib.parse.quote(version, '')}"
                else: path = "catalog/" + name
                if os.path.isfile(f"{ROOT}/{path}"): body = open(f"{ROOT}/{path}", "rb").read()
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")
        def log_message(self, *_): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Depot)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  private static let published = LintRun.clean + "set name=pkg.description value=\"\"\ndriver name=d\n"

  /// Publishes a package and hands the directory over in which the repository is.
  private func withRepository(_ body: (URL) throws -> Void) throws {
    try Kit.inDirectory { folder in
      try Kit.write(Self.published, to: "published.p5m", in: folder)
      try Kit.write(LintRun.clean.replacingOccurrences(of: "@1.0", with: "@0.9"), to: "older.p5m", in: folder)
      try Kit.write(
        LintRun.clean.replacingOccurrences(of: "demo@", with: "other@") + "driver name=d\n", to: "other.p5m", in: folder
      )
      let program = BuiltProgram.url.path
      for arguments in [["repo", "create", "repository"], ["publish", "--repository", "repository", "published.p5m"]] {
        let run = try Kit.run(program, arguments, in: folder)
        try #require(run.status == 0, "\(run.output)")
      }
      try body(folder)
    }
  }

  /// What lint and pkglint say of a repository, whatever way there is to it.
  private func check(_ repository: String, in folder: URL) throws {
    let program = BuiltProgram.url.path
    let lint = ["lint", "--format", "short"]
    let packages = try Kit.run(program, lint + [repository], in: folder)
    #expect(packages.status == 0 && packages.output.contains("[pkglint.manifest009.1]"), "\(packages.output)")
    #expect(packages.output.hasPrefix("pkg://test/demo@1.0,5.11:"), "\(packages.output)")
    let previous = try Kit.run(program, lint + ["--previous", repository, "older.p5m"], in: folder)
    #expect(previous.status == 1 && previous.output.contains("[upgrade.downgrade]"), "\(previous.output)")
    let reference = try Kit.run(program, lint + ["--reference", repository, "other.p5m"], in: folder)
    #expect(reference.status == 1 && reference.output.contains("[pkglint.dupaction002.1]"), "\(reference.output)")
    let cache = "cache-\(UUID().uuidString)"
    let pkglint = BuiltProgram.commands.appendingPathComponent("pkglint").path
    for arguments in [["-c", cache, "-r", repository, "other.p5m"], ["-c", cache, "other.p5m"]] {
      let run = try Kit.run(pkglint, arguments, in: folder)
      #expect(run.status == 1 && run.output.contains("pkglint.dupaction002.1"), "\(run.output)")
      #expect(run.output.components(separatedBy: "Lint engine setup...").count == 2, "\(run.output)")
    }
  }

  @Test func repositoriesOnDisk() throws {
    try withRepository { folder in
      try check("repository", in: folder)
      try check("file://\(folder.path)/repository", in: folder)
    }
  }

  @Test func depots() throws {
    try withRepository { folder in
      let server = Process()
      server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      server.arguments = ["python3", "-c", Self.depot]
      server.currentDirectoryURL = folder
      let pipe = Pipe()
      server.standardOutput = pipe
      try server.run()
      defer {
        // Threads of tests block other signals, and what they start inherits that.
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
      }
      let port = try #require(
        Int(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(in: .newlines)))
      try check("http://127.0.0.1:\(port)", in: folder)
    }
  }

  @Test func whatCannotBeReachedIsTold() throws {
    let files = ["m.p5m": LintRun.clean]
    for repository in ["http://127.0.0.1:1/", "/nonexistent", "file:///nonexistent", "ftp://127.0.0.1/"] {
      let run = try LintRun(["lint", "--reference", repository, "m.p5m"], files)
      #expect(run.status == 3 && run.output.isEmpty && run.complaints.contains("error: "), "\(run)")
    }
  }
}
