/// One value of one attribute: where its bytes are.
package struct AttributeReference: Sendable {
  /// Where the value begins: below the length of the text in the text, above it in the side buffer.
  package var start: UInt32
  package var count: UInt32
  /// The name's number.
  package var name: NameTable.ID
  /// Whether the value belongs to a list although it stands alone.
  package var isList: Bool

  package init(start: UInt32, count: UInt32, name: NameTable.ID, isList: Bool = false) {
    self.start = start
    self.count = count
    self.name = name
    self.isList = isList
  }
}

/// One action: its kind, its payload's name and where its attributes are.
package struct ActionReference: Sendable {
  package static let noPayload = UInt32.max

  package var firstAttribute: UInt32
  package var attributeCount: UInt32
  package var payloadStart: UInt32
  /// The length of the payload's name, or ``noPayload``.
  package var payloadCount: UInt32
  package var kind: ActionKind

  package init(
    firstAttribute: UInt32, attributeCount: UInt32, payloadStart: UInt32, payloadCount: UInt32, kind: ActionKind
  ) {
    self.firstAttribute = firstAttribute
    self.attributeCount = attributeCount
    self.payloadStart = payloadStart
    self.payloadCount = payloadCount
    self.kind = kind
  }

  package var attributes: Range<Int> { Int(firstAttribute)..<Int(firstAttribute + attributeCount) }
  package var hasPayload: Bool { payloadCount != Self.noPayload }
}

/// The bytes of a storage, lent for a while.
package struct StoredBytes {
  @usableFromInline let text: UnsafeBufferPointer<UInt8>
  @usableFromInline let side: UnsafeBufferPointer<UInt8>

  /// The bytes at a position of the storage's address space.
  @inlinable @inline(__always)
  package subscript(start: UInt32, count: UInt32) -> UnsafeBufferPointer<UInt8> {
    let isText = Int(start) < text.count
    let buffer = isText ? text : side
    let start = isText || count == 0 ? Int(start) : Int(start) - text.count
    guard let base = buffer.baseAddress, count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    precondition(start + Int(count) <= buffer.count)
    return UnsafeBufferPointer(start: base + start, count: Int(count))
  }
}

/// The bytes of a manifest and the tables that point into them.
///
/// Nothing is copied out of the text while it is read: a value is a position and a length. What cannot be a piece of the
/// text (values with escapes, lines joined from several, values made by passes) lies in the side buffer, which is
/// addressed as if it followed the text.
package struct ManifestStorage: Sendable {
  package private(set) var text: [UInt8]
  package var side: [UInt8] = []
  package var names = NameTable()
  package var attributes: [AttributeReference] = []

  package init(text: [UInt8] = []) { self.text = text }

  /// Whether positions still fit their 32 bits with room for one more line of `extra` bytes.
  package func hasRoom(for extra: Int) -> Bool {
    text.count + side.count + extra < Int(UInt32.max) - 1 && attributes.count < Int(UInt32.max) - 1
  }

  /// Appends to the side buffer and gives the position.
  package mutating func store(_ value: ByteString) -> (start: UInt32, count: UInt32) {
    let start = UInt32(text.count + side.count)
    side.append(contentsOf: value.bytes)
    return (start, UInt32(value.count))
  }

  /// Appends bytes to the side buffer and gives the position of the first.
  package mutating func append(side bytes: Span<UInt8>) -> Int {
    let start = text.count + side.count
    side.append(span: bytes)
    return start
  }

  /// Where two values are found as one. The first one grows in place if it is the last of the side buffer, so that many
  /// pieces take no more room than they have bytes.
  package mutating func join(
    _ head: (start: UInt32, count: UInt32), _ tail: (start: UInt32, count: UInt32)
  ) -> (start: UInt32, count: UInt32) {
    var head = head
    let end = Int(head.start) + Int(head.count)
    let isInSide = Int(head.start) >= text.count
    if isInSide, end == Int(tail.start) { return (head.start, head.count + tail.count) }
    if !isInSide || end != text.count + side.count { head = store(bytes(head.start, head.count)) }
    side.append(contentsOf: bytes(tail.start, tail.count).bytes)
    return (head.start, head.count + tail.count)
  }

  /// The number of a name, which is added where it is new.
  package mutating func intern(_ name: ByteString) -> NameTable.ID? {
    names.intern(name.bytes.span, 0..<name.count)
  }

  /// Copies bytes out.
  package func bytes(_ start: UInt32, _ count: UInt32) -> ByteString {
    let start = Int(start)
    let count = Int(count)
    return start < text.count
      ? ByteString(text[start..<(start + count)])
      : ByteString(side[(start - text.count)..<(start - text.count + count)])
  }

  /// Copies a value out.
  package func value(_ reference: AttributeReference) -> ByteString { bytes(reference.start, reference.count) }

  /// Whether a position and those before it lie in one buffer.
  @inline(__always)
  package func isTogether(_ start: UInt32, before: UInt32) -> Bool {
    let limit = UInt32(truncatingIfNeeded: text.count)
    return start >= before && (start < limit || start - before >= limit)
  }

  /// Lends bytes without copying them.
  @inlinable @inline(__always)
  package func withBytes<Result, Failure: Error>(
    _ start: UInt32, _ count: UInt32, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = Int(start)
    let count = Int(count)
    if start < text.count || count == 0 {
      return try body(text.span.extracting(count == 0 ? 0..<0 : start..<(start + count)))
    }
    return try body(side.span.extracting((start - text.count)..<(start - text.count + count)))
  }

  /// Lends a value without copying it.
  @inlinable @inline(__always)
  package func withValue<Result, Failure: Error>(
    _ reference: AttributeReference, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withBytes(reference.start, reference.count, body)
  }

  /// Lends all bytes, for loops over many values.
  package func withStoredBytes<Result, Failure: Error>(
    _ body: (StoredBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try text.withUnsafeBufferPointer { (text) throws(Failure) -> Result in
      try side.withUnsafeBufferPointer { (side) throws(Failure) -> Result in
        try body(StoredBytes(text: text, side: side))
      }
    }
  }

  /// Makes an editable value of an action.
  package func action(_ reference: ActionReference) -> Action {
    var attributes = Attributes()
    for index in reference.attributes {
      let attribute = self.attributes[index]
      let name = names[attribute.name]
      if attribute.isList, !attributes.contains(name) {
        attributes.set(name, [value(attribute)], isList: true)
      } else {
        attributes.add(name, value(attribute))
      }
    }
    let payload = reference.hasPayload ? bytes(reference.payloadStart, reference.payloadCount) : nil
    return Action(reference.kind, payload: payload, attributes)
  }

  /// Stores an editable value; `nil` when the manifest is full.
  package mutating func store(_ action: Action) -> ActionReference? {
    let first = attributes.count
    for entry in action.attributes.entries {
      guard let name = intern(entry.name) else { return nil }
      for value in entry.values {
        guard hasRoom(for: value.count) else { return nil }
        let place = store(value)
        attributes.append(
          AttributeReference(start: place.start, count: place.count, name: name, isList: entry.isList))
      }
    }
    var payload = (start: UInt32(0), count: ActionReference.noPayload)
    if let name = action.payload {
      guard hasRoom(for: name.count) else { return nil }
      payload = store(name)
    }
    return ActionReference(
      firstAttribute: UInt32(first), attributeCount: UInt32(attributes.count - first), payloadStart: payload.start,
      payloadCount: payload.count, kind: action.kind)
  }
}
