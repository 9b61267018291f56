import Foundation

/// Replays a recorded case against the program that was built.
struct GoldenRun {
  let golden: GoldenCase
  /// The folder with a link for each drop-in.
  let commands: URL

  /// What differs from the record; nothing where the case passes.
  func differences() throws -> [String] {
    // The name has a fixed length, so that the wrapping of lines does not depend on it.
    let scratch = URL(fileURLWithPath: "/tmp/golden-" + String(UUID().uuidString.prefix(8)).lowercased())
    let work = scratch.appendingPathComponent("w")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: scratch) }
    if golden.has("in") {
      try FileManager.default.copyItem(at: golden.folder.appendingPathComponent("in"), to: work)
    } else {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: false)
    }
    let status = try execute(in: work, scratch: scratch)
    let output = try Data(contentsOf: scratch.appendingPathComponent("stdout"))
    let complaints = try Data(contentsOf: scratch.appendingPathComponent("stderr"))

    var found: [String] = []
    let expected = String(decoding: golden.bytes("status"), as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    if String(status) != expected {
      found.append(
        "exit status \(status), expected \(expected); stderr: \(String(decoding: complaints, as: UTF8.self).suffix(400))"
      )
    }
    let got = lines(normalised(output, work))
    let wanted = lines(golden.bytes("stdout"))
    if got != wanted { found.append("stdout differs:\n" + difference(wanted, got)) }
    return found + missingFiles(work)
  }

  private func execute(in work: URL, scratch: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", golden.script]
    process.currentDirectoryURL = work
    process.environment = environment(scratch)
    process.standardInput = FileHandle.nullDevice
    for (name, keyPath) in [("stdout", \Process.standardOutput), ("stderr", \Process.standardError)] {
      let file = scratch.appendingPathComponent(name)
      try Data().write(to: file)
      process[keyPath: keyPath] = try FileHandle(forWritingTo: file)
    }
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 60)
    while process.isRunning, Date() < deadline { usleep(2_000) }
    guard !process.isRunning else {
      process.terminate()
      process.waitUntilExit()
      return -1
    }
    return process.terminationStatus
  }

  /// What the packager's own settings would change is left out.
  private func environment(_ scratch: URL) -> [String: String] {
    let personal = ["PKG", "LC_", "LANG", "FPM", "DEB", "EMAIL", "EDITOR", "SOURCE_DATE_EPOCH"]
    var result = ProcessInfo.processInfo.environment.filter { variable in
      !personal.contains { variable.key.hasPrefix($0) }
    }
    result["PATH"] = commands.path + ":" + (result["PATH"] ?? "/usr/bin:/bin")
    result["HOME"] = scratch.path
    result["LC_ALL"] = "C.UTF-8"
    result["TZ"] = "UTC"
    result["GOLDEN_CASE"] = golden.folder.path
    return result
  }

  /// The run's folder becomes `@CWD@`, the time of an FMRI `@TIMESTAMP@`.
  private func normalised(_ data: Data, _ work: URL) -> Data {
    var bytes = Array(data)
    bytes = bytes.replacing(Array(work.path.utf8), with: Array("@CWD@".utf8))
    return Data(golden.isExact ? bytes : bytes.replacingTimestamps())
  }

  private func lines(_ data: Data) -> [Data] {
    let lines = data.split(separator: 0x0a, omittingEmptySubsequences: false).map { Data($0) }
    return golden.isUnordered ? lines.sorted { $0.lexicographicallyPrecedes($1) } : lines
  }

  private func missingFiles(_ work: URL) -> [String] {
    let out = golden.folder.appendingPathComponent("out")
    guard let paths = FileManager.default.enumerator(atPath: out.path) else { return [] }
    return paths.compactMap { $0 as? String }.sorted().compactMap { path in
      let wanted = out.appendingPathComponent(path)
      guard (try? wanted.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { return nil }
      guard let made = try? Data(contentsOf: work.appendingPathComponent(path)) else {
        return "\(path) was not written"
      }
      return (try? Data(contentsOf: wanted)) == normalised(made, work) ? nil : "\(path) differs"
    }
  }

  /// The lines that are only on one side, with a mark before them.
  private func difference(_ wanted: [Data], _ got: [Data]) -> String {
    var result: [(Int, String)] = []
    for change in got.difference(from: wanted) {
      switch change {
      case .remove(let offset, let line, _): result.append((offset, "-" + String(decoding: line, as: UTF8.self)))
      case .insert(let offset, let line, _): result.append((offset, "+" + String(decoding: line, as: UTF8.self)))
      }
    }
    return result.sorted { $0.0 < $1.0 }.prefix(40).map(\.1).joined(separator: "\n")
  }
}

extension [UInt8] {
  fileprivate func replacing(_ old: [UInt8], with new: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < count {
      if self[index...].starts(with: old) {
        result += new
        index += old.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// Replaces `YYYYMMDDTHHMMSSZ` where it begins a word.
  fileprivate func replacingTimestamps() -> [UInt8] {
    let shape = Array("dddddddd".utf8) + Array("Tdddddd".utf8) + Array("Z".utf8)
    var result: [UInt8] = []
    var index = 0
    while index < count {
      let candidate = self[index...].prefix(shape.count)
      let matches =
        candidate.count == shape.count
        && zip(candidate, shape).allSatisfy { byte, mark in
          mark == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == mark
        }
      if matches, index == 0 || !isWord(self[index - 1]) {
        result += Array("@TIMESTAMP@".utf8)
        index += shape.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x5f
      || byte >= 0x80
  }
}
