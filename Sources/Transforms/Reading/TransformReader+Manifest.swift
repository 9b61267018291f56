import PackageModel

extension TransformReader {
  /// Takes the lines of the manifest whose storage was chosen. A line's number is that of its place in the manifest if
  /// it is in no file.
  mutating func read(_ manifest: Manifest, name: ByteString) -> Int {
    let source = document.sources.count
    document.sources.append(TransformDocument.Source(name: name, bytes: manifest.storage.text))
    for (number, item) in manifest.items.enumerated() {
      let line = item.line == 0 ? number + 1 : Int(item.line)
      let text = manifest.storage.bytes(item.start, item.count)
      let origin = LineOrigin(source: source, firstLine: line, lastLine: line, isRewritten: true)
      switch item.kind {
      case .blank, .comment: append(.text, source: source, line: line, start: Int(item.start), count: text.count)
      case .directive:
        if !takeDirective(text, origin) {
          append(.text, source: source, line: line, start: Int(item.start), count: text.count)
        }
      case .malformed: takeAction(text.bytes.span, base: Int(item.start), origin)
      case .action:
        document.items.append(
          TransformDocument.Item(
            kind: .action, source: UInt16(source), line: UInt32(line), start: item.start, count: item.count,
            index: UInt32(document.actions.count), prefixCount: 0))
        document.actions.append(manifest.actions[Int(item.action)])
      }
    }
    return source
  }
}
