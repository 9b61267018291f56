import PackageModel

/// The deterministic states of an automaton, as far as texts have met them.
///
/// A state is a place in ``transitions``, where its row begins: for each class of characters the row of the next state,
/// or a negative number.
struct AutomatonStates {
  /// The next state was not met yet.
  static let unknown: Int32 = -1
  /// A character that automata do not know.
  static let foreign: Int32 = -2
  /// Nothing that follows can change what has matched.
  static let settled: Int32 = -3

  /// How long a row is: the classes, and one more for foreign characters.
  let stride: Int
  /// The class of each byte.
  private let classes: [UInt8]
  private var transitions: [Int32] = []
  /// For each state the places of the automaton that it stands for, sorted.
  private var places: [[Int32]] = []
  private var numbers: [[Int32]: Int32] = [:]

  /// - Parameters:
  ///   - classes: the class of each ASCII character.
  ///   - classCount: how many classes there are.
  init(classes: [UInt8], classCount: Int) {
    stride = classCount + 1
    var all = classes + Array(repeating: UInt8(classCount), count: 128)
    all[Int(ASCII.newline)] = UInt8(classCount)
    self.classes = all
  }

  var count: Int { places.count }

  /// The places that a state stands for.
  func places(of state: Int32) -> [Int32] { places[Int(state) / stride] }

  /// The number of a state, from 0.
  func number(of state: Int32) -> Int { Int(state) / stride }

  func group(of byte: UInt8) -> UInt8 { classes[Int(byte)] }

  func next(_ state: Int32, _ group: UInt8) -> Int32 { transitions[Int(state) + Int(group)] }

  mutating func connect(_ state: Int32, _ group: UInt8, to next: Int32) {
    transitions[Int(state) + Int(group)] = next
  }

  mutating func forget() {
    transitions.removeAll()
    places.removeAll()
    numbers.removeAll()
  }

  /// The state for some places; a new one if it was not met before.
  mutating func state(for places: [Int32], isSettled: Bool) -> Int32 {
    if let known = numbers[places] { return known }
    let state = Int32(transitions.count)
    numbers[places] = state
    self.places.append(places)
    transitions.append(contentsOf: repeatElement(isSettled ? Self.settled : Self.unknown, count: stride))
    if !isSettled { transitions[transitions.count - 1] = Self.foreign }
    return state
  }

  /// Goes on through known states as far as a text leads; gives where it stopped.
  func follow(_ text: Span<UInt8>, from start: Int, in state: inout Int32, trail: inout StateTrail) -> Int {
    let transitions = transitions.span
    let classes = classes.span
    var index = start
    var current = state
    while index < text.count {
      let next = transitions[Int(current) + Int(classes[Int(text[index])])]
      if next < 0 { break }
      current = next
      index += 1
      trail.states[index] = current
    }
    state = current
    return index
  }
}

/// The states that the last text met, so that one that begins alike can go on from there: the paths of a manifest are
/// mostly in order.
struct StateTrail {
  /// The state behind each byte; the first is the one at the beginning.
  var states: [Int32] = []
  private var text: [UInt8] = []
  private var count = 0

  /// Prepares for a text: gives how many of its bytes need not be looked at again.
  mutating func begin(_ text: Span<UInt8>) -> Int {
    if states.count <= text.count {
      states += repeatElement(0, count: 2 * text.count + 16 - states.count)
      self.text += repeatElement(0, count: states.count - self.text.count)
    }
    let limit = min(count, text.count)
    var index = 0
    text.withUnsafeBytes { new in
      self.text.withUnsafeBytes { old in
        while index + 8 <= limit {
          let difference =
            new.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            ^ old.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          if difference != 0 {
            index += difference.littleEndian.trailingZeroBitCount / 8
            return
          }
          index += 8
        }
        while index < limit, new[index] == old[index] { index += 1 }
      }
    }
    return index
  }

  /// Keeps the text up to where it was looked at.
  mutating func end(_ text: Span<UInt8>, from start: Int, to end: Int) {
    for index in start..<end { self.text[index] = text[index] }
    count = end
  }

  mutating func forget() { count = 0 }
}
