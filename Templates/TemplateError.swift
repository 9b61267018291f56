/// Why a template cannot be rendered.
package struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of mistake it is.
  package enum Code: String, Sendable {
    /// There is no template of this name.
    case unknownTemplate = "unknown-template"
    /// The template takes no variable of this name.
    case unknownVariable = "unknown-variable"
    /// A variable without a default has no value.
    case missingVariable = "missing-variable"
    /// A value that could not stand in the rendered text.
    case invalidValue = "invalid-value"
    /// An assignment without `=`, or a variable assigned twice.
    case malformedAssignment = "malformed-assignment"
  }

  /// What kind of mistake it is.
  package var code: Code
  /// What is wrong, as a sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var remedy: String

  /// `message (remedy)`
  package var description: String { "\(message) (\(remedy))" }
}
