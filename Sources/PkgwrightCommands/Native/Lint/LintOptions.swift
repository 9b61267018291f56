import ArgumentParser
import Linting
import PackageModel

/// What to check and what to see of it.
struct LintOptions: ParsableArguments {
  @Argument(
    help:
      "Manifests, Debian packages, package archives, directories and repositories; - is a manifest on standard input.")
  var files: [String] = []

  @Option(help: ArgumentHelp("What to call standard input in messages.", valueName: "name"))
  var stdinFilename: String?

  @Option(help: ArgumentHelp("Which findings make the status 1: error, warning, note or never.", valueName: "level"))
  var failOn: String?

  @Option(help: ArgumentHelp("Makes the status 1 where there are more warnings than this.", valueName: "number"))
  var maxWarnings: Int?

  @Option(
    help: ArgumentHelp(
      "Only messages whose ids begin like this. May be repeated, or several with commas between them.", valueName: "id")
  )
  var select: [String] = []

  @Option(
    help: ArgumentHelp(
      "No messages whose ids begin like this. May be repeated, or several with commas between them.", valueName: "id"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Leaves out the findings that a file knows.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("A repository to compare with. May be repeated.", valueName: "repository"))
  var reference: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      What was published before, a repository or a manifest: reports what an update would break. May be repeated.
      """, valueName: "repository|manifest"))
  var previous: [String] = []

  @Option(
    help: ArgumentHelp(
      "The tree, or an archive of it, that the manifests are published from: reports what they do not have in common. May be repeated.",
      valueName: "directory"))
  var tree: [String] = []

  @Option(
    help: ArgumentHelp("What the packages are for, debian or ips: reports what gets lost there.", valueName: "target"))
  var target: [MappingTarget] = []

  @Option(
    help: ArgumentHelp(
      "A configuration file of pkglint, for exclusions and the parameters of checks.", valueName: "file"))
  var pkglintrc: String?

  @Option(help: ArgumentHelp("The project's configuration, instead of the nearest pkgwright.yaml.", valueName: "file"))
  var config: String?

  @Flag(help: "Reads no project configuration.")
  var noConfig = false

  func validate() throws {
    if let maxWarnings, maxWarnings < 0 { throw ValidationError("--max-warnings cannot be negative") }
    if noConfig, config != nil { throw ValidationError("--config and --no-config do not go together") }
  }

  /// What the command line and the configuration say.
  ///
  /// - Throws: a failure where the configuration has mistakes, an id is unknown or there is nothing to check.
  func plan() throws -> LintPlan {
    let file = noConfig ? nil : config.map { ByteString($0) } ?? LintConfiguration.find()
    var plan = try file.map(LintConfiguration.read) ?? LintPlan()
    func take(_ words: [String], _ path: WritableKeyPath<LintPlan, [ByteString]>) {
      if !words.isEmpty { plan[keyPath: path] = words.map { ByteString($0) } }
    }
    take(files, \.files)
    take(reference, \.references)
    take(previous, \.previous)
    take(tree, \.trees)
    if !select.isEmpty { plan.select = try CheckIDs.read(select) }
    plan.ignore += try CheckIDs.read(ignore)
    if let failOn {
      guard let level = FailLevel.words.first(where: { $0.0 == failOn }) else {
        throw CommandFailure.usage(
          "'\(failOn)' is no value of --fail-on", "the values are \(FailLevel.words.map(\.0).joined(separator: ", "))")
      }
      plan.failLevel = level.1
    }
    if let maxWarnings { plan.maxWarnings = maxWarnings }
    if let baseline { plan.baseline = ByteString(baseline) }
    if let pkglintrc { plan.pkglintrc = ByteString(pkglintrc) }
    if !target.isEmpty { plan.targets = Set(target) }
    if let stdinFilename { plan.inputName = stdinFilename }
    guard !plan.files.isEmpty else {
      throw CommandFailure.usage(
        "there is nothing to check",
        "name files or directories, or list them as files in the section lint of pkgwright.yaml")
    }
    return plan
  }
}

extension MappingTarget: ExpressibleByArgument {}
