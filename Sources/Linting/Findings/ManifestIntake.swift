package import PackageModel
package import Payload

/// Reads manifests so that as much as possible can be said about each, whatever is wrong with it.
package enum ManifestIntake {
  /// What came of a file.
  package struct Result: Sendable {
    /// The package, unless its name is missing.
    package var package: LintPackage?
    package var findings: [LintFinding] = []
  }

  /// Reads files on all processors; the results, or why there is none, are in the order of the files.
  ///
  /// - Parameter texts: what to take for the text of some files instead of what is in them.
  package static func read(
    _ paths: [ByteString], texts: [String: [UInt8]] = [:]
  ) -> [Swift.Result<Result, FileError>] {
    ParallelWork.map(paths) { path in
      let file = path.text
      do throws(FileError) {
        if let text = texts[file] { return .success(Self.read(text, file: file)) }
        return .success(Self.read(try FileBytes.read(path), file: file))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Reads the text of a manifest.
  package static func read(_ text: [UInt8], file: String) -> Result {
    var result = Result()
    if let problem = UTF8Problem(in: text) {
      result.findings.append(
        LintFinding(
          id: "lint.manifest002", level: .critical, message: "the file is not UTF-8: \(problem.description)",
          place: LintFinding.Place(file: file), remedy: "convert the file to UTF-8"))
      return result
    }
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: text, fileName: file, diagnostics: &diagnostics)
    result.findings = diagnostics.map(finding) + directives(of: manifest)
    let nameless = LintPackage(
      manifest, fmri: FMRI(publisher: nil, stem: "", version: nil), origin: .file)
    var map: SourceMap?
    func report(_ number: String, _ message: String, _ remedy: String?) {
      if map == nil { map = SourceMap(manifest) }
      let action = nameless.setAction("pkg.fmri") ?? nameless.setAction("fmri")
      let id = "lint.manifest" + number
      result.findings.append(
        LintFinding(
          id: id, level: .critical, message: message,
          place: action.flatMap { map?.place(of: $0.index, attribute: "value") } ?? LintFinding.Place(file: file),
          remedy: remedy ?? CheckRegistry.catalog.message(id)?.remedy))
    }
    guard let name = nameless.attribute("pkg.fmri") else {
      // A file in which nothing is an action is none of ours; its lines say enough.
      if manifest.actionCount > 0 || result.findings.isEmpty {
        report("003", "the manifest does not name its package: pkg.fmri is missing", nil)
      }
      return result
    }
    guard !name.isList else {
      report("002", "pkg.fmri has several values", "keep one value")
      return result
    }
    do throws(InvalidFMRI) {
      let fmri = try FMRI(reading: name.values[0])
      if fmri.version == nil {
        report("003", "pkg.fmri has no version", "write pkg://PUBLISHER/NAME@VERSION")
      } else {
        result.package = nameless.named(fmri)
      }
    } catch {
      report("002", error.description, "write pkg://PUBLISHER/NAME@VERSION; numbers have no leading zeros")
    }
    return result
  }

  private static func finding(_ diagnostic: Diagnostic) -> LintFinding {
    let place = diagnostic.location ?? SourceLocation(file: "")
    return LintFinding(
      id: "lint.manifest002", level: .critical, message: diagnostic.message,
      place: LintFinding.Place(
        file: place.file, line: place.line, column: place.column, text: diagnostic.sourceLine),
      remedy: diagnostic.remedy)
  }

  private static func directives(of manifest: Manifest) -> [LintFinding] {
    (0..<manifest.itemCount).filter { manifest.itemKind(at: $0) == .directive }.map { item in
      let place = manifest.location(ofItem: item)
      return LintFinding(
        id: "lint.manifest002", level: .critical, message: "transforms and includes are not understood here",
        place: LintFinding.Place(file: place.file, line: place.line, column: 1, text: manifest.itemText(at: item)),
        remedy: "check the output of pkgwright mogrify")
    }
  }
}
