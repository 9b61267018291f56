/// Values for a template's variables.
package struct TemplateValues: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// The values by the names of their variables.
  package private(set) var values: [String: String]

  /// Values by name; of a name given twice the last value counts.
  package init(dictionaryLiteral elements: (String, String)...) {
    values = Dictionary(elements) { _, last in last }
  }

  /// Values by name.
  package init(_ values: [String: String]) {
    self.values = values
  }

  /// Assignments as they are written on a command line.
  ///
  /// - Parameter assignments: each a variable's name, `=` and its value.
  /// - Throws: for an assignment without `=` and for a variable assigned twice.
  package init(assignments: [String]) throws(TemplateError) {
    values = [:]
    for assignment in assignments {
      guard let mark = assignment.utf8.firstIndex(of: UInt8(ascii: "=")), mark != assignment.utf8.startIndex else {
        throw TemplateError(
          code: .malformedAssignment, message: "\"\(assignment)\" is not an assignment",
          remedy: "write it as NAME=VALUE")
      }
      let name = String(assignment[..<mark])
      let value = String(assignment[assignment.utf8.index(after: mark)...])
      guard values.updateValue(value, forKey: name) == nil else {
        throw TemplateError(
          code: .malformedAssignment, message: "\(name) is given twice", remedy: "keep one of its values")
      }
    }
  }

  /// The value of a variable.
  package subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }
}
