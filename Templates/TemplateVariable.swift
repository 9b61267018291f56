/// A variable of a template.
package struct TemplateVariable: Equatable, Sendable {
  /// What its value may look like, so that it can stand in a shell script, a unit or a manifest alike.
  package enum Form: Equatable, Sendable {
    /// The name of a service or package: letters, digits and `.+_-`.
    case name
    /// The name of an account: up to 32 letters, digits, `_` and `-`.
    case account
    /// An absolute path of letters, digits and `._+@:=/-`.
    case path
    /// One line of text.
    case text
    /// One line of text that can stand in /etc/passwd and in quotes.
    case comment
    /// Arguments separated by blanks, without quotes and expansions; may be empty.
    case arguments
    /// One word of letters, digits and `-_`.
    case word
    /// One word of letters, digits and `-_`, or nothing.
    case optionalWord
    /// Words of letters, digits and `$._-+`, separated by blanks.
    case words
    /// Words as in ``words``, or nothing.
    case optionalWords
    /// A whole number within bounds.
    case number(ClosedRange<Int>)
    /// URIs as systemd knows them (`man:`, `info:`, `file:`, `http:`, `https:`), or nothing.
    case documentation
    /// One of several words.
    case choice([String])
    /// A signal's name such as HUP, or nothing.
    case optionalSignal
  }

  /// Its name.
  package var name: String
  /// What it is for.
  package var summary: String
  /// What its value may look like.
  package var form: Form
  /// The value if none is given; it may refer to the variables before it. Without a default a value is required.
  package var defaultValue: String?
  /// The value in an example, for a variable without a default.
  package var example: String

  /// Whether a value has to be given.
  package var isRequired: Bool { defaultValue == nil }

  /// A variable.
  init(_ name: String, _ summary: String, _ form: Form, default value: String? = nil, example: String = "") {
    self.name = name
    self.summary = summary
    self.form = form
    defaultValue = value
    self.example = example
  }
}
