/// The flags of a pattern: `(?i)`, `(?m)` and so on.
struct PatternFlags: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let ignoreCase = PatternFlags(rawValue: 1)
  static let multiline = PatternFlags(rawValue: 2)
  static let dotMatchesAll = PatternFlags(rawValue: 4)
  static let verbose = PatternFlags(rawValue: 8)
  static let ascii = PatternFlags(rawValue: 16)
  static let unicode = PatternFlags(rawValue: 32)
  static let locale = PatternFlags(rawValue: 64)
  /// Python's undocumented `t`, under which no repetition compiles.
  static let template = PatternFlags(rawValue: 128)

  /// The flags of which only one can hold.
  static let kinds: PatternFlags = [.ascii, .unicode, .locale]

  /// The flags inside a group that switches some.
  func combined(adding added: PatternFlags, removing removed: PatternFlags) -> PatternFlags {
    var flags = self
    if !added.isDisjoint(with: .kinds) { flags.subtract(.kinds) }
    return flags.union(added).subtracting(removed)
  }
}

/// A class of characters that a pattern names by a letter.
enum CharacterCategory: Hashable, Sendable {
  case digit
  case space
  case word
}

/// A set of characters, as in `[a-z\d]`.
struct CharacterSet: Hashable, Sendable {
  enum Member: Hashable, Sendable {
    case range(UInt32, UInt32)
    case category(CharacterCategory, isComplement: Bool)
  }

  var members: [Member]
  var isComplement: Bool
}

/// A place that a pattern can ask for without taking a character.
enum Anchor: Hashable, Sendable {
  /// `^`
  case lineStart
  /// `$`
  case lineEnd
  /// `\A`
  case textStart
  /// `\Z`
  case textEnd
  /// `\b`
  case wordBoundary
  /// `\B`
  case noWordBoundary
}

/// How greedy a repetition is.
enum Greed: Hashable, Sendable {
  case greedy
  case lazy
  case possessive
}

/// A part of a pattern.
indirect enum PatternNode: Sendable {
  /// One character, by its number. Bytes that are not UTF-8 have the numbers U+DC80 to U+DCFF, as in Python.
  case character(UInt32)
  /// `.`
  case any
  case set(CharacterSet)
  case anchor(Anchor)
  case alternatives([[PatternNode]])
  /// A group: with a number if it captures, with flags if it switches some.
  case group(Int?, adding: PatternFlags, removing: PatternFlags, [PatternNode])
  case atomic([PatternNode])
  /// A repetition; no upper limit is `nil`.
  case repetition(Int, Int?, Greed, [PatternNode])
  /// `(?=…)` and its kin; `at` is where it begins.
  case look(isBehind: Bool, isNegative: Bool, at: Int, [PatternNode])
  case backReference(Int)
  case conditional(Int, [PatternNode], [PatternNode]?)
}

extension PatternNode {
  /// How many groups capture in some nodes.
  static func captureCount(_ nodes: [PatternNode]) -> Int {
    nodes.reduce(0) { count, node in
      switch node {
      case .character, .any, .set, .anchor, .backReference: count
      case .alternatives(let branches): branches.reduce(count) { $0 + captureCount($1) }
      case .group(let number, _, _, let nodes): count + (number == nil ? 0 : 1) + captureCount(nodes)
      case .atomic(let nodes), .repetition(_, _, _, let nodes), .look(_, _, _, let nodes):
        count + captureCount(nodes)
      case .conditional(_, let yes, let no): count + captureCount(yes) + captureCount(no ?? [])
      }
    }
  }
}

/// A pattern in the syntax of Python's `re`, as a tree.
struct PatternSyntax: Sendable {
  var nodes: [PatternNode]
  var flags: PatternFlags
  /// How many groups capture.
  var groupCount: Int
  /// The numbers of the groups that have names.
  var groupNames: [[UInt32]: Int]
  /// The widths of the groups by number; number 0 is the whole pattern and has none.
  var groupWidths: [PatternWidth?]
}

/// Why a text is no pattern or no replacement, in the words of Python's `re`.
struct PatternError: Error, Hashable, Sendable {
  var message: String
  /// Where, in characters from 0; `nil` where Python does not say.
  var position: Int?

  init(_ message: String, at position: Int? = nil) {
    self.message = message
    self.position = position
  }

  /// The message of a repetition whose count is beyond Python's own integers, an error of another kind there.
  static let overflow = "the repetition number is too large"

  var isOverflow: Bool { message == Self.overflow }

  /// The message as Python prints it.
  var description: String { position.map { "\(message) at position \($0)" } ?? message }
}
