/// Writes actions as the IPS tools print them: names in the order of their bytes, values quoted where needed.
package enum ActionWriter {
  /// Whether a value needs quotes: it is empty or has a blank or a quote; a single value also if it has `$(`.
  package static func needsQuotes(_ value: Span<UInt8>, asListElement: Bool) -> Bool {
    if value.isEmpty { return true }
    guard value.hasBlankQuoteOrDollar else { return false }
    for index in value.indices {
      let byte = value[index]
      guard byte <= ASCII.singleQuote else { continue }
      if byte == ASCII.space || byte == ASCII.doubleQuote || byte == ASCII.singleQuote { return true }
      if byte == ASCII.dollar, !asListElement, index + 1 < value.count, value[index + 1] == ASCII.openParenthesis {
        return true
      }
    }
    return false
  }

  /// Appends a value, quoted where needed. Backslashes are never doubled and tabs never quoted, as in the reference.
  package static func appendValue(_ value: Span<UInt8>, asListElement: Bool, to output: inout [UInt8]) {
    guard needsQuotes(value, asListElement: asListElement) else {
      output.append(span: value)
      return
    }
    var hasDouble = false
    var hasSingle = false
    for index in value.indices {
      hasDouble = hasDouble || value[index] == ASCII.doubleQuote
      hasSingle = hasSingle || value[index] == ASCII.singleQuote
    }
    if hasDouble && hasSingle {
      output.append(ASCII.doubleQuote)
      for index in value.indices {
        if value[index] == ASCII.doubleQuote { output.append(ASCII.backslash) }
        output.append(value[index])
      }
      output.append(ASCII.doubleQuote)
    } else {
      let quote = hasDouble ? ASCII.singleQuote : ASCII.doubleQuote
      output.append(quote)
      output.append(span: value)
      output.append(quote)
    }
  }

  /// A value as it is printed.
  package static func quoted(_ value: ByteString, asListElement: Bool) -> ByteString {
    var output: [UInt8] = []
    appendValue(value.bytes.span, asListElement: asListElement, to: &output)
    return ByteString(output)
  }

  /// Whether a payload's name can stand alone after the type.
  @inlinable
  package static func isPositional(_ payload: Span<UInt8>) -> Bool {
    if payload.containsAny(ASCII.equals, ASCII.space, ASCII.doubleQuote) { return false }
    return !payload.isEmpty
  }

  /// Appends an action of the storage. `ranks` is the order of the names, from ``NameTable/ranks()``.
  package static func append(
    _ action: ActionReference, of storage: borrowing ManifestStorage, ranks: borrowing [UInt16],
    showsMissingHash: Bool, to output: inout [UInt8]
  ) {
    output.append(text: action.kind.word)
    var hashPending = false
    if action.hasPayload {
      storage.withBytes(action.payloadStart, action.payloadCount) { payload in
        if isPositional(payload) {
          output.append(ASCII.space)
          output.append(span: payload)
        } else {
          // An empty hash is none.
          hashPending = !payload.isEmpty
        }
      }
    } else if showsMissingHash, action.kind == .file || action.kind == .license {
      output.append(text: " NOHASH")
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Int(action.attributeCount)) { order in
      sort(action, of: storage, ranks: ranks, into: order)
      var run = PrintedRun()
      for (place, index) in order.enumerated() {
        let attribute = storage.attributes[index]
        if hashPending, storage.names.withBytes(of: attribute.name, { !isBeforeHash($0) }) {
          run.flush(storage, to: &output)
          appendHash(action, of: storage, to: &output)
          hashPending = false
        }
        let isList =
          attribute.isList
          || place > 0 && storage.attributes[order[place - 1]].name == attribute.name
          || place + 1 < order.count && storage.attributes[order[place + 1]].name == attribute.name
        if run.take(attribute, isList: isList, of: storage, to: &output) { continue }
        run.flush(storage, to: &output)
        append(attribute, isList: isList, of: storage, to: &output)
      }
      run.flush(storage, to: &output)
    }
    if hashPending { appendHash(action, of: storage, to: &output) }
  }

  /// Insertion sort: actions have few attributes, mostly in order already, and values of a list must keep theirs.
  private static func sort(
    _ action: ActionReference, of storage: borrowing ManifestStorage, ranks: borrowing [UInt16],
    into order: UnsafeMutableBufferPointer<Int>
  ) {
    for (count, index) in action.attributes.enumerated() {
      let rank = ranks[Int(storage.attributes[index].name)]
      var place = count
      while place > 0, ranks[Int(storage.attributes[order[place - 1]].name)] > rank {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = index
    }
  }

  private static func isBeforeHash(_ name: Span<UInt8>) -> Bool {
    let hash: [UInt8] = [0x68, 0x61, 0x73, 0x68]
    for index in 0..<min(name.count, hash.count) where name[index] != hash[index] { return name[index] < hash[index] }
    return name.count < hash.count
  }

  private static func append(
    _ attribute: AttributeReference, isList: Bool, of storage: borrowing ManifestStorage, to output: inout [UInt8]
  ) {
    output.append(ASCII.space)
    storage.names.withBytes(of: attribute.name) { output.append(span: $0) }
    output.append(ASCII.equals)
    storage.withValue(attribute) { value in
      if !isList, attribute.name == NameTable.mode, isPythonNumber(value) {
        output.append(ASCII.zero)
        output.append(span: value.extracting(2..<value.count))
      } else {
        appendValue(value, asListElement: isList, to: &output)
      }
    }
  }

  /// Whether a value is an octal number as Python writes it.
  fileprivate static func isPythonNumber(_ value: Span<UInt8>) -> Bool {
    value.count >= 2 && value[0] == ASCII.zero && value[1] == 0x6f
  }

  private static func appendHash(
    _ action: ActionReference, of storage: borrowing ManifestStorage, to output: inout [UInt8]
  ) {
    output.append(contentsOf: " hash=".utf8)
    storage.withBytes(action.payloadStart, action.payloadCount) { appendValue($0, asListElement: true, to: &output) }
  }
}

/// Attributes that stand in the text as they are printed, one behind the other, so that they are copied at once.
private struct PrintedRun {
  private var start: UInt32 = 0
  private var count: UInt32 = 0

  /// Takes an attribute into the run if it is written ` NAME=VALUE` and is printed like that. One that does not follow
  /// the run begins a new one.
  mutating func take(
    _ attribute: AttributeReference, isList: Bool, of storage: borrowing ManifestStorage, to output: inout [UInt8]
  ) -> Bool {
    let nameCount = storage.names.byteCount(of: attribute.name)
    let before = UInt32(nameCount + 2)
    guard attribute.count > 0, storage.isTogether(attribute.start, before: before) else { return false }
    let first = attribute.start - before
    let isPrinted = storage.withBytes(first, before + attribute.count) { bytes in
      guard bytes[0] == ASCII.space, bytes[nameCount + 1] == ASCII.equals else { return false }
      let value = bytes.extracting((nameCount + 2)..<bytes.count)
      guard !ActionWriter.needsQuotes(value, asListElement: isList) else { return false }
      if attribute.name == NameTable.mode, !isList, ActionWriter.isPythonNumber(value) { return false }
      return storage.names.withBytes(of: attribute.name) { name in
        for index in name.indices where bytes[index + 1] != name[index] { return false }
        return true
      }
    }
    guard isPrinted else { return false }
    if count == 0 || first != start + count || !storage.isTogether(first, before: count) {
      flush(storage, to: &output)
      start = first
    }
    count += before + attribute.count
    return true
  }

  mutating func flush(_ storage: borrowing ManifestStorage, to output: inout [UInt8]) {
    guard count > 0 else { return }
    storage.withBytes(start, count) { output.append(span: $0) }
    count = 0
  }
}

extension Action {
  /// The action as the IPS tools print it, on one line; `showsMissingHash` prints `NOHASH` where a payload is missing.
  public func line(showsMissingHash: Bool = false) -> ByteString {
    var storage = ManifestStorage()
    guard let reference = storage.store(self) else { return kind.name }
    var output: [UInt8] = []
    ActionWriter.append(
      reference, of: storage, ranks: storage.names.ranks(), showsMissingHash: showsMissingHash, to: &output)
    return ByteString(output)
  }

  /// Reads one action from a line, as ``Manifest`` does for each line.
  ///
  /// - Throws: a diagnostic whose column counts bytes of the line.
  public init(parsing line: ByteString) throws(Diagnostic) {
    do throws(ActionError) {
      self = try Action(scanning: line)
    } catch {
      throw error.diagnostic(file: "<action>", line: 1, text: line)
    }
  }

  package init(scanning line: ByteString) throws(ActionError) {
    var storage = ManifestStorage(text: line.bytes)
    let reference = try ActionParser.parse(line.bytes.span, base: 0, into: &storage)
    self = storage.action(reference)
  }

  /// Whether the printed form, as a line of a manifest, reads back as this very action. Values that end in a backslash
  /// or hold line ends, tabs without blanks or certain quotes cannot be expressed, because the printed form never
  /// escapes a backslash; nor can a last value that ends in a blank which needs no quotes, as U+00A0.
  public var isExpressible: Bool {
    let line = line()
    guard !line.bytes.contains(where: { $0 == ASCII.newline || $0 == ASCII.carriageReturn }),
      line.bytes.last != ASCII.backslash, UnicodeBlanks.trimmed(line) == line,
      let back = try? Action(scanning: line)
    else { return false }
    return back.sortedForComparison == sortedForComparison
  }

  /// Printing sorts by name, so order among names does not take part in comparisons of printed forms.
  private var sortedForComparison: Action {
    var copy = Action(kind, payload: payload)
    for entry in attributes.entries.sorted(by: { $0.name < $1.name }) {
      copy.attributes.set(entry.name, entry.values, isList: entry.isList)
    }
    return copy
  }
}

extension [UInt8] {
  /// Appends the bytes of a span.
  @inline(__always)
  package mutating func append(span: Span<UInt8>) {
    span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends the bytes of a literal.
  @inline(__always)
  package mutating func append(text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }
}
