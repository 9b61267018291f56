import PackageModel
import Payload

@testable import Transforms

/// Files in memory.
struct MemoryFiles: TransformFiles {
  var files: [ByteString: String] = [:]
  var standardInput = ""

  func exists(_ path: ByteString) -> Bool { files[path] != nil }

  func read(_ path: ByteString) throws(FileError) -> [UInt8] {
    guard let text = files[path] else { throw FileError("open", path, code: 2) }
    return Array(text.utf8)
  }

  func readStandardInput() throws(FileError) -> [UInt8] { Array(standardInput.utf8) }
}

/// Applies rules to texts and tells what came of it.
struct Mogrification {
  var output = ""
  var printed: [String] = []
  var status: Int32 = 0
  var message: String?
  var failure: TransformFailure?
  var outcome: TransformOutcome?

  /// What is wrong, each with its place as `file:line:column`.
  var mistakes: [String] {
    (failure?.diagnostics ?? []).map { diagnostic in
      let place = diagnostic.location
      let numbers = [place?.line, place?.column].compactMap { $0.map(String.init) }
      return ([place?.file ?? ""] + numbers).joined(separator: ":") + " " + diagnostic.message
    }
  }

  /// - Parameter text: a manifest with its rules.
  init(_ text: String, isVerbose: Bool = false, isTraced: Bool = false) {
    self.init([.text(Array(text.utf8), name: "m")], isVerbose: isVerbose, isTraced: isTraced)
  }

  init(
    _ inputs: [TransformInput], options: TransformOptions = TransformOptions(), files: MemoryFiles = MemoryFiles(),
    isVerbose: Bool = false, isTraced: Bool = false
  ) {
    var running = Transformation.Options()
    running.isVerbose = isVerbose
    running.isTraced = isTraced
    do throws(TransformFailure) {
      let document = try TransformReader.read(inputs, options: options, files: files)
      switch try Transformation.run(document, options: running) {
      case .finished(let outcome):
        output = String(decoding: outcome.text(), as: UTF8.self)
        printed = outcome.printed.map(\.text)
        self.outcome = outcome
      case .exited(let status, let message):
        self.status = status
        self.message = message?.text
      }
    } catch {
      failure = error
      status = error.crashesReference ? 99 : 1
    }
  }
}
