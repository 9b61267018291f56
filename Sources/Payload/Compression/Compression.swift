/// How an archive is compressed: a format with its level and strategy, in the terms of dpkg-deb(1).
package struct Compression: Hashable, Sendable {
  /// The formats of streams.
  package enum Format: String, CaseIterable, Hashable, Sendable {
    case none, gzip, xz, zstd, bzip2
    /// The format before xz, which is read and no longer written.
    case lzma
  }

  /// Ways to search for matches, as `dpkg-deb -S` names them.
  package enum Strategy: String, CaseIterable, Hashable, Sendable {
    case none, filtered, huffman, rle, fixed, extreme
  }

  package let format: Format
  package let level: Int
  package let strategy: Strategy
  /// Whether xz makes blocks of 8 MiB, three times as many as by itself, for more cores on middling packages.
  package let isParallel: Bool

  /// - Parameters:
  ///   - level: from ``Format/levels``; without one, dpkg-deb's default.
  ///   - isParallel: for xz only.
  /// - Throws: ``CompressionError`` when the format has no such level or strategy, or cannot be written.
  package init(
    _ format: Format, level: Int? = nil, strategy: Strategy = .none, isParallel: Bool = false
  ) throws(CompressionError) {
    guard format != .lzma else { throw .readOnly(format) }
    if let level, !format.levels.contains(level) { throw .level(format, level) }
    guard format.strategies.contains(strategy) else { throw .strategy(format, strategy) }
    guard format == .xz || !isParallel else { throw .option(format, "parallel") }
    // dpkg-deb(1): level 0 of gzip is no compression, and the member is named so.
    let isStored = format == .gzip && level == 0
    self.init(
      unchecked: isStored ? .none : format, level: isStored ? 0 : level ?? format.defaultLevel,
      strategy: isStored ? .none : strategy, isParallel: isParallel)
  }

  private init(unchecked format: Format, level: Int, strategy: Strategy, isParallel: Bool) {
    self.format = format
    self.level = level
    self.strategy = strategy
    self.isParallel = isParallel
  }

  private init(default format: Format) {
    self.init(unchecked: format, level: format.defaultLevel, strategy: .none, isParallel: false)
  }

  /// No compression.
  package static let none = Compression(default: .none)
  /// gzip at level 9.
  package static let gzip = Compression(default: .gzip)
  /// xz at level 6.
  package static let xz = Compression(default: .xz)
  /// Zstandard at level 3.
  package static let zstd = Compression(default: .zstd)
  /// bzip2 at level 9.
  package static let bzip2 = Compression(default: .bzip2)
}

extension Compression.Format {
  /// The levels that exist.
  package var levels: ClosedRange<Int> {
    switch self {
    case .none: 0...0
    case .gzip, .xz, .lzma: 0...9
    case .zstd: 0...22
    case .bzip2: 1...9
    }
  }

  /// The level that dpkg-deb uses when none is asked for; for bzip2, which it no longer writes, bzip2(1)'s own.
  package var defaultLevel: Int {
    switch self {
    case .none: 0
    case .gzip, .bzip2: 9
    case .xz, .lzma: 6
    case .zstd: 3
    }
  }

  /// The strategies that exist.
  package var strategies: [Compression.Strategy] {
    switch self {
    case .none, .zstd, .bzip2, .lzma: [.none]
    case .gzip: [.none, .filtered, .huffman, .rle, .fixed]
    case .xz: [.none, .extreme]
    }
  }

  /// What a compressed file's name ends with, as in `data.tar.xz`.
  package var suffix: String {
    switch self {
    case .none: ""
    case .gzip: ".gz"
    case .xz: ".xz"
    case .zstd: ".zst"
    case .bzip2: ".bz2"
    case .lzma: ".lzma"
    }
  }

  /// Recognises a format by the first bytes of a stream.
  ///
  /// The old lzma format has no magic number; the header that every known encoder writes stands in for one.
  package init(detecting prefix: some Collection<UInt8>) {
    let magics: [([UInt8], Self)] = [
      ([0x1f, 0x8b], .gzip), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .xz), ([0x28, 0xb5, 0x2f, 0xfd], .zstd),
      (Array("BZh".utf8), .bzip2), ([0x5d, 0x00, 0x00], .lzma),
    ]
    self = magics.first { prefix.starts(with: $0.0) }?.1 ?? .none
  }
}
