import Foundation

/// A depot that serves a fresh repository on loopback, as a user starts it; it ends with the value.
final class RunningDepot {
  let folder: URL
  let url: String
  private let process = Process()

  var repository: URL { folder.appendingPathComponent("served") }

  /// - Parameter options: those of `pkgwright depot serve` besides the repository and the address.
  init(_ options: [String] = ["--writable"]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("pkgwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = try CommandRun.shell(
      "pkgrepo create served && pkgrepo set -s served publisher/prefix=test", in: folder)
    guard made.status == 0 else { throw Failure(description: made.complaints) }
    let output = Pipe()
    process.executableURL = BuiltProgram.url.deletingLastPathComponent().appendingPathComponent("pkgwright-depot")
    process.arguments =
      ["depot", "serve", "--repository", folder.appendingPathComponent("served").path, "--listen", "127.0.0.1:0"]
      + options
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let byte = output.fileHandleForReading.readData(ofLength: 1)
      guard !byte.isEmpty else { throw Failure(description: "the depot ended: \(line)") }
      line += String(decoding: byte, as: UTF8.self)
    }
    guard let address = line.split(separator: " ").last else { throw Failure(description: line) }
    url = String(address.trimmingCharacters(in: .whitespacesAndNewlines).dropLast(address.hasSuffix("/\n") ? 1 : 0))
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs a script in the depot's folder, where `$URL` is its address.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> CommandRun {
    try CommandRun.shell(script, in: folder, environment: environment.merging(["URL": url]) { $1 })
  }

  /// A script that makes a package `name` of the files in `in`.
  static let package = """
    mkdir -p in; echo one > in/one; seq 1 500 > in/two; : > in/empty
    cat > demo.p5m << 'END'
    set name=pkg.fmri value=demo/tool@1.0,5.11-1
    set name=pkg.summary value="A demo tool"
    dir path=usr/bin owner=root group=bin mode=0755
    file one path=usr/bin/tool owner=root group=bin mode=0555
    file two path=usr/share/data owner=root group=bin mode=0444
    file empty path=usr/share/empty owner=root group=bin mode=0444
    depend type=require fmri=pkg:/demo/base@1.0
    END

    """
}
