import Foundation
import Glibc
import PackageModel
import Payload
import Staging

/// A folder of its own for a test, removed at the end.
final class TemporaryTree {
  let path: String

  init() {
    var template = Array((NSTemporaryDirectory() + "staging-XXXXXX").utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit {
    // Some tests take permissions away.
    if let names = FileManager.default.enumerator(atPath: path) {
      for case let name as String in names { chmod(path + "/" + name, 0o700) }
    }
    try? FileManager.default.removeItem(atPath: path)
  }

  var bytes: ByteString { ByteString(path) }

  func at(_ name: String) -> ByteString { ByteString(path + "/" + name) }

  /// Makes a file with its directories.
  @discardableResult
  func file(_ name: String, _ text: String = "x", _ mode: mode_t = 0o644) throws -> Self {
    let place = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: place))
    chmod(place, mode)
    return self
  }

  @discardableResult
  func directory(_ name: String, _ mode: mode_t = 0o755) throws -> Self {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    chmod(path + "/" + name, mode)
    return self
  }

  @discardableResult
  func link(_ name: String, to target: String) -> Self {
    symlink(target, path + "/" + name)
    return self
  }

  @discardableResult
  func hardLink(_ name: String, to other: String) -> Self {
    Glibc.link(path + "/" + other, path + "/" + name)
    return self
  }

  /// Sets a time without following links.
  func touch(_ name: String, _ seconds: Int, _ nanoseconds: Int = 0) {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    let times = [time, time]
    utimensat(AT_FDCWD, path + "/" + name, times, AT_SYMLINK_NOFOLLOW)
  }
}

extension StagedTree {
  /// The tree as lines like `drwxr-xr-x opt/` for comparisons; the root is left out.
  var lines: [String] {
    entries.filter { !$0.path.isEmpty }.map { entry in
      let mode = String(entry.permissions, radix: 8)
      return switch entry.kind {
      case .directory: "\(mode) \(entry.path)/"
      case .file: "\(mode) \(entry.path)"
      case .link: "\(entry.path) -> \(entry.target)"
      case .fifo: "\(mode) \(entry.path)|"
      }
    }
  }

  /// The text of a file.
  func text(_ path: ByteString) throws -> String? {
    guard let content = entry(at: path)?.content else { return nil }
    return String(decoding: try content.bytes(limit: 1 << 20), as: UTF8.self)
  }
}
