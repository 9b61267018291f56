public import PackageModel

/// Differences as pkgdiff(1) prints them.
public enum DifferenceText {
  /// The text; empty where there is no difference.
  public static func text(of difference: ManifestDifference) -> [UInt8] {
    var output: [UInt8] = []
    for change in difference.changes {
      switch change {
      case .added(let action): append("+ " + action.line(showsMissingHash: true), to: &output)
      case .removed(let action): append("- " + action.line(showsMissingHash: true), to: &output)
      case .changed(let change): append(change, to: &output)
      }
    }
    return output
  }

  /// The line that says which action changed: its key and what is the same.
  public static func header(of change: ActionChange) -> ByteString {
    let action = change.old
    var words = [action.kind.name]
    let key = action.kind.keyAttribute
    if let entry = key.flatMap({ action.attributes.entry($0) }) { words.append(text(of: entry)) }
    for name in change.same where name != key {
      if let entry = action.attributes.entry(name) { words.append(text(of: entry)) }
    }
    return words.joined(separator: " ")
  }

  private static func append(_ change: ActionChange, to output: inout [UInt8]) {
    append(header(of: change), to: &output)
    if let payload = change.payload {
      append("  - " + (payload.old ?? missingPayload(change.old.kind)), to: &output)
      append("  + " + (payload.new ?? missingPayload(change.new.kind)), to: &output)
    }
    for attribute in change.attributes {
      // Of two lists only what differs is shown.
      var common: Set<ByteString> = []
      if let old = attribute.old, let new = attribute.new, old.isList, new.isList {
        common = Set(old.values).intersection(new.values)
      }
      for (sign, entry) in [("  - " as ByteString, attribute.old), ("  + ", attribute.new)] {
        guard let entry else { continue }
        let text = text(of: entry, without: common)
        if !text.isEmpty { append(sign + text, to: &output) }
      }
    }
  }

  private static func append(_ line: ByteString, to output: inout [UInt8]) {
    output += line.bytes
    output.append(ASCII.newline)
  }

  /// What stands for a payload that is not there.
  private static func missingPayload(_ kind: ActionKind) -> ByteString { kind == .signature ? "None" : "NOHASH" }

  /// `NAME=VALUE` for each value, a list in order. Values with blanks get quotes; quotes in them are not marked.
  private static func text(of entry: Attributes.Entry, without common: Set<ByteString> = []) -> ByteString {
    let values = entry.isList ? entry.values.sorted().filter { !common.contains($0) } : entry.values
    return values.map { value in
      let quote: ByteString = value.isEmpty || value.contains(ASCII.space) ? "\"" : ""
      return entry.name + "=" + quote + value + quote
    }.joined(separator: " ")
  }
}
