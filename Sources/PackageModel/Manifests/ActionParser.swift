/// Reads one logical line, stripped and joined, as an action.
///
/// The grammar is the one of the IPS tools: a byte-wise automaton over `TYPE [HASH] NAME=VALUE…` in which a quoted value
/// may be continued by further quoted pieces, and the checks that each type adds.
package enum ActionParser {
  /// Parses `line`, whose first byte lies at `base` of the storage's address space, and appends its attributes to the
  /// storage. On an error the storage's attributes are as before.
  package static func parse(
    _ line: Span<UInt8>, base: Int, into storage: inout ManifestStorage
  ) throws(ActionError) -> ActionReference {
    // Escapes, joined pieces and what actions of a type get take a few times the line at most.
    guard storage.hasRoom(for: 3 * line.count + 64) else { throw ActionError(.tooLarge, at: 0) }
    let attributeCount = storage.attributes.count
    do {
      return try parseFields(line, base: base, into: &storage)
    } catch {
      storage.attributes.removeSubrange(attributeCount...)
      throw error
    }
  }

  private static func parseFields(
    _ line: Span<UInt8>, base: Int, into storage: inout ManifestStorage
  ) throws(ActionError) -> ActionReference {
    let end = line.count
    var index = 0
    while index < end, !ASCII.isActionBlank(line[index]) { index += 1 }
    guard index < end else { throw ActionError(.noAttributes, at: end) }
    guard let kind = ActionKind(word: line, 0..<index) else {
      throw ActionError(.unknownType(ByteString(line.extracting(0..<index))), at: 0)
    }

    var action = ActionReference(
      firstAttribute: UInt32(storage.attributes.count), attributeCount: 0, payloadStart: 0,
      payloadCount: ActionReference.noPayload, kind: kind)
    // The last value may go on in a further quoted piece only if it was itself quoted.
    var lastWasQuoted = false
    var lastWasHash = false
    var sawPayload = false
    var hasPositionalPayload = false
    while true {
      while index < end, ASCII.isActionBlank(line[index]) { index += 1 }
      guard index < end else { break }

      if line[index] == ASCII.doubleQuote || line[index] == ASCII.singleQuote, lastWasQuoted {
        let piece = try quotedPiece(line, base: base, at: &index, into: &storage)
        if lastWasHash {
          (action.payloadStart, action.payloadCount) = storage.join(
            (action.payloadStart, action.payloadCount), piece)
        } else {
          let last = storage.attributes.count - 1
          let place = storage.join((storage.attributes[last].start, storage.attributes[last].count), piece)
          storage.attributes[last].start = place.start
          storage.attributes[last].count = place.count
        }
        continue
      }

      let keyStart = index
      guard line[index] != ASCII.equals else { throw ActionError(.missingKey, at: index) }
      if !sawPayload, kind.allowsPayload, storage.attributes.count == Int(action.firstAttribute) {
        // The name of a payload is a long word as a rule.
        let wordEnd = line.firstActionBlank(from: index)
        let word = line.extracting(index..<wordEnd)
        if wordEnd < end, !word.containsAny(ASCII.equals, ASCII.doubleQuote, ASCII.singleQuote) {
          action.payloadStart = UInt32(base + index)
          action.payloadCount = UInt32(wordEnd - index)
          index = wordEnd
          sawPayload = true
          hasPositionalPayload = true
          continue
        }
      }
      while index < end, line[index] != ASCII.equals {
        let byte = line[index]
        if byte == ASCII.doubleQuote || byte == ASCII.singleQuote { throw ActionError(.quoteInKey, at: index) }
        if ASCII.isActionBlank(byte) { break }
        index += 1
      }
      guard index < end else { throw ActionError(.missingValue, at: end) }
      if line[index] != ASCII.equals {
        let isFirst = storage.attributes.count == Int(action.firstAttribute) && !sawPayload
        guard isFirst else { throw ActionError(.whitespaceInKey, at: index) }
        throw ActionError(.payloadNotAllowed, at: keyStart)
      }
      let key = keyStart..<index
      index += 1
      guard let name = storage.names.intern(line, key) else { throw ActionError(.tooLarge, at: keyStart) }
      if name == NameTable.data || name == NameTable.hash && !kind.allowsPayload {
        throw ActionError(.invalidKey(storage.names[name]), at: keyStart)
      }
      guard index < end, !ASCII.isActionBlank(line[index]) else { throw ActionError(.missingValue, at: index) }

      let place: (start: UInt32, count: UInt32)
      if line[index] == ASCII.doubleQuote || line[index] == ASCII.singleQuote {
        place = try quotedPiece(line, base: base, at: &index, into: &storage)
        lastWasQuoted = true
      } else {
        let start = index
        index = line.firstActionBlank(from: index)
        place = (UInt32(base + start), UInt32(index - start))
        lastWasQuoted = false
      }
      lastWasHash = name == NameTable.hash
      if lastWasHash {
        if hasPositionalPayload,
          storage.bytes(action.payloadStart, action.payloadCount) != storage.bytes(place.start, place.count)
        {
          throw ActionError(.hashMismatch, at: keyStart)
        }
        (action.payloadStart, action.payloadCount) = place
        sawPayload = true
      } else {
        storage.attributes.append(AttributeReference(start: place.start, count: place.count, name: name))
      }
    }
    action.attributeCount = UInt32(storage.attributes.count) - action.firstAttribute
    try ActionChecks.normalise(&action, in: &storage, lineLength: end)
    return action
  }

  /// Reads a quoted piece; `index` moves behind the closing quote. A piece without escapes stays in the text.
  private static func quotedPiece(
    _ line: Span<UInt8>, base: Int, at index: inout Int, into storage: inout ManifestStorage
  ) throws(ActionError) -> (start: UInt32, count: UInt32) {
    let quote = line[index]
    let opening = index
    index += 1
    let start = index
    while index < line.count, line[index] != quote, line[index] != ASCII.backslash { index += 1 }
    if index < line.count, line[index] == quote {
      index += 1
      return (UInt32(base + start), UInt32(index - 1 - start))
    }
    var value: [UInt8] = []
    for position in start..<index { value.append(line[position]) }
    while index < line.count {
      let byte = line[index]
      if byte == quote {
        index += 1
        return storage.store(ByteString(value))
      }
      if byte == ASCII.backslash, index + 1 < line.count,
        line[index + 1] == ASCII.backslash || line[index + 1] == quote
      {
        index += 1
      }
      value.append(line[index])
      index += 1
    }
    throw ActionError(.unfinishedQuote, at: opening)
  }
}

/// The checks and normal forms that each type of action adds to the grammar.
enum ActionChecks {
  static func normalise(
    _ action: inout ActionReference, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) {
    if action.hasPayload, action.payloadCount == 6, action.kind != .signature,
      storage.bytes(action.payloadStart, 6) == "NOHASH"
    {
      action.payloadCount = ActionReference.noPayload
    }
    switch action.kind {
    case .set: try normaliseSet(&action, in: &storage, lineLength: lineLength)
    case .signature: try normaliseSignature(&action, in: &storage, lineLength: lineLength)
    case .unknown: break
    case .depend: try check(NameTable.fmri, of: action, in: &storage, lineLength: lineLength)
    case .dir, .file, .hardlink, .link: try check(NameTable.path, of: action, in: &storage, lineLength: lineLength)
    case .driver:
      let index = try check(NameTable.name, of: action, in: &storage, lineLength: lineLength)
      try completeClonePerms(of: action, driver: index, in: &storage, lineLength: lineLength)
    case .group: try check(NameTable.groupname, of: action, in: &storage, lineLength: lineLength)
    case .legacy: try check(NameTable.pkg, of: action, in: &storage, lineLength: lineLength)
    case .license: try check(NameTable.license, of: action, in: &storage, lineLength: lineLength)
    case .user: try check(NameTable.username, of: action, in: &storage, lineLength: lineLength)
    }
  }

  /// Checks the attribute that tells actions apart and brings the path, which any action may have, into its normal form.
  @discardableResult
  private static func check(
    _ key: NameTable.ID, of action: ActionReference, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) -> Int {
    let index = try checkKey(key, of: action, in: storage, lineLength: lineLength)
    try normalisePath(of: action, in: &storage, lineLength: lineLength)
    return index
  }

  private static func checkKey(
    _ key: NameTable.ID, of action: ActionReference, in storage: ManifestStorage, lineLength: Int
  ) throws(ActionError) -> Int {
    var found = -1
    var repeated = false
    var types = 0
    for index in action.attributes {
      let name = storage.attributes[index].name
      if name == key {
        if found >= 0 { repeated = true } else { found = index }
      } else if name == NameTable.type {
        types += 1
      }
    }
    guard found >= 0 else { throw ActionError(.missingKeyAttribute(action.kind), at: lineLength) }
    if repeated {
      guard action.kind == .depend else {
        throw ActionError(.repeatedKeyAttribute(storage.names[key]), at: lineLength)
      }
      guard types == 1 else {
        throw ActionError(.repeatedKeyAttribute(types == 0 ? "fmri" : "type"), at: lineLength)
      }
    }
    return found
  }

  private static func normalisePath(
    of action: ActionReference, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) {
    var path = -1
    for index in action.attributes where storage.attributes[index].name == NameTable.path {
      // Only one value is a path.
      guard path < 0 else { throw ActionError(.emptyPath, at: lineLength) }
      path = index
    }
    guard path >= 0 else { return }
    let reference = storage.attributes[path]
    let slashes = storage.withValue(reference) { span in
      var count = 0
      while count < span.count, span[count] == ASCII.slash { count += 1 }
      return count
    }
    guard slashes < reference.count else { throw ActionError(.emptyPath, at: lineLength) }
    storage.attributes[path].start += UInt32(slashes)
    storage.attributes[path].count -= UInt32(slashes)
  }

  /// `set NAME=VALUE` is short for `set name=NAME value=VALUE`.
  private static func normaliseSet(
    _ action: inout ActionReference, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) {
    var names = 0
    var hasValue = false
    for index in action.attributes {
      if storage.attributes[index].name == NameTable.name { names += 1 }
      hasValue = hasValue || storage.attributes[index].name == NameTable.value
    }
    guard names < 2 else { throw ActionError(.repeatedKeyAttribute("name"), at: lineLength) }
    if names == 1 { try normalisePath(of: action, in: &storage, lineLength: lineLength) }
    if names == 1 && hasValue { return }
    let first = Int(action.firstAttribute)
    guard action.attributeCount > 0,
      action.attributes.allSatisfy({ storage.attributes[$0].name == storage.attributes[first].name })
    else { throw ActionError(.setWithoutNameOrValue, at: lineLength) }
    let place = storage.store(storage.names[storage.attributes[first].name])
    for index in action.attributes { storage.attributes[index].name = NameTable.value }
    storage.attributes.insert(
      AttributeReference(start: place.start, count: place.count, name: NameTable.name), at: first)
    action.attributeCount += 1
  }

  private static func normaliseSignature(
    _ action: inout ActionReference, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) {
    func count(_ name: NameTable.ID) -> Int {
      action.attributes.count { storage.attributes[$0].name == name }
    }
    let values = count(NameTable.value)
    guard values < 2 else { throw ActionError(.repeatedKeyAttribute("value"), at: lineLength) }
    if values == 1 { try normalisePath(of: action, in: &storage, lineLength: lineLength) }
    guard count(NameTable.algorithm) > 0 else { throw ActionError(.missingAlgorithm, at: lineLength) }
    let defaults: [(NameTable.ID, ByteString)] = [(NameTable.value, ""), (NameTable.version, "0")]
    for (name, value) in defaults where count(name) == 0 {
      let place = storage.store(value)
      storage.attributes.append(AttributeReference(start: place.start, count: place.count, name: name))
      action.attributeCount += 1
    }
  }

  /// `clone_perms` may leave the driver's name out.
  private static func completeClonePerms(
    of action: ActionReference, driver: Int, in storage: inout ManifestStorage, lineLength: Int
  ) throws(ActionError) {
    // A long name in front of many values would make a short line fill the memory.
    var budget = 64 * lineLength
    let name = storage.value(storage.attributes[driver])
    for index in action.attributes where storage.attributes[index].name == NameTable.clonePerms {
      let value = storage.value(storage.attributes[index])
      guard value.bytes.split(whereSeparator: ASCII.isActionBlank).count == 3 else { continue }
      budget -= name.count + value.count + 1
      guard budget >= 0, storage.hasRoom(for: name.count + value.count + 1) else { throw ActionError(.tooLarge, at: 0) }
      let place = storage.store(name + " " + value)
      storage.attributes[index].start = place.start
      storage.attributes[index].count = place.count
    }
  }
}
