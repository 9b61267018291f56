import PackageModel

/// Ends a native command: the complaint is printed as it is, then the program exits with the status.
package struct CommandFailure: Error {
  /// 1 for work that failed, 2 for wrong usage.
  package var status: Int32
  package var message: String

  package init(_ message: String, status: Int32 = 1) {
    self.message = message
    self.status = status
  }

  /// Takes any error of the library. Diagnostics are printed as they are, other errors are put into their form.
  package init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let diagnostics as Diagnostics: self.init(diagnostics.description)
    case let diagnostic as Diagnostic: self.init(diagnostic.description)
    default: self.init(Diagnostic(.error, "\(error)").description)
    }
  }

  /// A command line that makes no sense.
  package static func usage(_ message: String, _ remedy: String) -> CommandFailure {
    CommandFailure(Diagnostic(.error, message, remedy: remedy).description, status: 2)
  }
}
