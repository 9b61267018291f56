package import PackageModel
import Yams

/// A configuration file in YAML 1.1: sections with keys, lists and words. Anchors and aliases are followed by the parser;
/// tags mean nothing.
package struct ConfigurationDocument: Sendable {
  /// The file's name as the user gave it.
  package let file: String
  /// What stands at the top; an empty file is an empty section.
  package let root: ConfigurationNode
  private let lines: [ByteString]

  /// How much of a file is read; what is longer is no configuration.
  private static let limit = 1 << 20

  /// Reads a file's text.
  ///
  /// - Throws: the mistake, with its place, where the text is no YAML.
  package init(reading text: [UInt8], file: String) throws(Diagnostic) {
    self.file = file
    lines = ByteString(text).split(on: ASCII.newline)
    guard text.count <= Self.limit else {
      throw Diagnostic(.error, "a configuration file has at most 1 MiB", at: SourceLocation(file: file))
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw Diagnostic(
        .error, "the file is not UTF-8", at: SourceLocation(file: file), remedy: "convert the file to UTF-8")
    }
    let start = ConfigurationNode.Place(line: 1, column: 1)
    do {
      let node = try Yams.compose(yaml: string)
      var count = 0
      root =
        try node.map { try Self.value($0, depth: 0, &count) }
        ?? ConfigurationNode(content: .section([]), place: start)
    } catch {
      let (problem, place) = Self.explain(error)
      throw Self.diagnostic(problem, at: place, file: file, lines: lines, remedy: "write YAML: KEY: VALUE")
    }
  }

  /// A mistake at a place of the file.
  package func mistake(
    _ message: String, at place: ConfigurationNode.Place, remedy: String? = nil
  ) -> Diagnostic {
    Self.diagnostic(message, at: place, file: file, lines: lines, remedy: remedy)
  }

  private static func diagnostic(
    _ message: String, at place: ConfigurationNode.Place?, file: String, lines: [ByteString], remedy: String?
  ) -> Diagnostic {
    guard var place, place.line >= 1 else {
      return Diagnostic(.error, message, at: SourceLocation(file: file), remedy: remedy)
    }
    // The parser puts what is missing at the end on the line behind the last one.
    if place.line > lines.count { place = ConfigurationNode.Place(line: lines.count, column: Int.max) }
    let line = lines[place.line - 1]
    let before = line.text.unicodeScalars.prefix(max(place.column, 1) - 1)
    return Diagnostic(
      .error, message,
      at: SourceLocation(
        file: file, line: place.line, column: String(String.UnicodeScalarView(before)).utf8.count + 1),
      sourceLine: line, remedy: remedy)
  }

  /// A file that is too deep or too large for a configuration.
  private struct Excess: Error {
    let problem: String
    let place: ConfigurationNode.Place
  }

  /// - Parameter count: how many values there are already; aliases can make a small file a huge one.
  private static func value(_ node: Node, depth: Int, _ count: inout Int) throws -> ConfigurationNode {
    let place = place(node)
    count += 1
    guard depth < 32 else { throw Excess(problem: "the sections are nested too deeply", place: place) }
    guard count < 100_000 else { throw Excess(problem: "there are too many values", place: place) }
    switch node {
    case .scalar(let scalar): return ConfigurationNode(content: .text(scalar.string), place: place)
    case .sequence(let nodes):
      return ConfigurationNode(content: .list(try nodes.map { try value($0, depth: depth + 1, &count) }), place: place)
    case .mapping(let pairs):
      let entries = try pairs.map { key, node in
        ConfigurationNode.Entry(
          key: key.string ?? "", place: Self.place(key), value: try value(node, depth: depth + 1, &count))
      }
      return ConfigurationNode(content: .section(entries), place: place)
    case .alias: return ConfigurationNode(content: .text(""), place: place)
    }
  }

  private static func place(_ node: Node) -> ConfigurationNode.Place {
    ConfigurationNode.Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private static func explain(_ error: any Error) -> (String, ConfigurationNode.Place?) {
    func place(_ mark: Mark) -> ConfigurationNode.Place { .init(line: mark.line, column: mark.column) }
    switch error {
    case let error as Excess: return (error.problem, error.place)
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return (problem, place(mark))
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      return ("given twice: \(keys.sorted().joined(separator: ", "))", place(context.mark))
    case YamlError.reader(let problem, _, _, _): return (problem, nil)
    default: return ("the file is no YAML", nil)
    }
  }
}
