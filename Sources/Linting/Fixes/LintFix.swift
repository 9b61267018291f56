package import PackageModel

/// How a mistake can be mended without changing what the package means.
package struct LintFix: Sendable, Hashable {
  /// A change of the action that a message is about.
  package enum Change: Sendable, Hashable {
    case setValue(of: ByteString, to: ByteString)
    case removeAttribute(ByteString)
    case removeAction
  }

  /// What the change does.
  package let title: String
  package let change: Change

  package init(_ title: String, _ change: Change) {
    self.title = title
    self.change = change
  }
}

/// A change of the text of a file.
package struct TextEdit: Sendable, Hashable {
  /// A place between two characters: line and column from 1, the column in code points.
  package struct Position: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// The bytes of the file that are replaced.
  package var range: Range<Int>
  package var start: Position
  package var end: Position
  package var replacement: ByteString

  package init(range: Range<Int>, start: Position, end: Position, replacement: ByteString) {
    self.range = range
    self.start = start
    self.end = end
    self.replacement = replacement
  }
}
