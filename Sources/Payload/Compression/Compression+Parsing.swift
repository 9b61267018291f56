extension Compression {
  /// Reads a compression as users write it: `xz`, `gz:9`, `zst:19`, `xz:6:extreme`, `gzip:rle`, `xz:parallel`, `none`.
  ///
  /// - Throws: ``CompressionError`` that says which word is wrong and what is allowed there.
  package init(parsing text: String) throws(CompressionError) {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let format = Self.names[words[0]] else { throw .unknownFormat(words[0]) }
    var level: Int?
    var strategy: Strategy?
    var isParallel = false
    for word in words.dropFirst() {
      if word == "parallel", !isParallel {
        isParallel = true
      } else if let named = Strategy(rawValue: word), strategy == nil {
        strategy = named
      } else if let number = Self.number(word), level == nil {
        level = number
      } else {
        throw .option(format, word)
      }
    }
    try self.init(format, level: level, strategy: strategy ?? .none, isParallel: isParallel)
  }

  /// The names of the formats, the short ones of file suffixes included.
  private static let names: [String: Format] = [
    "none": .none, "gz": .gzip, "gzip": .gzip, "xz": .xz, "zst": .zstd, "zstd": .zstd, "bz2": .bzip2,
    "bzip2": .bzip2, "lzma": .lzma,
  ]

  private static func number(_ word: String) -> Int? {
    guard !word.isEmpty, word.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
    return Int(word)
  }
}

extension Compression: CustomStringConvertible {
  /// The shortest text that ``init(parsing:)`` reads as this compression.
  package var description: String {
    var words = [format.rawValue]
    if level != format.defaultLevel { words.append(String(level)) }
    if strategy != .none { words.append(strategy.rawValue) }
    if isParallel { words.append("parallel") }
    return words.joined(separator: ":")
  }
}

/// A compression that does not exist.
package enum CompressionError: Error, Hashable, Sendable {
  case unknownFormat(String)
  case level(Compression.Format, Int)
  case strategy(Compression.Format, Compression.Strategy)
  case option(Compression.Format, String)
  case readOnly(Compression.Format)
}

extension CompressionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownFormat(let name):
      "unknown compression '\(name)'; known are gzip, xz, zstd, bzip2 and none"
    case .level(.none, let level):
      "compression none has no level \(level); leave the level out"
    case .level(let format, let level):
      "\(format.rawValue) has no level \(level); give one from \(format.levels.lowerBound) to "
        + "\(format.levels.upperBound)"
    case .strategy(let format, let strategy) where format.strategies.count == 1:
      "\(format.rawValue) has no strategy '\(strategy.rawValue)'; it has none to choose from"
    case .strategy(let format, let strategy):
      "\(format.rawValue) has no strategy '\(strategy.rawValue)'; give one of "
        + format.strategies.map(\.rawValue).joined(separator: ", ")
    case .option(let format, let word):
      "\(format.rawValue) has no option '\(word)'; write a level, a strategy or, for xz, 'parallel'"
    case .readOnly(let format):
      "\(format.rawValue) is read but no longer written; use xz"
    }
  }
}
