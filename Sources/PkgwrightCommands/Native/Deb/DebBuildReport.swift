import DebianPackage
import Glibc
import PackageModel

/// The account of a build.
struct DebBuildReport: Encodable {
  var path: String
  var size: Int64
  var package: String
  var version: String
  var architecture: String
  var installedSize: String?
  var conffiles: [String]
  var warnings: [String]

  init(_ built: BuiltPackage) {
    path = built.path.text
    var status = stat()
    size = stat(path, &status) == 0 ? Int64(status.st_size) : 0
    package = built.package
    version = built.version
    architecture = built.architecture
    installedSize = built.installedSize
    conffiles = built.conffiles.map(\.text)
    warnings = built.findings.map(\.message)
  }

  func print(_ format: OutputFormat) throws {
    guard format == .text else { return try JSONOutput.print(self) }
    Console.print("\(path): \(package) \(version) for \(architecture), \(ByteCount.text(size))")
    if !conffiles.isEmpty { Console.print("conffiles: \(conffiles.joined(separator: " "))") }
  }
}

/// Numbers of bytes for people.
enum ByteCount {
  static func text(_ count: Int64) -> String {
    var value = count
    for unit in ["bytes", "KiB", "MiB", "GiB"] {
      if value < 10_000 || unit == "GiB" { return "\(value) \(unit)" }
      value = (value + 512) / 1024
    }
    return "\(count) bytes"
  }
}
