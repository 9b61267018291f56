import IPSRepository
import PackageModel
import Payload
import Transforms

/// Makes packages ready to go on, changed by transforms where there are some.
struct PkgrecvTransforms {
  private let inputs: [TransformInput]

  /// - Parameter files: files with rules; `-` alone is standard input.
  init(_ files: [ByteString]) throws {
    let named = files.filter { $0 != "-" }
    guard named.isEmpty, !files.isEmpty else {
      inputs = named.map { .file($0) }
      return
    }
    // Every package needs the rules, and standard input can be read once.
    inputs = [.text(try FileBytes.readStandardInput(), name: "<stdin>")]
  }

  func shipment(of fmri: FMRI, _ bytes: [UInt8]) throws -> PackageTransfer.Shipment {
    guard !inputs.isEmpty else { return try PackageTransfer.Shipment(fmri, manifest: bytes) }
    do {
      return try transform(bytes, of: fmri)
    } catch let failure as TransformFailure {
      throw PkgrecvEnd(message: failure.diagnostics.map(\.description).joined(separator: "\n"), prefix: "\n")
    } catch let diagnostics as Diagnostics {
      throw PkgrecvEnd(message: diagnostics.description, prefix: "\n")
    }
  }

  private func transform(_ bytes: [UInt8], of fmri: FMRI) throws -> PackageTransfer.Shipment {
    let name = ByteString(fmri.description)
    let document = try TransformReader.read(
      inputs + [.text(bytes, name: name)], options: TransformOptions())
    let outcome: TransformOutcome
    switch try Transformation.run(document) {
    case .finished(let finished): outcome = finished
    case .exited(let status, let message):
      throw PkgrecvEnd(message: "a transform ends \(fmri): \(message.map(\.text) ?? "status \(status)")", prefix: "\n")
    }
    Console.output(outcome.printedText())
    let changed = try Manifest(reading: outcome.text(), fileName: fmri.description)
    var manifest = Manifest(fileName: fmri.description)
    var newName = fmri
    for index in 0..<changed.actionCount {
      let action = changed.action(at: index)
      switch action.kind {
      case .signature: continue
      case .set where action.attributes["name"] == "pkg.fmri":
        if let text = action.attributes["value"] { newName = try FMRI(parsing: text) }
        continue
      case .file where !action.attributes.contains("pkg.size"), .license where !action.attributes.contains("pkg.size"):
        throw PkgrecvEnd(
          message: "Adding new hashable content \(action.payload ?? "") is not allowed.", prefix: "\n")
      case .depend:
        for text in action.attributes.values("fmri") { _ = try FMRI(parsing: text) }
      default: break
      }
      try manifest.append(action)
    }
    newName.publisher = newName.publisher ?? fmri.publisher
    if newName.version?.timestamp == nil { newName.version?.timestamp = fmri.version?.timestamp }
    if newName.version?.buildRelease == nil { newName.version?.buildRelease = fmri.version?.buildRelease }
    return PackageTransfer.Shipment(newName, manifest, publisher: fmri.publisher ?? "")
  }
}
