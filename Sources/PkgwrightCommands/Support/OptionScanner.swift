package import PackageModel

/// Reads options by the rules of getopt(3) as Python's `getopt` applies them: options end at the first operand or `--`,
/// short options may be joined, an argument may be attached, and long options may be shortened while unambiguous.
package struct OptionScanner {
  /// A mistake on the command line, in the words that users of getopt know.
  package struct UsageError: Error, Hashable, Sendable {
    package var message: String
    /// The option that is wrong, without hyphens.
    package var option: String
    /// Whether an option stands at the end that wants an argument.
    package var lacksArgument = false
  }

  /// An option with its argument.
  package struct Option: Hashable, Sendable {
    /// The name without hyphens, in full.
    package var name: String
    /// The argument, for options that take one.
    package var argument: ByteString?
  }

  /// The options in order.
  package private(set) var options: [Option] = []
  /// What follows the options.
  package private(set) var operands: [ByteString] = []

  /// - Parameters:
  ///   - arguments: the command line without the program's name.
  ///   - short: letters, each with `:` behind it if it takes an argument, as in `cd:f`.
  ///   - long: names, each with `=` at its end if it takes an argument.
  package init(_ arguments: [ByteString], short: String, long: [String] = []) throws(UsageError) {
    var rest = arguments[...]
    while let word = rest.first, word.count > 1, word.bytes[0] == ASCII.hyphen {
      rest.removeFirst()
      if word == "--" { break }
      if word.bytes[1] == ASCII.hyphen {
        try scanLong(ByteString(word.bytes[2...]), long, &rest)
      } else {
        try scanShort(ByteString(word.bytes[1...]), short, &rest)
      }
    }
    operands = Array(rest)
  }

  private mutating func scanShort(
    _ word: ByteString, _ short: String, _ rest: inout ArraySlice<ByteString>
  ) throws(UsageError) {
    let known = Array(short.utf8)
    for (place, letter) in word.bytes.enumerated() {
      guard letter != ASCII.colon, let index = known.firstIndex(of: letter) else {
        throw UsageError(
          message: "option -\(ByteString([letter])) not recognized", option: ByteString([letter]).text)
      }
      let name = ByteString([letter]).text
      guard index + 1 < known.count, known[index + 1] == ASCII.colon else {
        options.append(Option(name: name, argument: nil))
        continue
      }
      if place + 1 < word.count {
        options.append(Option(name: name, argument: ByteString(word.bytes[(place + 1)...])))
      } else if let argument = rest.popFirst() {
        options.append(Option(name: name, argument: argument))
      } else {
        throw UsageError(message: "option -\(name) requires argument", option: name, lacksArgument: true)
      }
      return
    }
  }

  private mutating func scanLong(
    _ word: ByteString, _ long: [String], _ rest: inout ArraySlice<ByteString>
  ) throws(UsageError) {
    let parts = word.bytes.split(separator: ASCII.equals, maxSplits: 1, omittingEmptySubsequences: false)
    let given = ByteString(parts[0]).text
    let candidates = long.filter { $0.hasPrefix(given) }
    let exact = candidates.first { $0 == given || $0 == given + "=" }
    guard let found = exact ?? candidates.first else {
      throw UsageError(message: "option --\(given) not recognized", option: given)
    }
    guard exact != nil || candidates.count == 1 else {
      throw UsageError(message: "option --\(given) not a unique prefix", option: given)
    }
    let takesArgument = found.hasSuffix("=")
    let name = takesArgument ? String(found.dropLast()) : found
    if !takesArgument {
      guard parts.count == 1 else {
        throw UsageError(message: "option --\(name) must not have an argument", option: name)
      }
      options.append(Option(name: name, argument: nil))
    } else if parts.count == 2 {
      options.append(Option(name: name, argument: ByteString(parts[1])))
    } else if let argument = rest.popFirst() {
      options.append(Option(name: name, argument: argument))
    } else {
      throw UsageError(message: "option --\(name) requires argument", option: name, lacksArgument: true)
    }
  }
}
