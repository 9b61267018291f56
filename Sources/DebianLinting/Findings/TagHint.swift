/// What a check found: a tag with the words that tell one place from another, as lintian words them.
package struct TagHint: Sendable, Hashable {
  /// What the hint points at.
  package enum Pointer: Sendable, Hashable {
    /// The package as a whole.
    case package
    /// A member of the control archive, and a line of it.
    case control(String, line: Int?)
    /// A field of the control file: shown to people, but not part of what lintian prints.
    case field(String, offset: Int = 0)
    /// A path of the package, with a slash at the end for directories, and a line of the file.
    case path(String, line: Int?)

    /// The place as lintian prints it in brackets; `nil` where it prints none.
    package var text: String? {
      switch self {
      case .package, .field: nil
      case .control(let name, let line), .path(let name, let line): line.map { "\(name):\($0)" } ?? name
      }
    }
  }

  package var tag: String
  package var context: String
  package var pointer: Pointer
  /// Whether an override of the package says that this is known.
  package var isOverridden = false

  package init(_ tag: String, _ context: String = "", at pointer: Pointer = .package) {
    self.tag = tag
    self.context = context
    self.pointer = pointer
  }

  /// The context with the place behind it: what overrides are compared with.
  package var fullContext: String {
    let place = pointer.text.map { "[\($0)]" }
    return [context.isEmpty ? nil : context, place].compactMap { $0 }.joined(separator: " ")
  }
}
