package import PackageModel

/// The configuration of a repository: sections with properties, kept in `pkg5.repository` (version 4) or `cfg_cache`
/// (version 3).
package struct RepositoryConfiguration: Hashable, Sendable {
  package struct Property: Hashable, Sendable {
    package var name: ByteString
    package var value: ConfigurationValue

    package init(name: ByteString, value: ConfigurationValue) {
      self.name = name
      self.value = value
    }
  }

  package struct Section: Hashable, Sendable {
    package var name: ByteString
    package var properties: [Property]

    package init(name: ByteString, properties: [Property]) {
      self.name = name
      self.properties = properties
    }
  }

  /// The version of the repository, 3 or 4.
  package private(set) var version: Int
  /// The sections in the order of the file, the one about the file itself left out.
  package private(set) var sections: [Section]

  private static let ownSection: ByteString = "CONFIGURATION"

  /// The configuration of a new repository.
  package init(version: Int) {
    self.version = version
    sections = Self.definitions(version).map { section, properties in
      Section(name: section, properties: properties.map { Property(name: $0.name, value: $0.value) })
    }
  }

  /// The name of the file.
  package static func fileName(version: Int) -> ByteString { version == 3 ? "cfg_cache" : "pkg5.repository" }

  private struct Definition {
    var name: ByteString
    var kind: ConfigurationValue.Kind
    var value: ConfigurationValue
  }

  private static func definitions(_ version: Int) -> [(ByteString, [Definition])] {
    func text(_ name: ByteString, _ value: ByteString = "") -> Definition {
      Definition(name: name, kind: .text, value: .text(value))
    }
    func list(_ name: ByteString) -> Definition {
      Definition(name: name, kind: version == 3 ? .commaList : .list, value: .list([]))
    }
    func number(_ name: ByteString, _ value: Int) -> Definition {
      Definition(name: name, kind: .number, value: .number(value))
    }
    let prefix = Definition(name: "prefix", kind: .publisher, value: .text(""))
    if version == 3 {
      return [
        ("publisher", [text("alias"), prefix]),
        (
          "repository",
          [
            text("collection_type", "core"), text("description"), text("detailed_url"), list("legal_uris"),
            text("maintainer"), text("maintainer_url"), list("mirrors"), text("name", "package repository"),
            list("origins"), number("refresh_seconds", 14_400), text("registration_uri"), list("related_uris"),
            number("version", 3),
          ]
        ),
        (
          "feed",
          [
            text("id"), text("name", "package repository feed"), text("description"),
            text("icon", "web/_themes/pkg-block-icon.png"), text("logo", "web/_themes/pkg-block-logo.png"),
            number("window", 24),
          ]
        ),
      ]
    }
    return [
      ("publisher", [prefix]),
      (
        "repository",
        [
          number("version", 4), text("trust-anchor-directory", "/etc/ssl/pkg/"), list("signature-required-names"),
          Definition(name: "check-certificate-revocation", kind: .flag, value: .flag(false)),
        ]
      ),
    ]
  }

  private func kind(_ section: ByteString, _ name: ByteString) -> ConfigurationValue.Kind {
    for (known, properties) in Self.definitions(version) where known == section {
      if let definition = properties.first(where: { $0.name == name }) { return definition.kind }
    }
    return .text
  }

  package func value(_ section: ByteString, _ name: ByteString) -> ConfigurationValue? {
    sections.first { $0.name == section }?.properties.first { $0.name == name }?.value
  }

  /// A property that is a text; empty where it is missing.
  package func text(_ section: ByteString, _ name: ByteString) -> ByteString {
    if case .text(let text) = value(section, name) { text } else { "" }
  }

  /// The publisher of packages that name none.
  package var defaultPublisher: ByteString? {
    let prefix = text("publisher", "prefix")
    return prefix.isEmpty ? nil : prefix
  }

  /// Sets a property as a user asks for it; unknown ones are made.
  ///
  /// - Parameter isList: whether the values are a list, however many they are.
  /// - Throws: ``RepositoryError/invalidProperty(section:name:value:)``.
  package mutating func set(
    _ section: ByteString, _ name: ByteString, _ values: [ByteString], isList: Bool
  ) throws(RepositoryError) {
    guard let value = ConfigurationValue.make(values, isList: isList, kind(section, name)) else {
      throw .invalidProperty(section: section, name: name, value: values.joined(separator: " "))
    }
    if section == "repository", name == "version", value != .number(version) {
      throw .invalidProperty(section: section, name: name, value: values.joined(separator: " "))
    }
    store(section, name, value)
  }

  private mutating func store(_ section: ByteString, _ name: ByteString, _ value: ConfigurationValue) {
    if !sections.contains(where: { $0.name == section }) { sections.append(Section(name: section, properties: [])) }
    for index in sections.indices where sections[index].name == section {
      if let place = sections[index].properties.firstIndex(where: { $0.name == name }) {
        sections[index].properties[place].value = value
      } else {
        sections[index].properties.append(Property(name: name, value: value))
      }
    }
  }

  /// Reads a configuration file.
  ///
  /// - Throws: ``RepositoryError/corruptConfiguration(_:reason:)``, or ``RepositoryError/unsupported`` for a version that
  ///   is not known.
  package init(reading bytes: [UInt8], path: ByteString) throws(RepositoryError) {
    let entries = try INIFile.read(bytes, path: path)
    func given(_ section: ByteString, _ name: ByteString) -> ByteString? {
      entries.last { $0.section == section && $0.name == name }?.value
    }
    let text = given("repository", "version") ?? given(Self.ownSection, "version") ?? "4"
    guard let version = Int(text.text) else {
      throw .corruptConfiguration(path, reason: "its version is '\(text)'")
    }
    guard version == 3 || version == 4 else { throw .unsupported }
    self.init(version: version)
    for (section, name, value) in entries where section != Self.ownSection {
      guard let value = ConfigurationValue.parse(value, kind(section, name)) else {
        throw .corruptConfiguration(path, reason: "'\(value)' is no value for \(section)/\(name)")
      }
      store(section, name, value)
    }
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var text: ByteString = ""
    for section in sections {
      text += "[" + section.name + "]\n"
      for property in section.properties {
        let value = property.value.text(kind(section.name, property.name))
        // Further lines of a value are told by their indentation.
        text += property.name + " = " + value.split(on: ASCII.newline).joined(separator: "\n\t") + "\n"
      }
      text += "\n"
    }
    return (text + "[" + Self.ownSection + "]\nversion = " + ByteString(String(version)) + "\n\n").bytes
  }
}

/// Files of sections with `name = value` lines, as Python's `configparser` reads them.
enum INIFile {
  typealias Entry = (section: ByteString, name: ByteString, value: ByteString)

  static func read(_ bytes: [UInt8], path: ByteString) throws(RepositoryError) -> [Entry] {
    var entries: [Entry] = []
    var section: ByteString?
    var isContinued = false
    for (number, line) in ByteString(bytes).split(on: ASCII.newline).enumerated() {
      let text = UnicodeBlanks.trimmed(line)
      guard let first = text.bytes.first else {
        isContinued = false
        continue
      }
      if first == ASCII.hash || first == ASCII.semicolon { continue }
      if isContinued, let blank = line.bytes.first, ASCII.isActionBlank(blank) {
        entries[entries.count - 1].value += "\n" + text
        continue
      }
      if first == UInt8(ascii: "["), text.bytes.last == UInt8(ascii: "]") {
        section = ByteString(text.bytes.dropFirst().dropLast())
        isContinued = false
        continue
      }
      guard let section, let mark = text.bytes.firstIndex(where: { $0 == ASCII.equals || $0 == ASCII.colon }) else {
        throw .corruptConfiguration(path, reason: "line \(number + 1) is no 'name = value' line in a section")
      }
      let name = UnicodeBlanks.trimmed(ByteString(text.bytes[..<mark]))
      entries.append((section, name, UnicodeBlanks.trimmed(ByteString(text.bytes[(mark + 1)...]))))
      isContinued = true
    }
    return entries
  }
}
