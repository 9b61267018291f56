import PackageModel
import Payload

/// Reads inputs: joins lines, writes macros out, follows includes, and tells actions, rules and other lines apart.
///
/// All mistakes of all inputs are collected, so that one run reports them.
package struct TransformReader {
  let options: TransformOptions
  let finder: FileFinder
  let context: PCREContext
  var document = TransformDocument()
  /// Everything that was found, mistakes in rules and actions and suspicious things, in the order of the inputs.
  var findings: [Diagnostic] = []
  /// Whether something is wrong that keeps rules from being applied.
  var hasMistakes = false
  var crashesReference = false
  private var hasReadStandardInput = false
  /// The files that are being read, each with the line that includes the next.
  var chain: [(source: Int, line: Int)] = []
  private let hasMacros: Bool

  /// Makes a reader.
  package init(_ options: TransformOptions, files: any TransformFiles = SystemFiles()) {
    self.options = options
    finder = FileFinder(files: files, directories: options.includeDirectories)
    context = PCREContext()
    document.macros = options.macros
    hasMacros = !options.macros.isEmpty
  }

  /// Reads inputs in order.
  ///
  /// - Throws: all that is wrong with the inputs. If it is only actions, that is reported when rules are applied,
  ///   because a rule may end the run before that.
  package static func read(
    _ inputs: [TransformInput], options: TransformOptions, files: any TransformFiles = SystemFiles()
  ) throws(TransformFailure) -> TransformDocument {
    var reader = TransformReader(options, files: files)
    let opened = try reader.open(inputs)
    let chosen = reader.chooseText(opened)
    for (index, input) in opened.enumerated() { reader.read(input, isChosen: index == chosen) }
    guard !reader.hasMistakes else {
      throw TransformFailure(diagnostics: reader.findings, crashesReference: reader.crashesReference)
    }
    return reader.document
  }

  // MARK: Opening

  private enum Opened {
    case bytes([UInt8], name: ByteString)
    case manifest(Manifest)

    /// How large the text is that others should point into.
    var size: Int {
      switch self {
      case .bytes(let bytes, _): bytes.count
      case .manifest: Int.max
      }
    }
  }

  /// Opens all inputs before any is read, as the IPS tool does.
  private mutating func open(_ inputs: [TransformInput]) throws(TransformFailure) -> [Opened] {
    var opened: [Opened] = []
    var missing: [Diagnostic] = []
    for input in inputs {
      do throws(Diagnostic) {
        switch input {
        case .text(let bytes, let name): opened.append(.bytes(bytes, name: name))
        case .manifest(let manifest): opened.append(.manifest(manifest))
        case .standardInput(let name): opened.append(.bytes(try readStandardInput(), name: name))
        case .file(let name):
          let (bytes, found) = try read(file: name)
          opened.append(.bytes(bytes, name: found))
        }
      } catch {
        missing.append(error)
      }
    }
    guard missing.isEmpty else {
      throw TransformFailure(diagnostics: missing, crashesReference: crashesReference)
    }
    return opened
  }

  mutating func read(file name: ByteString) throws(Diagnostic) -> ([UInt8], ByteString) {
    switch finder.find(name) {
    case nil:
      throw Diagnostic(
        .error, "there is no file '\(name)'",
        remedy: finder.directories.isEmpty
          ? "name the directory it is in with -I" : "it is neither there nor in a directory named with -I")
    case .standardInput: return (try readStandardInput(), "-")
    case .file(let path):
      do throws(FileError) {
        return (try finder.files.read(path), path)
      } catch {
        throw Diagnostic(.error, error.description)
      }
    }
  }

  private mutating func readStandardInput() throws(Diagnostic) -> [UInt8] {
    guard !hasReadStandardInput else {
      noteCrash()
      throw Diagnostic(.error, "standard input is asked for twice", remedy: "name - only once")
    }
    hasReadStandardInput = true
    do throws(FileError) {
      return try finder.files.readStandardInput()
    } catch {
      throw Diagnostic(.error, error.description)
    }
  }

  /// Makes the largest input the text that values point into; the others are copied behind it.
  private mutating func chooseText(_ opened: [Opened]) -> Int? {
    let chosen = opened.indices.max { opened[$0].size < opened[$1].size }
    guard let chosen else { return nil }
    switch opened[chosen] {
    case .bytes(let bytes, _): document.storage = ManifestStorage(text: bytes)
    case .manifest(let manifest): document.storage = manifest.storage
    }
    // Room that is never touched costs nothing, and growing costs a copy.
    let size = document.storage.text.count
    document.storage.attributes.reserveCapacity(document.storage.attributes.count + size / 16)
    document.items.reserveCapacity(size / 48)
    document.actions.reserveCapacity(size / 48)
    return chosen
  }

  // MARK: Reading

  private mutating func read(_ opened: Opened, isChosen: Bool) {
    let source: Int
    switch opened {
    case .bytes(let bytes, let name): source = read(bytes, name: name, isChosen: isChosen)
    case .manifest(let manifest):
      let name = ByteString(manifest.fileName)
      source = isChosen ? read(manifest, name: name) : read(manifest.text(), name: name, isChosen: false)
    }
    append(.end, source: source, line: 0, start: 0, count: 0)
  }

  /// - Parameter isChosen: whether the bytes are the text of the storage.
  mutating func read(_ bytes: [UInt8], name: ByteString, isChosen: Bool) -> Int {
    let source = document.sources.count
    document.sources.append(TransformDocument.Source(name: name, bytes: bytes))
    guard source < UInt16.max, document.storage.hasRoom(for: 2 * bytes.count) else {
      report(Diagnostic(.error, ActionError(.tooLarge, at: 0).message, at: SourceLocation(file: name.text)))
      return 0
    }
    let base = isChosen ? 0 : document.storage.append(side: bytes.span)
    chain.append((source, 0))
    let span = bytes.span
    var scanner = LogicalLineScanner(blankRule: .goesOn)
    while let line = scanner.next(span) {
      if line.joined == nil, !line.range.isEmpty {
        let text = span.extracting(line.range)
        if !hasMacros || !MacroTable.mayOccur(in: text) {
          let origin = LineOrigin(
            source: source, firstLine: line.lastLine, lastLine: line.lastLine, isRewritten: false)
          take(text, base: base + line.range.lowerBound, origin)
          continue
        }
      }
      readSlowly(line, of: span, source: source)
    }
    chain.removeLast()
    return source
  }

  /// Blank lines, continued lines and lines with macros.
  private mutating func readSlowly(_ line: LogicalLine, of span: Span<UInt8>, source: Int) {
    for blank in line.blanksInside { append(.text, source: source, line: blank, start: 0, count: 0) }
    guard !line.isUnfinished else {
      let location = SourceLocation(file: document.sources[source].name.text, line: line.lastLine)
      return warn(
        Diagnostic(
          .warning, "the file ends inside a continued line, which is left out", at: location,
          sourceLine: line.joined.map { ByteString($0) }, remedy: "remove the backslash at the end of the last line"))
    }
    if line.joined == nil, line.range.isEmpty {
      return append(.text, source: source, line: line.lastLine, start: 0, count: 0)
    }
    var text = ByteString(line.joined ?? ByteString(span.extracting(line.range)).bytes)
    var origin = LineOrigin(
      source: source, firstLine: line.firstLine, lastLine: line.lastLine, isRewritten: false)
    if hasMacros, MacroTable.mayOccur(in: text.bytes.span) {
      do throws(MacroTable.Failure) {
        let expanded = ByteString(try document.macros.expand(text.bytes))
        origin.isRewritten = expanded != text
        text = expanded
      } catch {
        report(
          diagnostic(
            "the macro $(\(error.name)) has no end, because its value leads back to it",
            at: text.firstRange(of: "$(")?.lowerBound ?? 0, text, origin,
            remedy: "take $(\(error.name)) out of the values of macros"))
        return
      }
    }
    text = UnicodeBlanks.trimmed(text)
    guard !text.isEmpty else { return }
    guard document.storage.hasRoom(for: 2 * text.count) else {
      return report(diagnostic(ActionError(.tooLarge, at: 0).message, at: 0, text, origin, remedy: nil))
    }
    let base = document.storage.append(side: text.bytes.span)
    take(text.bytes.span, base: base, origin)
  }

  mutating func append(_ kind: TransformDocument.Kind, source: Int, line: Int, start: Int, count: Int) {
    document.items.append(
      TransformDocument.Item(
        kind: kind, source: UInt16(source), line: UInt32(line), start: UInt32(start), count: UInt32(count), index: 0,
        prefixCount: 0))
  }

  /// A line without blanks at its ends.
  private mutating func take(_ text: Span<UInt8>, base: Int, _ origin: LineOrigin) {
    let first = text[0]
    if first == ASCII.lessThan, text[text.count - 1] == ASCII.greaterThan {
      if takeDirective(ByteString(text), origin) { return }
    } else if first != ASCII.hash, first != ASCII.lessThan {
      return takeAction(text, base: base, origin)
    }
    append(.text, source: origin.source, line: origin.lastLine, start: base, count: text.count)
  }

  mutating func takeAction(_ text: Span<UInt8>, base: Int, _ origin: LineOrigin) {
    var item = TransformDocument.Item(
      kind: .action, source: UInt16(origin.source), line: UInt32(origin.lastLine), start: UInt32(base),
      count: UInt32(text.count), index: UInt32(document.actions.count), prefixCount: 0)
    if text[0] == ASCII.dollar, text.count > 1, text[1] == ASCII.openParenthesis {
      var end = 2
      while end < text.count, text[end] != ASCII.closeParenthesis { end += 1 }
      guard end < text.count else {
        return takeMalformed(
          diagnostic(
            "the macro at the beginning of the line has no closing parenthesis", at: 0, ByteString(text), origin,
            remedy: "write $(NAME)"), item)
      }
      item.prefixCount = UInt32(end + 1)
    }
    let prefix = Int(item.prefixCount)
    do throws(ActionError) {
      let action = try ActionParser.parse(
        text.extracting(prefix..<text.count), base: base + prefix, into: &document.storage)
      document.actions.append(action)
      document.items.append(item)
    } catch {
      let message = (error.isMalformed ? "malformed action: " : "") + error.message
      takeMalformed(
        diagnostic(message, at: prefix + error.position, ByteString(text), origin, remedy: error.remedy), item)
    }
  }

  private mutating func takeMalformed(_ diagnostic: Diagnostic, _ item: TransformDocument.Item) {
    var item = item
    item.kind = .malformed
    item.index = UInt32(document.malformed.count)
    document.malformed.append(diagnostic)
    findings.append(diagnostic)
    document.items.append(item)
  }
}
