import PackageModel

/// The action that rules are being applied to.
struct WorkingAction {
  /// The number of its kind, ``RuleKinds/packageNumber`` for the pseudo-action.
  var kind = 0
  var payloadStart: UInt32 = 0
  var payloadCount = ActionReference.noPayload
  var attributes: [AttributeReference] = []
  var isChanged = false
  var isDropped = false

  /// What the kind is for actions proper.
  var actionKind: ActionKind? { ActionKind(rawValue: UInt8(kind)) }

  /// Whether the kind has a payload's hash.
  var allowsPayload: Bool { actionKind?.allowsPayload ?? false }

  /// How many values a name has.
  func count(_ name: NameTable.ID) -> Int {
    var count = 0
    for attribute in attributes where attribute.name == name { count += 1 }
    return count
  }

  func contains(_ name: NameTable.ID) -> Bool {
    for attribute in attributes where attribute.name == name { return true }
    return false
  }

  /// Whether the values of a name are a list, be it of one.
  func isList(_ name: NameTable.ID) -> Bool {
    var count = 0
    for attribute in attributes where attribute.name == name {
      count += 1
      if attribute.isList || count > 1 { return true }
    }
    return false
  }

  /// Replaces all values of a name by one.
  mutating func set(_ name: NameTable.ID, start: UInt32, count: UInt32) {
    isChanged = true
    let new = AttributeReference(start: start, count: count, name: name)
    if let first = attributes.firstIndex(where: { $0.name == name }) {
      attributes[first] = new
      var index = attributes.count - 1
      while index > first {
        if attributes[index].name == name { attributes.remove(at: index) }
        index -= 1
      }
    } else {
      attributes.append(new)
    }
  }

  /// Adds a value to a name, which makes a list of a single value.
  mutating func add(_ name: NameTable.ID, start: UInt32, count: UInt32) {
    isChanged = true
    attributes.append(
      AttributeReference(start: start, count: count, name: name, isList: contains(name)))
  }
}
