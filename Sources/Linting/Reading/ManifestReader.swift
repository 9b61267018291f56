package import PackageModel
import Payload

/// Reads manifests that are to be checked as pkglint does: all that is wrong with a file is told, and a package is made of
/// it only where nothing is.
package struct ManifestReader {
  private let addsVariants: Bool

  /// - Parameter addsVariants: whether actions of which duplicates are looked for get the variants of their package.
  package init(addsVariants: Bool = true) { self.addsVariants = addsVariants }

  /// The packages of some files, in order, and what is wrong with the others.
  package func read(_ paths: [ByteString]) -> (packages: [LintPackage], messages: [LintMessage]) {
    let addsVariants = self.addsVariants
    let results = ParallelWork.map(paths) { Self.read($0, addsVariants: addsVariants) }
    var packages: [LintPackage] = []
    var messages: [LintMessage] = []
    for result in results {
      switch result {
      case .success(let package): packages.append(package)
      case .failure(let refusal): messages.append(refusal.message)
      }
    }
    return (packages, messages)
  }

  private struct Refusal: Error {
    let message: LintMessage

    init(_ number: String, _ text: String) {
      message = LintMessage(.critical, "lint.manifest" + number, text)
    }
  }

  private static func read(_ path: ByteString, addsVariants: Bool) -> Result<LintPackage, Refusal> {
    let text: [UInt8]
    do throws(FileError) {
      text = try FileBytes.read(path)
    } catch {
      return .failure(
        Refusal(
          "001",
          "Unable to read manifest file \(path): [Errno \(error.code)] \(error.reason): \(PythonForm.repr(path))"))
    }
    if let problem = UTF8Problem(in: text) {
      return .failure(Refusal("002", "Invalid file \(path): manifest not encoded in UTF-8: \(problem.description)"))
    }
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(
      reading: withoutUnfinishedLine(text), fileName: path.text, diagnostics: &diagnostics)
    let errors = ReferenceErrors.describe(manifest)
    guard errors.isEmpty else {
      return .failure(
        Refusal(
          "002",
          "Error in file \(path): The requested operation cannot be completed due to invalid package metadata.  "
            + "Details follow:\n\n" + errors.joined(separator: "\n")))
    }
    // The FMRI of a package is one of its attributes, which a package without FMRI makes as well.
    let nameless = LintPackage(
      manifest, fmri: FMRI(publisher: nil, stem: "", version: nil), origin: .file, addsVariants: addsVariants)
    guard let name = nameless.attribute("pkg.fmri") else {
      return .failure(Refusal("003", "Manifest \(path) does not declare fmri."))
    }
    guard !name.isList else {
      return .failure(Refusal("002", "Error in file \(path): pkg.fmri has several values"))
    }
    do throws(InvalidFMRI) {
      let fmri = try FMRI(reading: name.values[0])
      guard fmri.version != nil else {
        return .failure(Refusal("003", "Error in file \(path): pkg.fmri does not include a version string"))
      }
      return .success(nameless.named(fmri))
    } catch {
      return .failure(Refusal("002", "Error in file \(path): \(error)"))
    }
  }

  /// A last line that is continued but not followed by another one is left out.
  private static func withoutUnfinishedLine(_ text: [UInt8]) -> [UInt8] {
    var scanner = LogicalLineScanner(blankRule: .goesOn)
    let span = text.span
    while let line = scanner.next(span) {
      if line.isUnfinished { return Array(text[..<line.physical.lowerBound]) }
    }
    return text
  }
}
