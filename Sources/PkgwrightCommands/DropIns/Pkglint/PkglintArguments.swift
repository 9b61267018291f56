import PackageModel

/// The command line of pkglint, read as Python's `argparse` reads it: options may stand anywhere, but all manifests stand
/// in one row.
struct PkglintArguments {
  /// A command line that makes no sense.
  struct Mistake: Error {
    let message: String
  }

  private(set) var branch: ByteString?
  private(set) var cache: ByteString?
  private(set) var configuration: ByteString?
  private(set) var lintRepositories: [ByteString] = []
  private(set) var referenceRepositories: [ByteString] = []
  private(set) var pattern: ByteString?
  private(set) var extensionPath: [ByteString] = []
  private(set) var listsChecks = false
  private(set) var isVerbose = false
  private(set) var wantsHelp = false
  private(set) var manifests: [ByteString] = []

  static let usage = """
    usage: 
            pkglint [-b branch] [-c cache_dir] [-f file]
                [-l uri ...] [-p regexp] [-r uri ...] [-v]
                [-e extension_path ...]
                manifest ...
            pkglint -L
    """

  static let help =
    usage + """


      positional arguments:
        manifests

      options:
        -h, --help         show this help message and exit
        -b branch          branch to use from lint and reference repositories
        -c cache_dir       directory to use as a repository cache
        -f file            specify an alternative pkglintrc file
        -l uri             lint repository URI
        -L                 list checks configured for this session and exit
        -p regexp          pattern to match FMRIs in lint URI
        -r uri             reference repository URI
        -e extension_path  extension_path
        -v                 produce verbose output, overriding settings in pkglintrc
      """

  init(_ arguments: [ByteString]) throws(Mistake) {
    var rest = arguments[...]
    var strangers: [ByteString] = []
    var onlyOperands = false
    /// Whether a row of manifests has ended.
    var rowHasEnded = false
    while let word = rest.popFirst() {
      if !onlyOperands, word == "--" {
        onlyOperands = true
      } else if onlyOperands || !Self.isOption(word) {
        if rowHasEnded { strangers.append(word) } else { manifests.append(word) }
      } else {
        rowHasEnded = rowHasEnded || !manifests.isEmpty
        if try !readOption(word, &rest) { strangers.append(word) }
        if wantsHelp { return }
      }
    }
    guard strangers.isEmpty else {
      throw Mistake(message: "unrecognized arguments: " + strangers.map(\.text).joined(separator: " "))
    }
  }

  /// A word that begins with a hyphen, unless it is a number or has blanks.
  private static func isOption(_ word: ByteString) -> Bool {
    guard word.count > 1, word.bytes[0] == ASCII.hyphen, !word.contains(ASCII.space) else { return false }
    let number = word.bytes.dropFirst()
    let isNumber =
      number.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.dot } && number.count { $0 == ASCII.dot } < 2
      && number.contains(where: ASCII.isDigit)
    return !isNumber
  }

  /// Reads an option and what belongs to it; whether there is one of that name.
  private mutating func readOption(_ word: ByteString, _ rest: inout ArraySlice<ByteString>) throws(Mistake) -> Bool {
    if word.hasPrefix("--") {
      guard word.count > 2, ByteString("--help").hasPrefix(word) else { return false }
      wantsHelp = true
      return true
    }
    var letters = word.bytes[1...]
    var isFirst = true
    while let letter = letters.popFirst() {
      switch letter {
      case UInt8(ascii: "h"): wantsHelp = true
      case UInt8(ascii: "L"): listsChecks = true
      case UInt8(ascii: "v"): isVerbose = true
      case let letter where "bcflpre".utf8.contains(letter):
        let name = ByteString([letter])
        if letters.first == ASCII.equals, !isFirst || letters.count > 1 { letters = letters.dropFirst() }
        let argument: ByteString
        if !letters.isEmpty {
          argument = ByteString(letters)
        } else if let next = rest.first, next != "--", !Self.isOption(next) {
          argument = next
          rest.removeFirst()
        } else {
          throw Mistake(message: "argument -\(name): expected one argument")
        }
        set(letter, argument)
        return true
      default:
        if isFirst { return false }
        let before = ByteString([word.bytes[word.count - letters.count - 2]])
        throw Mistake(
          message: "argument -\(before): ignored explicit argument '\(ByteString([letter] + letters))'")
      }
      if wantsHelp { return true }
      isFirst = false
    }
    return true
  }

  private mutating func set(_ letter: UInt8, _ argument: ByteString) {
    switch letter {
    case UInt8(ascii: "b"): branch = argument
    case UInt8(ascii: "c"): cache = argument
    case UInt8(ascii: "f"): configuration = argument
    case UInt8(ascii: "l"): lintRepositories.append(argument)
    case UInt8(ascii: "p"): pattern = argument
    case UInt8(ascii: "r"): referenceRepositories.append(argument)
    default: extensionPath.append(argument)
    }
  }
}
