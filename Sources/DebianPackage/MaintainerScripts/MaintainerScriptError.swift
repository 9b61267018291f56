/// Everything that is wrong with a plan or its hooks.
package struct MaintainerScriptError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One mistake.
  package struct Problem: Equatable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    package enum Code: String, Sendable {
      /// A hook without a `#!` line.
      case missingInterpreter = "missing-interpreter"
      /// A `#!` line that no kernel can follow.
      case unusableInterpreter = "unusable-interpreter"
      /// A name that the tool it is handed to refuses.
      case invalidName = "invalid-name"
      /// A path that is relative, contains `..` or could not be written in a script.
      case invalidPath = "invalid-path"
      /// A value outside its range or with characters its file format forbids.
      case invalidValue = "invalid-value"
      /// A directory of the system that a purge must never remove.
      case protectedPath = "protected-path"
      /// The same thing planned twice.
      case duplicate
    }

    /// What kind of mistake it is.
    package var code: Code
    /// The hook's file, or the part of the plan.
    package var place: String
    /// The line of the hook, from 1.
    package var line: Int?
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var remedy: String

    /// `place:line: message (remedy)`
    package var description: String {
      let position = line.map { "\(place):\($0)" } ?? place
      return "\(position): \(message) (\(remedy))"
    }
  }

  /// The mistakes, in the order they were found; never empty.
  package var problems: [Problem]

  /// One mistake a line.
  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
