import PackageModel

/// What pkgdiff(1) says about manifests that it cannot read, worded as scripts know it.
enum PkgdiffMessages {
  /// The complaint about a manifest with invalid lines.
  static func invalidManifest(_ file: ByteString, _ lines: [String]) -> String {
    "Action error in file \(file): The requested operation cannot be completed due to invalid package metadata.  "
      + "Details follow:\n\n" + lines.joined(separator: "\n")
  }

  /// The complaint about a variant with different values.
  static func differentVariants(_ name: ByteString, _ first: [ByteString], _ second: [ByteString]) -> String {
    func list(_ values: [ByteString]) -> String {
      "{'\(name)': {" + values.map { "'\($0)'" }.joined(separator: ", ") + "}}"
    }
    return "Manifests support different variants \(list(first)) \(list(second))"
  }

  /// What is wrong with each line that is neither an action nor a comment.
  static func invalidLines(of manifest: Manifest) -> [String] {
    (0..<manifest.itemCount).compactMap { index in
      switch manifest.itemKind(at: index) {
      case .malformed, .directive: message(about: manifest.itemText(at: index))
      case .action, .blank, .comment: nil
      }
    }
  }

  private static func message(about line: ByteString) -> String? {
    do throws(ActionError) {
      _ = try Action(scanning: line)
      return nil
    } catch {
      return message(error, line)
    }
  }

  private static func message(_ error: ActionError, _ line: ByteString) -> String {
    switch error.reason {
    case .unknownType(let word):
      return "unknown action type '\(word)' in action '\(line)'"
    case .noAttributes, .whitespaceInKey, .quoteInKey, .missingKey, .missingValue, .unfinishedQuote:
      let position = error.reason == .unfinishedQuote ? line.count : error.position
      let caret = String(repeating: " ", count: position) + "^"
      return "Malformed action at position: \(position): \(error.message):\n    \(line)\n    \(caret)"
    case .missingKeyAttribute(let kind):
      return invalid(line, "no value specified for key attribute '\(kind.keyAttribute ?? "")'")
    case .emptyPath:
      let words = line.split(on: ASCII.space)
      return invalid((words.first ?? "") + " path=\"\"", error.message)
    default:
      return invalid(line, error.message)
    }
  }

  private static func invalid(_ action: ByteString, _ reason: String) -> String {
    "invalid action, '\(action)': \(reason)"
  }
}
