import Foundation
import Glibc
import PkgwrightCommands

/// The program that was built together with these tests.
enum BuiltProgram {
  /// The executable, which lies beside the test bundle.
  static let url = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("pkgwright")

  /// The names of the drop-ins, those of the program with the network included.
  static let dropIns: Set<String> = Set(PkgwrightProgram.dropIns.map { $0.name }).union(["pkgsign", "pkg.depotd"])

  /// A folder with a link for each drop-in.
  static let commands: URL = {
    let folder = url.deletingLastPathComponent().appendingPathComponent("test-dropins")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in dropIns {
      let link = folder.appendingPathComponent(name)
      try? FileManager.default.removeItem(at: link)
      try? FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
    }
    return folder
  }()

  /// Whether a program is on the search path.
  static func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
