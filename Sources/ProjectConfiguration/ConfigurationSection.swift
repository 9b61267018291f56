package import PackageModel

/// Reads a section whose keys are known, and collects everything that is wrong with it.
package struct ConfigurationSection {
  private let document: ConfigurationDocument
  private let entries: [ConfigurationNode.Entry]
  /// What is wrong, in the order in which it was found.
  package private(set) var mistakes: [Diagnostic] = []

  /// - Parameters:
  ///   - value: what should be a section.
  ///   - name: what the section is called in messages; empty for the whole file.
  ///   - keys: the keys that it may have.
  package init(_ value: ConfigurationNode, of document: ConfigurationDocument, name: String, keys: [String]) {
    self.document = document
    switch value.content {
    case .section(let entries): self.entries = entries
    // `lint:` with nothing behind it is an empty section.
    case .text(""), .text("~"), .text("null"): entries = []
    case .text, .list:
      entries = []
      mistakes.append(
        document.mistake(
          (name.isEmpty ? "the file" : "'\(name)'") + " must be a section with keys, not \(value.kind)",
          at: value.place, remedy: "the keys are \(keys.joined(separator: ", "))"))
    }
    var seen: Set<String> = []
    for entry in entries {
      guard keys.contains(entry.key) else {
        let guess = Suggestion.nearest(to: entry.key, among: keys).map { "did you mean \($0)?" }
        let place = name.isEmpty ? "" : " in '\(name)'"
        mistakes.append(
          document.mistake(
            "unknown key '\(entry.key)'\(place)", at: entry.place,
            remedy: guess ?? "the keys are \(keys.joined(separator: ", "))"))
        continue
      }
      if !seen.insert(entry.key).inserted {
        mistakes.append(document.mistake("'\(entry.key)' is given twice", at: entry.place, remedy: "keep one"))
      }
    }
  }

  /// The value of a key as it is; `nil` where the key is missing.
  package func value(_ key: String) -> ConfigurationNode? { entries.first { $0.key == key }?.value }

  /// A word.
  package mutating func text(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    return text(of: value, key)
  }

  /// Words: a list, or one word alone.
  package mutating func texts(_ key: String) -> [(text: String, place: ConfigurationNode.Place)] {
    guard let value = value(key) else { return [] }
    switch value.content {
    case .text(let text): return [(text, value.place)]
    case .list(let values):
      var result: [(String, ConfigurationNode.Place)] = []
      for item in values {
        if let text = text(of: item, key) { result.append((text, item.place)) }
      }
      return result
    case .section:
      complain("'\(key)' must be a list of words, not a section", at: value.place, remedy: "write - WORD on each line")
      return []
    }
  }

  /// A number that is not negative.
  package mutating func number(_ key: String) -> Int? {
    guard let text = text(key), let place = value(key)?.place else { return nil }
    if let number = Int(text), number >= 0 { return number }
    complain("'\(key)' must be a number, not '\(text)'", at: place, remedy: "write 0 or more")
    return nil
  }

  /// One of some words.
  package mutating func choice<Choice>(_ key: String, _ choices: [(String, Choice)]) -> Choice? {
    guard let text = text(key), let place = value(key)?.place else { return nil }
    if let choice = choices.first(where: { $0.0 == text }) { return choice.1 }
    refuse(text, of: key, at: place, choices.map(\.0))
    return nil
  }

  /// The keys and words of a section whose keys are free.
  package mutating func table(
    _ key: String
  ) -> [(key: String, text: String, place: ConfigurationNode.Place, keyPlace: ConfigurationNode.Place)] {
    guard let value = value(key) else { return [] }
    guard case .section(let entries) = value.content else {
      complain("'\(key)' must be a section, not \(value.kind)", at: value.place, remedy: "write KEY: VALUE below it")
      return []
    }
    var result: [(String, String, ConfigurationNode.Place, ConfigurationNode.Place)] = []
    for entry in entries {
      if let text = text(of: entry.value, entry.key) {
        result.append((entry.key, text, entry.value.place, entry.place))
      }
    }
    return result
  }

  /// A list of sections, each with the same keys.
  package mutating func sections(_ key: String, keys: [String]) -> [ConfigurationSection] {
    guard let value = value(key) else { return [] }
    guard case .list(let values) = value.content else {
      complain("'\(key)' must be a list of sections, not \(value.kind)", at: value.place, remedy: "begin each with -")
      return []
    }
    return values.map { ConfigurationSection($0, of: document, name: key, keys: keys) }
  }

  /// Says that a word is none of those that are possible.
  package mutating func refuse(
    _ text: String, of key: String, at place: ConfigurationNode.Place, _ words: [String]
  ) {
    let guess = Suggestion.nearest(to: text, among: words).map { "did you mean \($0)?" }
    complain(
      "'\(text)' is no value of '\(key)'", at: place,
      remedy: guess ?? "the values are \(words.joined(separator: ", "))")
  }

  /// Says that something is wrong.
  package mutating func complain(_ message: String, at place: ConfigurationNode.Place, remedy: String? = nil) {
    mistakes.append(document.mistake(message, at: place, remedy: remedy))
  }

  private mutating func text(of value: ConfigurationNode, _ key: String) -> String? {
    if case .text(let text) = value.content { return text }
    complain("'\(key)' must be a word, not \(value.kind)", at: value.place)
    return nil
  }
}
