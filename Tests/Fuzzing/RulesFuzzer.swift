import PackageModel
import Payload
import Transforms

/// Two files: the input itself and one that says nothing, so that includes lead somewhere.
private struct Files: TransformFiles {
  let text: [UInt8]

  func exists(_ path: ByteString) -> Bool { path == "self" || path == "empty" }
  func read(_ path: ByteString) throws(FileError) -> [UInt8] { path == "self" ? text : [] }
  func readStandardInput() throws(FileError) -> [UInt8] { [] }
}

/// Reads any bytes as rules and actions and applies the ones to the others.
@_cdecl("LLVMFuzzerTestOneInput")
public func readRules(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: bytes, count: count))
  do throws(TransformFailure) {
    var options = TransformOptions()
    options.warnsOfSlips = true
    options.macros.define("a", "b")
    let document = try TransformReader.read([.text(text, name: "m")], options: options, files: Files(text: text))
    for diagnostic in document.warnings { precondition(!diagnostic.description.isEmpty) }
    _ = Transformation.checkPatterns(of: document)
    var running = Transformation.Options()
    running.isVerbose = true
    running.isTraced = true
    if case .finished(let outcome) = try Transformation.run(document, options: running) {
      _ = outcome.text()
      _ = outcome.printedText()
    }
  } catch {
    precondition(!error.diagnostics.isEmpty, "a failure says nothing")
    for diagnostic in error.diagnostics { precondition(!diagnostic.description.isEmpty) }
  }
  return 0
}
