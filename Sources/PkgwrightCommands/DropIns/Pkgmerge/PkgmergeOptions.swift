import PackageModel

/// The command line of pkgmerge.
struct PkgmergeOptions {
  /// A command line that makes no sense.
  struct Mistake: Error {
    var message: String
  }

  /// A repository, and what its packages were built for.
  struct Source {
    var location: ByteString
    var values: [ByteString: ByteString]
  }

  private(set) var wantsHelp = false
  private(set) var isTrial = false
  private(set) var sources: [Source] = []
  private(set) var target: ByteString = ""
  private(set) var publishers: [ByteString] = []
  private(set) var patterns: [ByteString] = []

  init(_ arguments: [ByteString]) throws(Mistake) {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "d:np:s:?", long: ["help"])
    } catch {
      throw Mistake(message: "illegal option -- \(error.option)")
    }
    var target: ByteString?
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("d", let text?): target = text
      case ("n", nil): isTrial = true
      case ("p", let name?): publishers.append(name)
      case ("s", let text?): sources.append(try Self.source(text))
      default:
        wantsHelp = true
        return
      }
    }
    patterns = scanner.operands
    guard !sources.isEmpty else {
      throw Mistake(
        message: "At least one variant name, value, and package source must be provided using -s.")
    }
    guard let target else {
      throw Mistake(message: "A destination package repository must be provided using -d.")
    }
    self.target = target
    try checkVariants()
  }

  private static func source(_ text: ByteString) throws(Mistake) -> Source {
    let mistake = Mistake(message: "-s option must specify variant=value,repo_uri")
    let parts = text.split(on: ASCII.comma)
    guard parts.count >= 2, let location = parts.last else { throw mistake }
    var values: [ByteString: ByteString] = [:]
    for part in parts.dropLast() {
      let words = part.split(on: ASCII.equals)
      guard words.count == 2 else { throw mistake }
      values[words[0].hasPrefix("variant.") ? words[0] : "variant." + words[0]] = words[1]
    }
    return Source(location: location, values: values)
  }

  /// All sources must be for values of the same variants, and there must be one for each combination of values.
  private func checkVariants() throws(Mistake) {
    let variants = Set(sources.flatMap(\.values.keys)).sorted()
    for source in sources {
      let missing = variants.filter { source.values[$0] == nil }
      guard missing.isEmpty else {
        throw Mistake(
          message: "Source \(source.location) missing values for variants: "
            + missing.map(\.text).joined(separator: ", "))
      }
    }
    var combinations: [[ByteString]] = [[]]
    for variant in variants {
      let values = Set(sources.compactMap { $0.values[variant] }).sorted()
      combinations = combinations.flatMap { row in values.map { row + [$0] } }
    }
    for combination in combinations {
      guard !sources.contains(where: { source in variants.map { source.values[$0] ?? "" } == combination }) else {
        continue
      }
      let words = zip(variants, combination).map { "\($0)=\($1)" }.joined(separator: " ")
      throw Mistake(message: "No source was specified for variant combination \(words).")
    }
  }
}
