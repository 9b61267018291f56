import PackageModel

/// One action of the run: the number of its package and its number there.
struct Delivery: Hashable, Sendable, Comparable {
  var package: Int32
  var action: Int32

  /// The order in which actions are checked.
  static func < (left: Delivery, right: Delivery) -> Bool {
    left.package != right.package ? left.package < right.package : left.action < right.action
  }
}

/// Who delivers what, by the value of one attribute: paths, names of drivers, users and so on.
///
/// Nearly all values are delivered once, so a list is kept only for those that are not.
struct DeliveryIndex: Sendable {
  private var first: [ByteString: Delivery] = [:]
  private var several: [ByteString: [Delivery]] = [:]

  mutating func reserveCapacity(_ count: Int) { first.reserveCapacity(count) }

  mutating func add(_ value: ByteString, _ delivery: Delivery) {
    // Looking up a value costs more than the rest, so it is done once where it can be.
    if !several.isEmpty, several[value] != nil {
      several[value]?.append(delivery)
    } else if let other = first.updateValue(delivery, forKey: value) {
      several[value] = [other, delivery]
    }
  }

  /// All deliveries of a value in the order in which they were collected.
  subscript(value: ByteString) -> [Delivery] { several[value] ?? first[value].map { [$0] } ?? [] }

  /// All deliveries of a value, or `nil` where it is delivered once or not at all.
  func duplicates(of value: ByteString) -> [Delivery]? { several[value] }

  /// Whether anything is delivered twice.
  var hasDuplicates: Bool { !several.isEmpty }

  /// Adds what is to be checked to what is known already, as if it were published there: where a package delivers a value
  /// that an older version of it delivers too, the older one gives way.
  mutating func merge(_ newer: DeliveryIndex, replacing isReplaced: (_ old: Delivery, _ new: Delivery) -> Bool) {
    for (value, _) in newer.first {
      let additions = newer[value]
      let kept = self[value].filter { old in !additions.contains { isReplaced(old, $0) } }
      let merged = kept + additions
      first[value] = merged.last
      several[value] = merged.count > 1 ? merged : nil
    }
  }
}
