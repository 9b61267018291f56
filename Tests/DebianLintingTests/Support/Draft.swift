import Foundation
import PackageModel
import Payload
import TestSupport

/// A package to be written as a tree, to begin with one that nothing is wrong with.
struct Draft: Sendable {
  /// A file of the tree.
  struct File: Sendable {
    var bytes: [UInt8]
    var mode: Int
    var time: Int = Draft.time
  }

  static let time = 1_767_225_600
  var name: String
  var control: [String]
  var description: [String] = [
    "little program to test with", " It does nothing that is worth telling, but it", " does so on every machine.",
  ]
  var files: [String: File] = [:]
  var links: [String: String] = [:]
  var folders: [String: Int] = [:]
  var hardLinks: [String: String] = [:]
  /// Members of the control archive besides `control`, `conffiles` and `md5sums`.
  var members: [String: File] = [:]
  /// The text of `conffiles`; `nil` lists what lies in /etc.
  var conffiles: String?
  /// The text of `md5sums`; `nil` is right.
  var md5sums: String?
  var hasSums = true

  init(_ name: String = "demo") {
    self.name = name
    control = [
      "Package: \(name)", "Version: 1.0-1", "Architecture: all", "Maintainer: Ada Byron <ada@example.org>",
      "Section: utils",
      "Priority: optional",
    ]
    self["usr/bin/\(name)", 0o755] = "#!/bin/sh\nexit 0\n"
    files["usr/share/man/man1/\(name).1.gz"] = File(bytes: Self.manual, mode: 0o644)
    files["usr/share/doc/\(name)/changelog.Debian.gz"] = File(bytes: Self.gzip(Self.changelog(name)), mode: 0o644)
    self["usr/share/doc/\(name)/copyright"] = "Copyright: 2026 Ada Byron\nLicense: MIT\n"
  }

  static func changelog(_ name: String) -> String {
    """
    \(name) (1.0-1) unstable; urgency=medium

      * First package of the program. (Closes: #1000000)

     -- Ada Byron <ada@example.org>  Thu, 01 Jan 2026 00:00:00 +0000

    """
  }

  /// Compresses as gzip -9n does.
  static func gzip(_ text: String, _ options: String = "-9n") -> [UInt8] {
    let scratch = try? Scratch()
    guard let scratch, (try? scratch.write("text", Array(text.utf8))) != nil else { return [] }
    return (try? run("gzip", [options, "-c", scratch("text")])) ?? []
  }

  private static let manual = gzip(".TH DEMO 1\n.SH NAME\ndemo \\- little program to test with\n")

  /// A text file by its path and mode.
  subscript(path: String, mode: Int = 0o644) -> String? {
    get { files[path].map { String(decoding: $0.bytes, as: UTF8.self) } }
    set { files[path] = newValue.map { File(bytes: Array($0.utf8), mode: mode) } }
  }

  /// Replaces the changelog.
  mutating func setChangelog(_ text: String) {
    files["usr/share/doc/\(name)/changelog.Debian.gz"] = File(bytes: Self.gzip(text), mode: 0o644)
  }

  /// Sets a field, or removes it.
  mutating func set(_ field: String, _ value: String?) {
    control.removeAll { $0.hasPrefix(field + ":") }
    if let value { control.append("\(field): \(value)") }
  }

  /// A maintainer script.
  mutating func script(_ name: String, _ text: String, mode: Int = 0o755) {
    members[name] = File(bytes: Array(text.utf8), mode: mode)
  }

  /// Writes the tree below a directory.
  func write(to root: String) throws {
    let manager = FileManager.default
    func put(_ path: String, _ file: File) throws {
      let full = root + "/" + path
      try manager.createDirectory(
        atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      try Data(file.bytes).write(to: URL(fileURLWithPath: full))
      guard chmod(full, mode_t(file.mode)) == 0 else { throw CocoaError(.fileWriteNoPermission) }
      var times = [timeval(tv_sec: file.time, tv_usec: 0), timeval(tv_sec: file.time, tv_usec: 0)]
      utimes(full, &times)
    }
    for (path, file) in files { try put(path, file) }
    for (path, target) in links {
      try manager.createDirectory(
        atPath: (root + "/" + path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      try manager.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }
    for (path, target) in hardLinks {
      try manager.createDirectory(
        atPath: (root + "/" + path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      try manager.linkItem(atPath: root + "/" + target, toPath: root + "/" + path)
    }
    for (path, mode) in folders {
      try manager.createDirectory(
        atPath: root + "/" + path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
      chmod(root + "/" + path, mode_t(mode))
    }
    let text = (control + ["Description: " + description.joined(separator: "\n")]).joined(separator: "\n") + "\n"
    try put("DEBIAN/control", File(bytes: Array(text.utf8), mode: 0o644))
    let listed = files.keys.filter { $0.hasPrefix("etc/") }.sorted().map { "/\($0)\n" }.joined()
    let conffiles = conffiles ?? listed
    if !conffiles.isEmpty { try put("DEBIAN/conffiles", File(bytes: Array(conffiles.utf8), mode: 0o644)) }
    if hasSums {
      let sums =
        try md5sums ?? files.keys.filter { !$0.hasPrefix("etc/") }.sorted().map { path in
          "\(try ContentSource.memory(files[path]?.bytes ?? []).digests([.md5])[0].hex)  \(path)\n"
        }.joined()
        + hardLinks.sorted { $0.key < $1.key }.map { path, target in
          "\(try ContentSource.memory(files[target]?.bytes ?? []).digests([.md5])[0].hex)  \(path)\n"
        }.joined()
      try put("DEBIAN/md5sums", File(bytes: Array(sums.utf8), mode: 0o644))
    }
    for (name, file) in members { try put("DEBIAN/" + name, file) }
    chmod(root + "/DEBIAN", 0o755)
  }

  /// Packs the tree as dpkg-deb does, whatever is wrong with it.
  func pack(in scratch: Scratch, as file: String, compression: String = "gzip") throws {
    let tree = scratch("tree-" + file)
    try write(to: tree)
    try run(
      "dpkg-deb", ["--root-owner-group", "--nocheck", "-Z" + compression, "--build", tree, scratch(file)],
      environment: ["SOURCE_DATE_EPOCH": String(Self.time)])
  }
}
