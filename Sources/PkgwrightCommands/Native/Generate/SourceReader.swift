import DebianPackage
import PackageModel
import Payload
import Staging

/// Reads one source of a native command, and complains about what cannot be taken over.
struct SourceReader {
  private let options: GenerateOptions

  init(_ options: GenerateOptions) {
    self.options = options
  }

  func read(_ path: ByteString, _ take: (Action) throws -> Void) throws {
    let report: ManifestGenerator.Report
    do {
      let isForDebian = DebFile.isPackage(path)
      report = try SourceActions(options).generate(path) { action in
        if !isForDebian, action.attributes["deb.type"] == "fifo", let name = action.attributes["path"] {
          warn("\(name) is a FIFO, which only Debian packages can hold; its action says deb.type=fifo")
        }
        try take(action)
      }
    } catch let error as StagingError {
      throw Self.complaint(error)
    }
    for skipped in report.skipped {
      warn("\(skipped.path) is \(skipped.kind.phrase), which packages cannot hold, and is left out")
    }
    for problem in report.problems {
      switch problem {
      case .classAction(let package, let path, let name):
        warn("the scripts of the class \(name) of \(package), which \(path) belongs to, are not taken over")
      case .script(let package, let name):
        warn("the script \(name) of \(package) is not taken over")
      }
    }
    switch report.damage {
    case .complete: break
    case .damagedHeader(let error), .damagedContent(let error): throw error
    }
  }

  private static func complaint(_ error: StagingError) -> Diagnostic {
    switch error {
    case .unknownFormat(let path):
      Diagnostic(
        .error, "\(path) is no package and no archive that can be read",
        remedy: "give a directory, a tar archive, a .deb or an SVR4 package")
    case .missingInput(let path): Diagnostic(.error, "\(path) does not exist")
    default: Diagnostic(.error, "\(error)")
    }
  }

  private func warn(_ message: String) {
    Console.complain(Diagnostic(.warning, message).description)
  }
}
