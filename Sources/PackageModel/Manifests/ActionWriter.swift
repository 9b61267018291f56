/// Writes actions as the IPS tools print them: names in the order of their bytes, values quoted where needed.
package enum ActionWriter {
  /// Whether a value needs quotes: it is empty or has a blank or a quote; a single value also if it has `$(`.
  package static func needsQuotes(_ value: Span<UInt8>, asListElement: Bool) -> Bool {
    if value.isEmpty { return true }
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
    output.append(contentsOf: action.kind.name.bytes)
    var hashAttribute = false
    if action.hasPayload {
      storage.withBytes(action.payloadStart, action.payloadCount) { payload in
        if isPositional(payload) {
          output.append(ASCII.space)
          output.append(span: payload)
        } else {
          // An empty hash is none.
          hashAttribute = !payload.isEmpty
        }
      }
    } else if showsMissingHash, action.kind == .file || action.kind == .license {
      output.append(contentsOf: " NOHASH".utf8)
    }

    // Insertion sort: actions have few attributes, mostly sorted already, and values of a list must keep their order.
    var order: [Int] = []
    order.reserveCapacity(Int(action.attributeCount))
    for index in action.attributes {
      let rank = ranks[Int(storage.attributes[index].name)]
      var place = order.count
      while place > 0, ranks[Int(storage.attributes[order[place - 1]].name)] > rank { place -= 1 }
      order.insert(index, at: place)
    }
    var hashPending = hashAttribute
    for (place, index) in order.enumerated() {
      let attribute = storage.attributes[index]
      if hashPending, !(storage.names[attribute.name] < "hash") {
        appendHash(action, of: storage, to: &output)
        hashPending = false
      }
      let isList =
        attribute.isList
        || place > 0 && storage.attributes[order[place - 1]].name == attribute.name
        || place + 1 < order.count && storage.attributes[order[place + 1]].name == attribute.name
      output.append(ASCII.space)
      output.append(contentsOf: storage.names[attribute.name].bytes)
      output.append(ASCII.equals)
      storage.withValue(attribute) { value in
        if !isList, attribute.name == NameTable.mode, value.count >= 2, value[0] == ASCII.zero, value[1] == 0x6f {
          // Python's way to write an octal number.
          output.append(ASCII.zero)
          output.append(span: value.extracting(2..<value.count))
        } else {
          appendValue(value, asListElement: isList, to: &output)
        }
      }
    }
    if hashPending { appendHash(action, of: storage, to: &output) }
  }

  private static func appendHash(
    _ action: ActionReference, of storage: borrowing ManifestStorage, to output: inout [UInt8]
  ) {
    output.append(contentsOf: " hash=".utf8)
    storage.withBytes(action.payloadStart, action.payloadCount) { appendValue($0, asListElement: true, to: &output) }
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

  /// Whether the printed form reads back as this very action. Values that end in a backslash or hold line ends, tabs
  /// without blanks or certain quotes cannot be expressed, because the printed form never escapes a backslash.
  public var isExpressible: Bool {
    guard !line().bytes.contains(where: { $0 == ASCII.newline || $0 == ASCII.carriageReturn }) else { return false }
    guard let back = try? Action(scanning: line()) else { return false }
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
}
