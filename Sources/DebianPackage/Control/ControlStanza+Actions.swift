package import PackageModel

extension ControlStanza {
  /// The fields as `set` actions, from which a back end makes the same fields again (docs/mapping.md). Installed-Size is
  /// left out, because it is computed.
  package func actions() -> [Action] {
    fields.compactMap { field in
      let name = ControlFields.canonicalName(field.name) ?? field.name
      switch name {
      case "Installed-Size": return nil
      case "Package", "Version", "Architecture", "Description":
        return Self.action(ASCII.lowercased(name), Self.lines(field.value))
      default: break
      }
      guard let known = ControlFields.ordered.first(where: { $0.name == name }), let attribute = known.attribute else {
        return Self.action("field." + name, Self.lines(field.value))
      }
      return Self.action(attribute, known.isRelation ? Self.relations(field.value) : Self.lines(field.value))
    }
  }

  private static func action(_ name: String, _ values: [String]) -> Action {
    var attributes = Attributes([("name", ByteString("deb." + name))])
    attributes.set("value", values.map { ByteString($0) })
    return Action(.set, attributes)
  }

  /// The lines without the blank that folded lines begin with; ` .` is an empty line.
  private static func lines(_ value: String) -> [String] {
    value.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      index == 0 ? String(line) : line == " ." ? "" : String(line.dropFirst())
    }
  }

  private static func relations(_ value: String) -> [String] {
    value.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty }
  }
}

extension ASCII {
  fileprivate static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map(lowercased), as: UTF8.self)
  }
}
