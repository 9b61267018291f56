package import PackageModel

/// fpm's command line, read by the rules of the Clamp library: options end at the first word that does not begin with a
/// hyphen or behind `--`, letters may be joined, and values follow with a blank, with `=` or right behind a letter.
package struct FpmArguments: Sendable {
  /// A flag as it was given.
  package struct Occurrence: Hashable, Sendable {
    /// The long name of the flag.
    package var name: String
    /// Its value; `nil` for toggles.
    package var value: ByteString?
    /// Whether a toggle is switched on.
    package var isOn: Bool
    /// Where it was read, unless on the command line itself.
    package var location: SourceLocation?

    /// The name as Ruby writes it, with underscores.
    package var key: String { String(name.map { $0 == "-" ? "_" : $0 }) }
  }

  /// The flags in order.
  package private(set) var occurrences: [Occurrence] = []
  /// What follows the flags.
  package private(set) var operands: [FpmWord] = []
  private var loadedFiles: Set<ByteString> = []
  private let loadFile: @Sendable (ByteString) throws(FpmUsageError) -> [UInt8]

  /// Reads a command line.
  ///
  /// - Parameters:
  ///   - words: the command line without the program's name.
  ///   - loadFile: gives the bytes of a file of options.
  package init(
    _ words: [FpmWord], loadFile: @escaping @Sendable (ByteString) throws(FpmUsageError) -> [UInt8]
  ) throws(FpmUsageError) {
    self.loadFile = loadFile
    operands = Array(try scan(words[...]))
  }

  /// Reads flags and gives what follows them.
  private mutating func scan(_ words: ArraySlice<FpmWord>) throws(FpmUsageError) -> ArraySlice<FpmWord> {
    var rest = words
    while let word = rest.first, word.text.bytes.first == ASCII.hyphen {
      rest.removeFirst()
      if word.text == "--" { break }
      if word.text.hasPrefix("--") {
        try scanLong(word, &rest)
      } else {
        try scanLetters(word, &rest)
      }
    }
    return rest
  }

  private mutating func scanLong(_ word: FpmWord, _ rest: inout ArraySlice<FpmWord>) throws(FpmUsageError) {
    let bytes = word.text.bytes
    let equals = bytes.firstIndex(of: ASCII.equals)
    let spelling = ByteString(bytes[..<(equals ?? bytes.count)]).text
    let flag = try flag(spelling, word)
    guard let equals else { return try take(flag, spelling, nil, word, &rest) }
    guard flag.takesValue else {
      throw FpmUsageError("the option '\(spelling)' takes no value", at: word.location)
    }
    try take(flag, spelling, ByteString(bytes[(equals + 1)...]), word, &rest)
  }

  private mutating func scanLetters(_ word: FpmWord, _ rest: inout ArraySlice<FpmWord>) throws(FpmUsageError) {
    guard word.text.count > 1 else { throw unknown("-", word) }
    var letters = word.text.bytes[1...]
    while let letter = letters.popFirst() {
      let spelling = "-" + ByteString([letter]).text
      let flag = try flag(spelling, word)
      if flag.takesValue, !letters.isEmpty {
        return try take(flag, spelling, ByteString(letters), word, &rest)
      }
      try take(flag, spelling, nil, word, &rest)
    }
  }

  private mutating func take(
    _ flag: FpmFlag, _ spelling: String, _ attached: ByteString?, _ word: FpmWord, _ rest: inout ArraySlice<FpmWord>
  ) throws(FpmUsageError) {
    let name = flag.alias?.rawValue ?? flag.name
    guard flag.takesValue else {
      let isOn = !(flag.isNegatable && spelling.hasPrefix("--no-") && spelling != "--" + flag.name)
      occurrences.append(Occurrence(name: name, value: nil, isOn: isOn, location: word.location))
      return
    }
    guard let value = attached ?? rest.popFirst()?.text else {
      throw FpmUsageError("the option '\(spelling)' lacks its value", at: word.location)
    }
    occurrences.append(Occurrence(name: name, value: value, isOn: true, location: word.location))
    if name == FpmOption.optionsFile.rawValue { try load(value, at: word.location) }
  }

  /// Reads the flags of a file as if they stood in the place of `--fpm-options-file`.
  private mutating func load(_ path: ByteString, at location: SourceLocation?) throws(FpmUsageError) {
    guard loadedFiles.insert(path).inserted else {
      throw FpmUsageError(
        "the options file \(path) is loaded a second time", at: location,
        remedy: "name it once, and not in itself")
    }
    let words = try Self.words(of: loadFile(path), named: path.text)
    if let operand = try scan(words[...]).first {
      throw FpmUsageError(
        "an options file may hold flags only, not '\(operand.text)'", at: operand.location,
        remedy: "quote values with blanks")
    }
  }

  /// Splits the text of a file or variable by the shell's rules.
  package static func words(of text: [UInt8], named name: String) throws(FpmUsageError) -> [FpmWord] {
    do throws(ShellWords.UnmatchedQuote) {
      return try ShellWords.split(text).map { FpmWord($0.text, at: SourceLocation(file: name, line: $0.line)) }
    } catch {
      throw FpmUsageError("unmatched quote", at: SourceLocation(file: name, line: error.line))
    }
  }

  private func flag(_ spelling: String, _ word: FpmWord) throws(FpmUsageError) -> FpmFlag {
    guard let flag = FpmFlags.named(spelling) else { throw unknown(spelling, word) }
    return flag
  }

  private func unknown(_ spelling: String, _ word: FpmWord) -> FpmUsageError {
    let near = spelling.count > 2 ? Suggestion.nearest(to: spelling, among: FpmFlags.switches) : nil
    return FpmUsageError(
      "there is no option '\(spelling)'", at: word.location, remedy: near.map { "did you mean \($0)?" })
  }
}

extension FpmArguments {
  /// Whether a flag was given at all.
  package func isGiven(_ option: FpmOption) -> Bool { occurrences.contains { $0.name == option.rawValue } }

  /// The value of a flag: that of its last occurrence.
  package func value(_ option: FpmOption) -> ByteString? { occurrence(option)?.value }

  /// The value of a flag as text.
  package func text(_ option: FpmOption) -> String? { value(option)?.text }

  /// The last occurrence of a flag.
  package func occurrence(_ option: FpmOption) -> Occurrence? {
    occurrences.last { $0.name == option.rawValue }
  }

  /// The values of all occurrences of a flag, in order.
  package func values(_ option: FpmOption) -> [ByteString] {
    occurrences.filter { $0.name == option.rawValue }.compactMap(\.value)
  }

  /// Whether a toggle is on, by its last occurrence or its default.
  package func isOn(_ option: FpmOption) -> Bool {
    occurrence(option)?.isOn ?? (FpmFlags.of(option)?.standard == "on")
  }
}
