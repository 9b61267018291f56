import PackageModel

/// One package of a relation as people write it: `name`, `name >= 1`, `name>=1`, `name (>> 1)`, `name ~> 1.2`.
struct LooseRelation: Hashable {
  /// A comparison that people write.
  enum Comparison: String, CaseIterable {
    case earlier = "<<"
    case earlierOrEqual = "<="
    case equal = "="
    case laterOrEqual = ">="
    case later = ">>"
    /// Anything but this version.
    case notEqual = "!="
    /// At least this version, with the last part but one unchanged.
    case pessimistic = "~>"

    init?(written: String) {
      switch written {
      case "<": self = .earlier
      case ">": self = .later
      case "==": self = .equal
      default: self.init(rawValue: written)
      }
    }
  }

  /// What is wrong with a text.
  struct Mistake: Error, Hashable {
    var message: String
    var remedy: String
  }

  /// The name, with `:any` or an architecture if one is given.
  var name: String
  var comparison: Comparison?
  var version: String = ""

  init(name: String, comparison: Comparison? = nil, version: String = "") {
    self.name = name
    self.comparison = comparison
    self.version = version
  }

  /// Reads one package without commas and bars.
  init(parsing text: String) throws(Mistake) {
    let bytes = Array(text.utf8)
    var index = 0
    func skipBlanks() { while index < bytes.count, ASCII.isActionBlank(bytes[index]) { index += 1 } }
    func take(while isPart: (UInt8) -> Bool) -> String {
      let start = index
      while index < bytes.count, isPart(bytes[index]) { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    let isOperator = { (byte: UInt8) in "<>=!~".utf8.contains(byte) }

    skipBlanks()
    name = take { !ASCII.isActionBlank($0) && !isOperator($0) && $0 != ASCII.openParenthesis }
    guard !name.isEmpty else {
      throw Mistake(message: "'\(text)' names no package", remedy: "write 'name' or 'name >= 1.0'")
    }
    skipBlanks()
    guard index < bytes.count else { return }
    let isClosed = bytes[index] == ASCII.openParenthesis
    if isClosed { index += 1 }
    skipBlanks()
    let written = take(while: isOperator)
    guard let comparison = Comparison(written: written) else {
      throw Mistake(
        message: written.isEmpty ? "'\(text)' has no comparison" : "'\(written)' in '\(text)' is no comparison",
        remedy: "write 'name >= 1.0' with one of <, <=, =, >=, >, <<, >>, != and ~>")
    }
    self.comparison = comparison
    skipBlanks()
    version = take { !ASCII.isActionBlank($0) && $0 != ASCII.closeParenthesis }
    skipBlanks()
    if isClosed {
      guard index < bytes.count, bytes[index] == ASCII.closeParenthesis else {
        throw Mistake(message: "the parenthesis in '\(text)' is not closed", remedy: "add ')'")
      }
      index += 1
      skipBlanks()
    }
    guard index == bytes.count else {
      throw Mistake(message: "'\(text)' goes on behind the version", remedy: "give one package for each flag")
    }
  }
}
