import Formatting
import Glibc
import PackageModel

/// Reads any bytes as a manifest, writes it, and lays it out, and looks whether anything is lost on the way.
@_cdecl("LLVMFuzzerTestOneInput")
public func readManifest(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: bytes, count: count))
  var diagnostics: [Diagnostic] = []
  let manifest = Manifest(reading: text, fileName: "m", diagnostics: &diagnostics)
  for diagnostic in diagnostics { precondition(!diagnostic.description.isEmpty) }
  precondition(
    diagnostics.count >= (0..<manifest.itemCount).filter { manifest.itemKind(at: $0) == .malformed }.count,
    "a line that is no action goes without a word")
  readBack(manifest)
  for style in FormatStyle.allCases { layOut(text, as: style, manifest) }
  return 0
}

/// What is written reads as what it was, if it can be written.
private func readBack(_ manifest: Manifest) {
  for index in 0..<manifest.actionCount {
    let action = manifest.action(at: index)
    guard action.isExpressible else { continue }
    let line = action.line()
    precondition((try? Action(parsing: line))?.line() == line, "an action is another one when it is read again")
  }
}

/// The layout keeps every line that is not blank.
private func layOut(_ text: [UInt8], as style: FormatStyle, _ manifest: Manifest) {
  let formatter = ManifestFormatter(FormattingOptions(style: style))
  guard let result = try? formatter.format(text, fileName: "m") else {
    preconditionFailure("a small manifest is not formatted")
  }
  var diagnostics: [Diagnostic] = []
  let back = Manifest(reading: result.text, fileName: "m", diagnostics: &diagnostics)
  let isExpressible = (0..<manifest.actionCount).allSatisfy { manifest.action(at: $0).isExpressible }
  guard isExpressible, manifest.itemCount > 0,
    (0..<manifest.itemCount).allSatisfy({ manifest.itemKind(at: $0) == .action })
  else { return }
  precondition(back.actionCount == manifest.actionCount, "the layout has another number of actions")
}
