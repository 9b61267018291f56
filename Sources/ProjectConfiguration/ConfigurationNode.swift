/// A value of a configuration file, with its place.
package struct ConfigurationNode: Sendable {
  package indirect enum Content: Sendable {
    case text(String)
    case list([ConfigurationNode])
    case section([Entry])
  }

  /// A key with its value.
  package struct Entry: Sendable {
    package var key: String
    /// Where the key stands.
    package var place: Place
    package var value: ConfigurationNode
  }

  /// Line and column, both from 1, the column in code points.
  package struct Place: Sendable, Hashable {
    package var line: Int
    package var column: Int
  }

  package var content: Content
  package var place: Place

  /// What the value is, for messages.
  var kind: String {
    switch content {
    case .text: "a word"
    case .list: "a list"
    case .section: "a section"
    }
  }
}
