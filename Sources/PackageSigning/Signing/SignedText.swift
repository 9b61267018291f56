package import PackageModel

/// What a signature signs: everything a manifest says, whatever the order of its actions and of their values.
package enum SignedText {
  /// The text that a signature of a manifest signs: one line for each action, other signatures aside, and one for the
  /// signature itself with an empty value, in the order of their bytes.
  ///
  /// - Parameter signature: complete but for its value.
  package static func bytes(of manifest: Manifest, signature: Action) -> [UInt8] {
    var lines: [ByteString] = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index) != .signature {
      lines.append(line(manifest.action(at: index)))
    }
    var own = signature
    own.attributes["value"] = ""
    lines.append(line(own))
    return lines.sorted().joined(separator: "\n").bytes
  }

  /// An action with its names in order, and the values of each name in order.
  private static func line(_ action: Action) -> ByteString {
    var result = action.kind.name
    if let payload = action.payload { result += " " + payload }
    for entry in action.attributes.entries.sorted(by: { $0.name < $1.name }) {
      for value in entry.values.sorted() {
        // Elements of lists are quoted like single values here, unlike in manifests.
        result += " " + entry.name + "=" + ActionWriter.quoted(value, asListElement: false)
      }
    }
    return result
  }
}
