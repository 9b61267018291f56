import PackageModel

/// Many patterns matched at once at the beginning of a text.
///
/// The patterns are the places of one automaton, which is made deterministic while it runs: a set of places that was
/// met before costs one look into a table for each byte. So the time to find the few rules of a hundred that match a
/// path is that of reading the path.
final class PatternSet {
  /// Patterns that are looked for together, a subset of all.
  struct Selection: Hashable {
    fileprivate var number: Int
  }

  private let nodes: [AutomatonNode]
  private let starts: [Int32]
  private let isExact: [Bool]
  /// For each place the pattern that it belongs to.
  private let owners: [Int32]
  /// For each ASCII character a class of characters that no pattern tells apart.
  private var classes: [UInt8]
  private var classCount: Int
  /// Which classes are in a set.
  private var setClasses: [[Bool]]

  private var selections: [[Int32]] = []
  private var selectionStarts: [Int32] = []
  /// For each state the places it stands for, sorted.
  private var states: [[Int32]] = []
  private var stateNumbers: [[Int32]: Int32] = [:]
  private var transitions: [Int32] = []
  /// For each state whether no further character can change anything.
  private var isSettled: [Bool] = []
  /// For each state the number of the list of patterns that match if the text ends there; -1 if not yet known.
  private var listNumbers: [Int32] = []
  private var listStarts: [Int32] = [0]
  private var listItems: [Int32] = []
  private var knownLists: [[Int32]: Int32] = [:]
  /// Which places a closure has visited.
  private var visited: [UInt32]
  private var visit: UInt32 = 0

  /// Beyond this the states are forgotten and met anew.
  private static let greatestStateCount = 8_192

  init(_ patterns: [PatternSyntax]) {
    var builder = AutomatonBuilder()
    var starts: [Int32] = []
    var isExact: [Bool] = []
    var owners: [Int32] = []
    for (number, pattern) in patterns.enumerated() {
      let added = builder.add(pattern, number: Int32(number))
      starts.append(added.start)
      isExact.append(added.isExact)
      owners += repeatElement(Int32(number), count: builder.nodes.count - owners.count)
    }
    self.owners = owners
    nodes = builder.nodes
    self.starts = starts
    self.isExact = isExact
    visited = Array(repeating: 0, count: nodes.count)
    var signatures: [[Bool]: UInt8] = [:]
    classes = []
    for byte in 0..<128 {
      let signature = builder.sets.map { $0.contains(byte) }
      let number = signatures[signature] ?? UInt8(signatures.count)
      signatures[signature] = number
      classes.append(number)
    }
    classCount = signatures.count
    setClasses = builder.sets.indices.map { set in
      var members = Array(repeating: false, count: signatures.count)
      for (signature, number) in signatures { members[Int(number)] = signature[set] }
      return members
    }
  }

  /// Whether a pattern matches exactly the texts that it is reported for; otherwise those and perhaps others.
  func isExact(_ pattern: Int) -> Bool { isExact[pattern] }

  /// Prepares to look for some of the patterns, given in ascending order.
  func select(_ patterns: [Int32]) -> Selection {
    selections.append(patterns)
    selectionStarts.append(-1)
    return Selection(number: selections.count - 1)
  }

  /// The patterns of a list, in ascending order, as places for ``item(_:)``.
  func items(ofList list: Int32) -> Range<Int32> { listStarts[Int(list)]..<listStarts[Int(list) + 1] }

  /// The list of the patterns that are in two lists.
  func common(_ first: Int32, _ second: Int32) -> Int32 {
    if first == second { return first }
    let others = Set(items(ofList: second).map { item($0) })
    return list(of: items(ofList: first).map { item($0) }.filter(others.contains))
  }

  /// A pattern of a list.
  func item(_ place: Int32) -> Int32 { listItems[Int(place)] }

  /// What a text was found to match.
  struct Result {
    /// The number of a list of patterns.
    var list: Int32
    /// Whether the text was read to its end, so that exact patterns of the list are known to match. A text with other
    /// characters than ASCII, or with line ends, is read only up to them: what is not in the list does not match.
    var isComplete: Bool
  }

  /// Finds the patterns that match a text at its beginning.
  func match(_ text: Span<UInt8>, _ selection: Selection) -> Result {
    if states.count > Self.greatestStateCount { forget() }
    var state = selectionStarts[selection.number]
    if state < 0 { state = begin(selection) }
    for index in text.indices {
      let byte = text[index]
      if isSettled[Int(state)] { break }
      guard byte < 0x80, byte != ASCII.newline else {
        return Result(list: survivors(state), isComplete: false)
      }
      let next = transitions[Int(state) * classCount + Int(classes[Int(byte)])]
      state = next >= 0 ? next : step(from: state, classes[Int(byte)])
    }
    let list = listNumbers[Int(state)]
    return Result(list: list >= 0 ? list : finish(state), isComplete: true)
  }

  private func forget() {
    states.removeAll()
    stateNumbers.removeAll()
    transitions.removeAll()
    isSettled.removeAll()
    listNumbers.removeAll()
    for index in selectionStarts.indices { selectionStarts[index] = -1 }
  }

  private func begin(_ selection: Selection) -> Int32 {
    let state = state(closure(selections[selection.number].map { starts[Int($0)] }, atStart: true, atEnd: false))
    selectionStarts[selection.number] = state
    return state
  }

  private func step(from state: Int32, _ group: UInt8) -> Int32 {
    var targets: [Int32] = []
    for place in states[Int(state)] {
      switch nodes[Int(place)] {
      case .take(let set, let next):
        if setClasses[Int(set)][Int(group)] { targets.append(next) }
      case .accept: targets.append(place)
      case .fork, .atStart, .atEnd: break
      }
    }
    let next = self.state(closure(targets, atStart: false, atEnd: false))
    transitions[Int(state) * classCount + Int(group)] = next
    return next
  }

  private func finish(_ state: Int32) -> Int32 {
    let matched = closure(states[Int(state)], atStart: false, atEnd: true).compactMap { place -> Int32? in
      if case .accept(let pattern) = nodes[Int(place)] { return pattern }
      return nil
    }
    let list = list(of: matched)
    listNumbers[Int(state)] = list
    return list
  }

  /// The patterns that have matched or still could.
  private func survivors(_ state: Int32) -> Int32 { list(of: Set(states[Int(state)].map { owners[Int($0)] })) }

  private func list(of patterns: some Sequence<Int32>) -> Int32 {
    let patterns = patterns.sorted()
    if let known = knownLists[patterns] { return known }
    let list = Int32(knownLists.count)
    knownLists[patterns] = list
    listItems += patterns
    listStarts.append(Int32(listItems.count))
    return list
  }

  /// The places that can be reached without taking a character. Of a pattern that has matched only that is kept.
  private func closure(_ places: [Int32], atStart: Bool, atEnd: Bool) -> [Int32] {
    visit += 1
    var found: [Int32] = []
    var pending = places
    while let place = pending.popLast() {
      guard visited[Int(place)] != visit else { continue }
      visited[Int(place)] = visit
      switch nodes[Int(place)] {
      case .take, .accept: found.append(place)
      case .fork(let first, let second):
        pending.append(first)
        pending.append(second)
      case .atStart(let next):
        if atStart { pending.append(next) }
      case .atEnd(let next):
        if atEnd { pending.append(next) } else { found.append(place) }
      }
    }
    let matched = found.compactMap { place -> Int32? in
      if case .accept(let pattern) = nodes[Int(place)] { return pattern }
      return nil
    }
    if !matched.isEmpty {
      found.removeAll { place in
        if case .accept = nodes[Int(place)] { return false }
        return matched.contains(owners[Int(place)])
      }
    }
    return found.sorted()
  }

  private func state(_ places: [Int32]) -> Int32 {
    if let known = stateNumbers[places] { return known }
    let number = Int32(states.count)
    stateNumbers[places] = number
    states.append(places)
    transitions.append(contentsOf: repeatElement(-1, count: classCount))
    listNumbers.append(-1)
    isSettled.append(
      places.allSatisfy { place in
        if case .accept = nodes[Int(place)] { return true }
        return false
      })
    return number
  }
}
