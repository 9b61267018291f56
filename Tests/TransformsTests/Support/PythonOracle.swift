import Foundation
import Testing

/// Asks Python's own `re` and `shlex` what they make of something, where Python 3.11 is installed.
enum PythonOracle {
  /// Whether a Python is there whose rules ours are.
  static let isAvailable: Bool = {
    guard let text = try? run("import sys; print(sys.version_info[:2] in ((3, 11), (3, 12)))", input: "") else {
      return false
    }
    return text.hasPrefix("True")
  }()

  /// Runs a Python program on a text.
  static func run(_ program: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", program]
    let output = Pipe()
    let source = Pipe()
    process.standardOutput = output
    process.standardInput = source
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Another thread writes, for the pipes hold less than the texts.
    let bytes = Data(input.utf8)
    let writer = Thread {
      source.fileHandleForWriting.write(bytes)
      try? source.fileHandleForWriting.close()
    }
    writer.start()
    let result = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: result, as: UTF8.self)
  }

  /// Runs a Python program that maps a JSON value to a JSON value.
  static func map<Input: Encodable, Output: Decodable>(
    _ program: String, _ input: Input, as type: Output.Type = Output.self
  ) throws -> Output {
    let text = try run(program, input: String(decoding: JSONEncoder().encode(input), as: UTF8.self))
    return try JSONDecoder().decode(Output.self, from: Data(text.utf8))
  }
}

/// A generator of the same numbers on every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func pick<T>(_ values: [T]) -> T { values[Int(next() % UInt64(values.count))] }

  mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }
}
