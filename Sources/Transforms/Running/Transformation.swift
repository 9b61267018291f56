package import PackageModel

/// Applies the rules that were read to the actions that were read.
package enum Transformation {
  /// What is told beside the result.
  package struct Options {
    /// Whether comments tell which rules changed an action, as the IPS tool's `-v` has it.
    package var isVerbose = false
    /// Whether everything that rules do is noted.
    package var isTraced = false

    package init() {}
  }

  /// How applying rules ends.
  package enum End {
    case finished(TransformOutcome)
    /// An `exit` or `abort` rule ended it with a status and perhaps a message.
    case exited(Int32, ByteString?)
  }

  /// Applies the rules of a document to its actions, each action in the order of the text, each rule in the order in
  /// which it was read.
  ///
  /// - Throws: what is wrong with the first action or rule that anything is wrong with; all malformed actions together.
  package static func run(
    _ document: consuming TransformDocument, options: Options = Options()
  ) throws(TransformFailure) -> End {
    do throws(Interruption) {
      return .finished(try TransformEngine.run(document, options: options))
    } catch {
      switch error {
      case .exit(let status, let message): return .exited(status, message)
      case .failure(let failure): throw failure
      }
    }
  }
}
