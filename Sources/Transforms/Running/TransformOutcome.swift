package import PackageModel

/// What came of applying rules.
package struct TransformOutcome {
  /// A line of the output.
  struct Line {
    enum Kind: UInt8 {
      /// A line of the input, put out as it is.
      case item
      case action
      /// Text that a rule made.
      case text
      /// A comment that tells what rules did; it never has a macro in front.
      case comment
    }

    var kind: Kind
    /// Whether a rule made the line, so that it is put out only once.
    var isEmitted: Bool
    /// The number of the action or the text.
    var index: UInt32
    /// The line of the input that this one comes from.
    var item: UInt32
  }

  /// The document, with the values that rules made.
  package internal(set) var document: TransformDocument
  var lines: [Line] = []
  var texts: [ByteString] = []
  /// What `print` rules said, a line each.
  package internal(set) var printed: [ByteString] = []
  /// What was done to each action, if that was asked for.
  package internal(set) var trace: [TransformEvent] = []
  /// How many actions each rule matched.
  package internal(set) var matchCounts: [Int]

  /// What `print` rules said, as text.
  package func printedText() -> [UInt8] {
    var output: [UInt8] = []
    for line in printed {
      output += line.bytes
      output.append(ASCII.newline)
    }
    return output
  }

  /// The manifest as the IPS tools print it.
  package func text() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(document.storage.text.count + document.storage.text.count / 8)
    write { text += $0 }
    return text
  }

  /// Hands the manifest on as the IPS tools print it, in pieces of whole lines.
  package func write<Failure: Error>(_ receive: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var output: [UInt8] = []
    output.reserveCapacity(2 * Self.pieceSize)
    let ranks = document.storage.names.ranks()
    try forEachLine(ranks) { (line) throws(Failure) in
      append(line, ranks: ranks, to: &output)
      output.append(ASCII.newline)
      if output.count >= Self.pieceSize {
        try receive(output)
        output.removeAll(keepingCapacity: true)
      }
    }
    if !output.isEmpty { try receive(output) }
  }

  /// How large the pieces of the output are.
  private static let pieceSize = 128 * 1024

  /// Gives the lines in order without those that repeat an emitted one.
  func forEachLine<Failure: Error>(
    _ ranks: [UInt16], _ body: (Line) throws(Failure) -> Void
  ) throws(Failure) {
    var emitted: Set<[UInt8]> = []
    for line in lines {
      if line.isEmitted {
        var text: [UInt8] = []
        append(line, ranks: ranks, to: &text)
        guard emitted.insert(text).inserted else { continue }
      }
      try body(line)
    }
  }

  func append(_ line: Line, ranks: [UInt16], to output: inout [UInt8]) {
    switch line.kind {
    case .item:
      let item = document.items[Int(line.item)]
      document.storage.withBytes(item.start, item.count) { output.append(span: $0) }
    case .comment: output += texts[Int(line.index)].bytes
    case .text:
      appendPrefix(of: line, to: &output)
      output += texts[Int(line.index)].bytes
    case .action:
      appendPrefix(of: line, to: &output)
      ActionWriter.append(
        document.actions[Int(line.index)], of: document.storage, ranks: ranks, showsMissingHash: true, to: &output)
    }
  }

  private func appendPrefix(of line: Line, to output: inout [UInt8]) {
    let item = document.items[Int(line.item)]
    guard item.prefixCount > 0 else { return }
    document.storage.withBytes(item.start, item.prefixCount) { output.append(span: $0) }
  }
}
