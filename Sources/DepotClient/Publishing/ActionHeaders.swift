import IPSRepository
import PackageModel

/// An action as the operation `add/0` takes it: a header for each attribute.
enum ActionHeaders {
  /// - Throws: ``RepositoryError/rule(_:)`` for values that no header can have.
  static func headers(of action: Action) throws(RepositoryError) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    for entry in action.attributes.entries {
      // Several values are a list of Python's.
      let value = entry.values.count == 1 ? entry.values[0] : PythonList.text(entry.values)
      let text = entry.name + "=" + value
      guard text.isUTF8, !text.bytes.contains(where: { $0 < ASCII.space || $0 == 0x7f }) else {
        throw .rule(
          "The value of '\(entry.name)' holds characters that this depot cannot take; a newer one takes whole manifests."
        )
      }
      headers.append(("X-IPkg-SetAttr\(headers.count)", text.text))
    }
    return headers
  }
}
