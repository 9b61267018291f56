package import PackageModel
import Payload

/// The configuration of pkglint: what is built in and the user's `~/.pkglintrc`, or a file that takes the place of both.
package struct PkglintConfiguration: Sendable {
  /// Why a configuration cannot be used, as pkglint says it.
  package struct Refusal: Error, Hashable, Sendable {
    package let text: String

    init(_ text: String) { self.text = text }
  }

  private static let defaults: [(name: String, value: String)] = [
    ("do_pub_checks", "True"),
    ("ignore_different_publishers", "True"),
    ("info_classification_path", Classification.usualPath),
    ("log_level", "INFO"),
    ("pkglint.exclude", "None"),
    ("pkglint.ext.opensolaris", "pkg.lint.opensolaris"),
    ("pkglint.ext.pkglint_actions", "pkg.lint.pkglint_action"),
    ("pkglint.ext.pkglint_manifests", "pkg.lint.pkglint_manifest"),
    ("use_progress_tracker", "True"),
    ("version.pattern", "*,5.11-0."),
  ]

  /// All values. A later one takes the place of an earlier one, new ones follow.
  private let options: [(name: String, value: String)]
  /// The modules with checks in the order in which they are loaded.
  package let modules: [String]
  package let logLevel: LintLevel
  package let showsProgress: Bool
  package let ignoresPublishers: Bool
  /// The ids of checks that are left out.
  package let excluded: Set<String>
  /// The families of which nothing runs.
  package let excludedFamilies: Set<CheckFamily>
  private let checksPublication: Bool

  /// Reads the configuration.
  ///
  /// - Parameters:
  ///   - file: takes the place of the user's file; must exist.
  ///   - home: the user's directory.
  ///   - willLoad: is told of each module before it is loaded.
  package init(
    file: ByteString?, home: ByteString?, willLoad: (String) -> Void = { _ in }
  ) throws(Refusal) {
    var options = Self.defaults
    if let file {
      try Self.merge(Self.text(of: file), name: file, needsSection: true, into: &options)
    } else if let home {
      let path = home + "/.pkglintrc"
      if let text = try? FileBytes.read(path) { try Self.merge(text, name: path, needsSection: false, into: &options) }
    }
    self.options = options
    modules = try Self.load(options, willLoad)
    logLevel = try Self.level(Self.value("log_level", options))
    checksPublication = try Self.flag("do_pub_checks", options)
    showsProgress = Self.value("use_progress_tracker", options).lowercased() == "true"
    ignoresPublishers = Self.value("ignore_different_publishers", options).lowercased() == "true"
    let names = Set(Self.words(Self.value("pkglint.exclude", options)))
    excludedFamilies = Set(
      CheckFamily.pkglint.filter { family in
        guard let module = family.module, let className = family.className else { return false }
        return names.contains(module) || names.contains(className)
      })
    let families = excludedFamilies
    excluded = Set(
      CheckRegistry.pkglint.filter { families.contains($0.family) || names.contains($0.qualifiedMethod) }.map(\.id))
  }

  private static func text(of file: ByteString) throws(Refusal) -> [UInt8] {
    do throws(FileError) {
      return try FileBytes.read(file)
    } catch {
      throw Refusal("unable to read config file: [Errno \(error.code)] \(error.reason): \(PythonForm.repr(file)) ")
    }
  }

  private static func merge(
    _ text: [UInt8], name: ByteString, needsSection: Bool, into options: inout [(name: String, value: String)]
  ) throws(Refusal) {
    let shown = needsSection ? name.text : "None"
    let file: INIFile
    do throws(INIError) {
      file = try INIFile(text, name: name.text)
    } catch {
      throw Refusal("missing or corrupt pkglintrc file \(shown): \(error.description)")
    }
    let section = file.section("pkglint")
    guard section != nil || !needsSection else {
      throw Refusal("missing or corrupt pkglintrc file \(shown): No section: 'pkglint'")
    }
    for (option, value) in file.defaults.options + (section?.options ?? []) {
      if let place = options.firstIndex(where: { $0.name == option }) {
        options[place].value = value
      } else {
        options.append((option, value))
      }
    }
  }

  private static func load(
    _ options: [(name: String, value: String)], _ willLoad: (String) -> Void
  ) throws(Refusal) -> [String] {
    let known = Set(CheckFamily.pkglint.compactMap(\.module))
    var modules: [String] = []
    for (option, module) in options where option.contains("pkglint.ext") {
      willLoad(module)
      guard known.contains(module) else {
        let parts = module.split(separator: ".", omittingEmptySubsequences: false)
        let isOurs = module.hasPrefix("pkg.") || module == "pkg"
        throw Refusal(
          "Error parsing config value for \(option): No module named "
            + PythonForm.repr(ByteString(isOurs ? module : String(parts[0]))))
      }
      if modules.contains(module), let first = firstChecker(of: module) {
        throw Refusal("loading extensions: duplicate checker name \(first.name): \(first.className)")
      }
      modules.append(module)
    }
    return modules
  }

  /// The name that the ids of a module's first class begin with, and the class.
  private static func firstChecker(of module: String) -> (name: String, className: String)? {
    let check = CheckRegistry.pkglint.filter { $0.family.module == module }.min { $0.id.utf8.count < $1.id.utf8.count }
    guard let check, let className = check.family.className else { return nil }
    return (String(check.id.prefix { !$0.isNumber }), className)
  }

  private static func value(_ name: String, _ options: [(name: String, value: String)]) -> String {
    options.first { $0.name == name }?.value ?? ""
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
  }

  private static func level(_ text: String) throws(Refusal) -> LintLevel {
    guard let level = LintLevel(name: text) else {
      let names = LintLevel.allCases.map(\.name).joined(separator: ", ")
      throw Refusal("log_level is '\(text)', which is none of \(names)")
    }
    return level
  }

  private static func flag(_ name: String, _ options: [(name: String, value: String)]) throws(Refusal) -> Bool {
    let text = value(name, options)
    switch text.lowercased() {
    case "1", "yes", "true", "on": return true
    case "0", "no", "false", "off": return false
    default: throw Refusal("\(name) is '\(text)', which is neither True nor False")
    }
  }

  /// The highest branch of packages from repositories, for a number that is put behind `version.pattern`.
  package func branchLimit(_ release: String) throws(Refusal) -> PackageVersion.Numbers {
    let pattern = Self.value("version.pattern", options)
    let parts = pattern.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1 else {
      throw Refusal("version.pattern is '\(pattern)', which is not of the form *,5.11-0.")
    }
    let pieces = (parts[1] + release).split(separator: "-", omittingEmptySubsequences: false)
    guard pieces.count > 1, let numbers = PackageVersion.Numbers(ByteString(String(pieces[1]))) else {
      throw Refusal("Invalid release string: \(release)")
    }
    return numbers
  }

  /// Whether a line tells of each suppressed message.
  package var reportsSuppressed: Bool { Self.value("pkglint001.5.report-linted", options).lowercased() != "false" }

  /// What the run needs to know.
  package var settings: LintSettings {
    var settings = LintSettings()
    settings.excluded = excluded
    settings.checksPublication = checksPublication
    settings.parameters = Dictionary(options.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    let path = Self.value("info_classification_path", options)
    if let text = try? FileBytes.read(ByteString(path)) {
      settings.classification = Classification(path: path, text: text)
    } else if path != Classification.usualPath {
      settings.classification = Classification(path: path, text: nil)
    }
    return settings
  }
}
