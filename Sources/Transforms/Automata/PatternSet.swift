import PackageModel

/// Many patterns matched at once at the beginning of a text.
///
/// The patterns are the places of one automaton, which is made deterministic while it runs: a set of places that was
/// met before costs one look into a table for each byte. So the time to find the few rules of a hundred that match a
/// path is that of reading the path.
struct PatternSet {
  /// Patterns that are looked for together, a subset of all.
  struct Selection: Hashable {
    fileprivate var number: Int
  }

  /// What a text was found to match.
  struct Result {
    /// The number of a list of patterns.
    var list: Int32
    /// Whether the text was read as far as it matters, so that exact patterns of the list are known to match. A text
    /// with other characters than ASCII, or with line ends, is read only up to them: what is not in the list does not
    /// match.
    var isComplete: Bool
  }

  private let nodes: [AutomatonNode]
  private let starts: [Int32]
  private let isExact: [Bool]
  /// For each place the pattern that it belongs to.
  private let owners: [Int32]
  /// For each set of characters which classes are in it.
  private let setClasses: [[Bool]]

  private var selections: [[Int32]] = []
  private var selectionStarts: [Int32] = []
  private var trails: [StateTrail] = []
  private var states: AutomatonStates
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
    // Characters that no set tells apart are one class.
    var signatures: [[Bool]: UInt8] = [:]
    var classes: [UInt8] = []
    for byte in 0..<128 {
      let signature = builder.sets.map { $0.contains(byte) }
      let number = signatures[signature] ?? UInt8(signatures.count)
      signatures[signature] = number
      classes.append(number)
    }
    states = AutomatonStates(classes: classes, classCount: signatures.count)
    setClasses = builder.sets.indices.map { set in
      var members = Array(repeating: false, count: signatures.count)
      for (signature, number) in signatures { members[Int(number)] = signature[set] }
      return members
    }
  }

  /// Whether a pattern matches exactly the texts that it is reported for; otherwise those and perhaps others.
  func isExact(_ pattern: Int) -> Bool { isExact[pattern] }

  /// Prepares to look for some of the patterns, given in ascending order.
  mutating func select(_ patterns: [Int32]) -> Selection {
    selections.append(patterns)
    selectionStarts.append(AutomatonStates.unknown)
    trails.append(StateTrail())
    return Selection(number: selections.count - 1)
  }

  // MARK: Lists

  /// The patterns of a list, in ascending order.
  func patterns(ofList list: Int32) -> ArraySlice<Int32> {
    listItems[Int(listStarts[Int(list)])..<Int(listStarts[Int(list) + 1])]
  }

  /// The list of the patterns that are in two lists.
  mutating func common(_ first: Int32, _ second: Int32) -> Int32 {
    if first == second { return first }
    let others = Set(patterns(ofList: second))
    return list(of: patterns(ofList: first).filter(others.contains))
  }

  private mutating func list(of patterns: some Sequence<Int32>) -> Int32 {
    let patterns = patterns.sorted()
    if let known = knownLists[patterns] { return known }
    let list = Int32(knownLists.count)
    knownLists[patterns] = list
    listItems += patterns
    listStarts.append(Int32(listItems.count))
    return list
  }

  // MARK: Matching

  /// Finds the patterns that match a text at its beginning.
  mutating func match(_ text: Span<UInt8>, _ selection: Selection) -> Result {
    if states.count > Self.greatestStateCount { forget() }
    let number = selection.number
    if selectionStarts[number] < 0 { begin(number) }
    let kept = trails[number].begin(text)
    var state = trails[number].states[kept]
    var index = kept
    var isComplete = true
    while true {
      index = states.follow(text, from: index, in: &state, trail: &trails[number])
      guard index < text.count else { break }
      let group = states.group(of: text[index])
      let next = states.next(state, group)
      if next == AutomatonStates.foreign { isComplete = false }
      if next != AutomatonStates.unknown { break }
      state = step(from: state, group)
      index += 1
      trails[number].states[index] = state
    }
    trails[number].end(text, from: kept, to: index)
    guard isComplete else { return Result(list: survivors(state), isComplete: false) }
    // The end of an empty text is its beginning too, which no state knows.
    if text.isEmpty {
      let places = closure(states.places(of: state), atStart: true, atEnd: true)
      return Result(list: list(of: matched(places)), isComplete: true)
    }
    let list = listNumbers[states.number(of: state)]
    return Result(list: list >= 0 ? list : finish(state), isComplete: true)
  }

  private mutating func forget() {
    states.forget()
    listNumbers.removeAll()
    for index in selectionStarts.indices {
      selectionStarts[index] = AutomatonStates.unknown
      trails[index].forget()
    }
  }

  private mutating func begin(_ number: Int) {
    let places = closure(selections[number].map { starts[Int($0)] }, atStart: true, atEnd: false)
    let start = state(places)
    selectionStarts[number] = start
    if trails[number].states.isEmpty { trails[number].states.append(start) } else { trails[number].states[0] = start }
  }

  private mutating func step(from state: Int32, _ group: UInt8) -> Int32 {
    var targets: [Int32] = []
    for place in states.places(of: state) {
      switch nodes[Int(place)] {
      case .take(let set, let next):
        if setClasses[Int(set)][Int(group)] { targets.append(next) }
      case .accept: targets.append(place)
      case .fork, .atStart, .atEnd: break
      }
    }
    let places = closure(targets, atStart: false, atEnd: false)
    let next = self.state(places)
    states.connect(state, group, to: next)
    return next
  }

  private mutating func state(_ places: [Int32]) -> Int32 {
    let isSettled = places.allSatisfy { place in
      if case .accept = nodes[Int(place)] { return true }
      return false
    }
    let state = states.state(for: places, isSettled: isSettled)
    if listNumbers.count < states.count { listNumbers.append(-1) }
    return state
  }

  private mutating func finish(_ state: Int32) -> Int32 {
    let places = closure(states.places(of: state), atStart: false, atEnd: true)
    let list = list(of: matched(places))
    listNumbers[states.number(of: state)] = list
    return list
  }

  /// The patterns that have matched or still could.
  private mutating func survivors(_ state: Int32) -> Int32 {
    list(of: Set(states.places(of: state).map { owners[Int($0)] }))
  }

  private func matched(_ places: [Int32]) -> [Int32] {
    places.compactMap { place in
      if case .accept(let pattern) = nodes[Int(place)] { return pattern }
      return nil
    }
  }

  /// The places that can be reached without taking a character. Of a pattern that has matched only that is kept.
  private mutating func closure(_ places: [Int32], atStart: Bool, atEnd: Bool) -> [Int32] {
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
    let matched = matched(found)
    if !matched.isEmpty {
      found.removeAll { place in
        if case .accept = nodes[Int(place)] { return false }
        return matched.contains(owners[Int(place)])
      }
    }
    return found.sorted()
  }
}
