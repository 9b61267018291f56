import PackageModel

/// An action for machines: its kind, the name of its payload, and its attributes, each a string or a list of strings.
struct ActionDescription: Encodable {
  private let action: String
  private let payload: String?
  private let attributes: [String: Value]

  private enum Value: Encodable {
    case single(String)
    case list([String])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .single(let text): try container.encode(text)
      case .list(let texts): try container.encode(texts)
      }
    }
  }

  /// - Throws: a diagnostic for names that are not UTF-8, which JSON cannot express.
  init(_ action: Action) throws(Diagnostic) {
    self.action = action.kind.name.text
    payload = try action.payload.map(Self.text)
    var attributes: [String: Value] = [:]
    for entry in action.attributes.entries {
      let values = try entry.values.map(Self.text)
      attributes[try Self.text(entry.name)] = entry.isList ? .list(values) : .single(values[0])
    }
    self.attributes = attributes
  }

  private static func text(_ bytes: ByteString) throws(Diagnostic) -> String {
    guard bytes.isUTF8 else {
      throw Diagnostic(
        .error, "\"\(bytes)\" is not UTF-8, which JSON cannot express", remedy: "rename it, or use --format text")
    }
    return bytes.text
  }
}
