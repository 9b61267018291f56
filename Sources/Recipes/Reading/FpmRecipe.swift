package import PackageModel
import Payload

/// Makes the description of a package from fpm's arguments.
package struct FpmRecipe {
  let request: FpmRequest
  let base: BasePackage?
  let environment: FpmEnvironment
  let log: FpmLog
  var findings: [Diagnostic] = []

  var arguments: FpmArguments { request.arguments }

  /// Reads the description of a package.
  ///
  /// - Parameters:
  ///   - request: the command line.
  ///   - base: the control data of the package that is read, for `-s deb`.
  ///   - environment: gives the packager's name and address.
  ///   - log: is told what is changed and what is left out.
  /// - Throws: everything that is wrong.
  package static func read(
    _ request: FpmRequest, base: BasePackage?, environment: FpmEnvironment, log: FpmLog
  ) throws(Diagnostics) -> PackageRecipe {
    var reader = FpmRecipe(request: request, base: base, environment: environment, log: log)
    let recipe = reader.recipe()
    guard reader.findings.isEmpty else { throw Diagnostics(reader.findings) }
    return recipe
  }

  private mutating func recipe() -> PackageRecipe {
    var recipe = PackageRecipe(
      name: name(), version: version(), architecture: architecture(), maintainer: maintainer(),
      description: arguments.text(.description) ?? base?["Description"] ?? "no description given")
    recipe.section = arguments.text(.category) ?? base?["Section"] ?? "misc"
    recipe.priority = arguments.text(.debPriority) ?? base?["Priority"]
    recipe.homepage = arguments.text(.url) ?? base?["Homepage"]
    recipe.relations = relations()
    recipe.fields = fields()
    recipe.installedSize = installedSize()
    recipe.ownership = request.ownership
    recipe.conffiles.includesEtc = !arguments.isOn(.debNoDefaultConfigFiles)
    recipe.conffiles.named = arguments.values(.configFiles)
    recipe.conffiles.inherited = base?.conffiles ?? []
    recipe.conffiles.includesServices = arguments.isOn(.debAutoConfigFiles)
    recipe.serviceFiles = serviceFiles()
    recipe.changelogs = changelogs()
    let units = recipe.serviceFiles.contains { $0.role == .unit }
    recipe.callsHooksByPhase = units
    recipe.derivesScripts = base == nil
    recipe.checksErrors = arguments.isOn(.debForceErrorChecks)
    addControlMembers(to: &recipe)
    addHooks(to: &recipe)
    return recipe
  }

  // MARK: - The name and its like

  private mutating func name() -> String {
    guard let given = arguments.text(.name) ?? base?["Package"] ?? nameOfArchive(), !given.isEmpty else {
      complain("the package has no name", remedy: "name it with -n NAME")
      return ""
    }
    var name = given
    if name.utf8.contains(where: ASCII.isUpper) {
      name = name.lowercased()
      log.warn(
        "Names of Debian packages have no capital letters; the name is written in small ones",
        ["oldname": given, "fixedname": name])
    }
    if name.contains("_") || name.contains(" ") {
      name = String(name.map { $0 == "_" || $0 == " " ? "-" : $0 })
      log.info(
        "Names of Debian packages have neither underscores nor blanks; they become hyphens", ["fixedname": name])
    }
    return name
  }

  /// Archives without a name of their own lend that of their file, up to the first dot.
  private func nameOfArchive() -> String? {
    guard request.inputType == .tar || request.inputType == .zip, let file = request.inputs.last else { return nil }
    let last = file.split(on: ASCII.slash).last ?? file
    return ByteString(last.bytes.prefix { $0 != ASCII.dot }).text
  }

  private mutating func version() -> RecipeVersion {
    var version = base?["Version"].map { RecipeVersion(splitting: $0) } ?? RecipeVersion(upstream: "1.0")
    if let given = arguments.text(.version) { version.upstream = withoutLetter(given) }
    if let iteration = arguments.text(.iteration) { version.revision = iteration.isEmpty ? nil : iteration }
    if let epoch = arguments.text(.epoch) {
      version.epoch = epoch.isEmpty ? nil : epoch
      if !epoch.isEmpty { log.warn("The version has an epoch", ["epoch": epoch]) }
    }
    if let problem = DebianVersion.problem(version.text) {
      complain(
        "'\(version.text)' is not a version of a Debian package: \(problem)",
        remedy: "versions begin with a digit and have letters, digits and + - . ~ only")
    }
    return version
  }

  /// Tags such as `v1.2` are versions with a letter before them.
  private func withoutLetter(_ version: String) -> String {
    guard version.hasPrefix("v"), let next = version.utf8.dropFirst().first, ASCII.isDigit(next) else { return version }
    log.warn("Versions of Debian packages begin with a digit; the v of '\(version)' is removed")
    return String(version.dropFirst())
  }

  private func architecture() -> String {
    let standard = base?["Architecture"] ?? (request.inputType == .empty ? "all" : "native")
    let given = arguments.text(.architecture) ?? standard
    let name = DebianArchitecture.named(given)
    if name != given { log.info("The architecture \(given) is called \(name) by Debian") }
    return name
  }

  private func maintainer() -> String {
    if let given = arguments.text(.maintainer) ?? base?["Maintainer"] { return given }
    let address = environment["DEBEMAIL"]?.text ?? environment["EMAIL"]?.text
    if let address, address.contains("<") { return address }
    let name = environment["DEBFULLNAME"]?.text ?? environment.userName
    if let address { return "\(name) <\(address)>" }
    log.warn("No maintainer given; name one with -m 'Name <address>' or with DEBFULLNAME and DEBEMAIL")
    return "\(name) <\(environment.userName)@localhost>"
  }

  private mutating func installedSize() -> UInt64? {
    guard let text = arguments.text(.debInstalledSize) else { return nil }
    guard let size = UInt64(text) else {
      complain("--deb-installed-size: '\(text)' is not a number", remedy: "write a number of KiB")
      return nil
    }
    return size
  }

  // MARK: - Relations and fields

  private mutating func relations() -> [RelationField: [String]] {
    var fixer = RelationFixer(ignoresRevisions: arguments.isOn(.debIgnoreIteration), log: log)
    let flags: [(FpmOption, RelationField)] = [
      (.debPreDepends, .preDepends), (.depends, .depends), (.debRecommends, .recommends), (.debSuggests, .suggests),
      (.conflicts, .conflicts), (.replaces, .replaces), (.provides, .provides),
    ]
    for (option, field) in flags {
      if option == .depends, arguments.isOn(.noDepends) { continue }
      for value in arguments.values(option) {
        do throws(Diagnostic) {
          try fixer.add(value.text, to: field)
        } catch {
          findings.append(error)
        }
      }
    }
    var relations = fixer.relations
    for field in RelationField.allCases {
      if field == .depends, arguments.isOn(.noDepends) || arguments.isOn(.noAutoDepends) { continue }
      guard let inherited = base?.relations(field), !inherited.isEmpty else { continue }
      relations[field] = inherited + relations[field, default: []]
    }
    return relations
  }

  private mutating func fields() -> [PackageRecipe.Field] {
    var fields = base?.otherFields ?? []
    func set(_ name: String, _ value: String) {
      fields.removeAll { $0.isNamed(name) }
      fields.append(PackageRecipe.Field(name: name, value: value))
    }
    if let license = arguments.text(.license) { set("License", license) }
    if let vendor = arguments.text(.vendor) { set("Vendor", vendor) }
    let buildDepends = arguments.values(.debBuildDepends)
    if !buildDepends.isEmpty {
      log.warn("Build-Depends in a binary package has no effect")
      set("Build-Depends", buildDepends.map(\.text).joined(separator: ", "))
    }
    for field in arguments.values(.debField) {
      guard let colon = field.bytes.firstIndex(of: ASCII.colon), colon > 0 else {
        complain("--deb-field: '\(field)' has no name", remedy: "write 'NAME: VALUE'")
        continue
      }
      let name = ByteString(field.bytes[..<colon])
      guard name.bytes.allSatisfy({ $0 > ASCII.space && $0 < 0x7f }), name.bytes[0] != ASCII.hyphen,
        name.bytes[0] != ASCII.hash
      else {
        complain("--deb-field: '\(name)' is not the name of a field", remedy: "use printable ASCII without blanks")
        continue
      }
      set(name.text, ByteString(field.bytes[(colon + 1)...].drop { $0 == ASCII.space || $0 == ASCII.tab }).text)
    }
    return fields
  }

  mutating func complain(_ message: String, remedy: String) {
    findings.append(Diagnostic(.error, message, remedy: remedy))
  }
}
