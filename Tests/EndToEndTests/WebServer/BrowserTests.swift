import Foundation
import Testing

/// The pages of the depot in a browser.
@Suite("Pages in Chromium", .enabled(if: BuiltProgram.isInstalled("chromium"), "chromium is not installed"))
struct BrowserTests {
  private static let preparation = #"""
    set -e
    pkgwright repo create repo --publisher test
    mkdir tree && printf 'hello\n' > tree/hello && printf 'Do what you like.\n' > tree/licence
    cat > hello.p5m <<'END'
    set name=pkg.fmri value=pkg://test/demo/hello@1.0,5.11-1:20261122T202609Z
    set name=pkg.summary value="Says <script>document.title='changed'</script> hello"
    set name=pkg.description value="Greets whoever starts it, in as many words as it takes."
    set name=info.classification value="org.opensolaris.category.2008:Applications/Accessories"
    set name=info.upstream-url value=https://www.example.org/hello
    file hello path=usr/share/hello owner=root group=bin mode=0444
    license licence license=MIT
    depend type=require fmri=pkg:/demo/base@1.0
    END
    sed -e 's/demo.hello@1.0/demo\/hello@1.1/; s/202609Z/202610Z/' hello.p5m > newer.p5m
    printf '%s\n' 'set name=pkg.fmri value=pkg://test/demo/base@1.0,5.11:20261122T202608Z' \
      'set name=pkg.summary value="What the demonstration stands on"' > base.p5m
    for manifest in hello newer base; do
      pkgsend -D allow-timestamp -s repo publish -d tree $manifest.p5m > /dev/null
    done
    """#

  /// What the browser prints or draws.
  private func browse(_ options: String, _ address: String, in folder: URL) throws -> CommandRun {
    try CommandRun.shell(
      "timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir=profile "
        + "--enable-logging=stderr \(options) '\(address)'", in: folder)
  }

  private func size(ofPicture url: URL) throws -> (width: Int, height: Int) {
    let bytes = [UInt8](try Data(contentsOf: url))
    guard bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) else { return (0, 0) }
    func number(_ offset: Int) -> Int { bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  @Test func pagesAreDrawnInLightAndDark() throws {
    try CommandRun.withFolder { folder in
      let prepared = try CommandRun.shell(Self.preparation, in: folder)
      #expect(prepared.status == 0, "\(prepared.complaints)")
      let (depot, port) = try ServerProcess.depot(folder.path + "/repo")
      let base = "http://127.0.0.1:\(port)"
      for (number, path) in [
        "/", "/test/", "/test/?q=hello", "/test/package/demo/hello", "/test/package/demo/hello?view=contents",
      ].enumerated() {
        let dump = try browse("--dump-dom", base + path, in: folder)
        #expect(dump.output.contains("<main id=\"content\""), "\(path): \(dump.complaints)")
        #expect(!dump.output.contains("<script") && !dump.output.contains("<title>changed"), "\(path)")
        #expect(!dump.complaints.contains("Content Security Policy"), "\(path): \(dump.complaints)")
        var pictures: [Data] = []
        for (mode, setting) in [("light", 1), ("dark", 0)] {
          let file = folder.appendingPathComponent("page-\(number)-\(mode).png")
          _ = try browse(
            "--screenshot=\(file.path) --window-size=1100,900 --blink-settings=preferredColorScheme=\(setting)",
            base + path, in: folder)
          #expect(try size(ofPicture: file) == (1100, 900), "\(path)")
          pictures.append(try Data(contentsOf: file))
          // For people who want to look at them.
          if let target = ProcessInfo.processInfo.environment["KEEP_SCREENSHOTS"] {
            try? FileManager.default.copyItem(atPath: file.path, toPath: "\(target)/\(file.lastPathComponent)")
          }
        }
        #expect(pictures[0] != pictures[1], "\(path) looks the same in light and dark")
      }
      depot.stop()
    }
  }
}
