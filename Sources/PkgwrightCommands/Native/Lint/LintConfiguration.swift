import IPSRepository
import Linting
import PackageModel
import Payload
import ProjectConfiguration
import Staging

/// The section `lint` of a project's configuration, `pkgwright.yaml`.
struct LintConfiguration {
  static let fileName: ByteString = "pkgwright.yaml"
  private static let keys = [
    "files", "select", "ignore", "levels", "exceptions", "parameters", "fail-on", "max-warnings", "baseline",
    "references", "previous", "tree", "targets", "pkglintrc",
  ]
  private static let levelWords: [(String, LintLevel?)] = [
    ("error", .error), ("warning", .warning), ("note", .info), ("off", nil),
  ]

  /// The configuration of the project that the working directory is in: the file in the directory itself or the nearest
  /// one above it, up to the directory of the version control.
  static func find() -> ByteString? {
    var prefix: ByteString = ""
    let depth = FileSystem.absolute(".").split(on: ASCII.slash).count { !$0.isEmpty }
    for _ in 0...depth {
      if FileSystem.isFile(prefix + fileName) { return prefix + fileName }
      if FileSystem.exists(prefix + ".git") { return nil }
      prefix = "../" + prefix
    }
    return nil
  }

  /// Reads a configuration. Paths in it are relative to the file.
  ///
  /// - Throws: all mistakes of the file, or that it cannot be read; the work cannot be done then.
  static func read(_ file: ByteString) throws -> LintPlan {
    let text: [UInt8]
    do throws(FileError) {
      text = try FileBytes.read(file)
    } catch {
      throw CommandFailure(Diagnostic(.error, error.description).description, status: 2)
    }
    let document: ConfigurationDocument
    do throws(Diagnostic) {
      document = try ConfigurationDocument(reading: text, file: file.text)
    } catch {
      throw CommandFailure(error.description, status: 2)
    }
    let top = ConfigurationSection(document.root, of: document, name: "", keys: ["lint"])
    var reader = Reader(
      directory: file.bytes.lastIndex(of: ASCII.slash).map { ByteString(file.bytes[...$0]) } ?? "",
      section: top.value("lint").map {
        ConfigurationSection($0, of: document, name: "lint", keys: keys)
      }, document: document)
    let plan = reader.read()
    let mistakes = top.mistakes + reader.mistakes
    guard mistakes.isEmpty else { throw CommandFailure(Diagnostics(mistakes).description, status: 2) }
    return plan
  }

  /// Reads the keys one by one.
  private struct Reader {
    let directory: ByteString
    var section: ConfigurationSection?
    let document: ConfigurationDocument
    private(set) var mistakes: [Diagnostic] = []

    init(directory: ByteString, section: ConfigurationSection?, document: ConfigurationDocument) {
      self.directory = directory
      self.section = section
      self.document = document
    }

    mutating func read() -> LintPlan {
      var plan = LintPlan()
      guard var section else { return plan }
      plan.files = paths("files", &section)
      plan.select = ids(section.texts("select"), &section)
      plan.ignore = ids(section.texts("ignore"), &section)
      for (id, word, place, idPlace) in section.table("levels") {
        guard LintConfiguration.check(id, at: idPlace, &section) else { continue }
        if let level = levelWords.first(where: { $0.0 == word }) {
          plan.levels.append((id, level.1))
        } else {
          section.refuse(word, of: id, at: place, levelWords.map(\.0))
        }
      }
      plan.exceptions = exceptions(&section)
      for (key, text, _, _) in section.table("parameters") { plan.parameters[key] = text }
      if section.value("fail-on") != nil { plan.failLevel = section.choice("fail-on", FailLevel.words) ?? .error }
      plan.maxWarnings = section.number("max-warnings")
      plan.baseline = paths("baseline", &section).first
      plan.references = paths("references", &section)
      plan.previous = paths("previous", &section)
      plan.trees = paths("tree", &section)
      for (word, place) in section.texts("targets") {
        if let target = MappingTarget(rawValue: word) {
          plan.targets.insert(target)
        } else {
          section.refuse(word, of: "targets", at: place, MappingTarget.allCases.map(\.rawValue))
        }
      }
      plan.pkglintrc = paths("pkglintrc", &section).first
      mistakes += section.mistakes
      return plan
    }

    private func paths(_ key: String, _ section: inout ConfigurationSection) -> [ByteString] {
      section.texts(key).map { text, _ in
        let path = ByteString(text)
        return path.bytes.first == ASCII.slash || path.contains("://") ? path : directory + path
      }
    }

    private func ids(
      _ words: [(text: String, place: ConfigurationNode.Place)], _ section: inout ConfigurationSection
    ) -> [String] {
      words.filter { LintConfiguration.check($0.text, at: $0.place, &section) }.map(\.text)
    }

    private mutating func exceptions(_ section: inout ConfigurationSection) -> [LintPlan.Exception] {
      section.sections("exceptions", keys: ["files", "ignore"]).map { part in
        var part = part
        let files = paths("files", &part)
        let exception = LintPlan.Exception(
          files: files.map { GlobPattern($0, .path) }, ids: ids(part.texts("ignore"), &part))
        mistakes += part.mistakes
        return exception
      }
    }
  }

  private static func check(
    _ id: String, at place: ConfigurationNode.Place, _ section: inout ConfigurationSection
  ) -> Bool {
    if LintChecks.catalog.isPrefix(id) { return true }
    section.complain(CheckIDs.problem(id), at: place, remedy: CheckIDs.remedy(id))
    return false
  }
}
