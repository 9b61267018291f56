import Glibc
import Linting
package import PackageModel
import Payload
import Staging

/// Stands in for pkglint(1).
package enum Pkglint: DropIn {
  package static let name = "pkglint"

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do throws(PkglintArguments.Mistake) {
      let arguments = try PkglintArguments(arguments)
      if arguments.wantsHelp {
        Console.print(PkglintArguments.help)
        return 0
      }
      guard arguments.cache != nil || arguments.listsChecks || !arguments.manifests.isEmpty else {
        throw PkglintArguments.Mistake(message: "Required -c option missing, no local manifests provided.")
      }
      do throws(PkglintFailure) {
        if PkglintImages.needNetwork(arguments) { try handOver() }
        return try PkglintRun(arguments).run()
      } catch {
        switch error {
        case .usage(let message): throw PkglintArguments.Mistake(message: message)
        case .refused(let status, let message):
          Console.complain("pkglint: \(message)")
          Console.print("Error: \(message)")
          return status
        }
      }
    } catch {
      Console.complain(PkglintArguments.usage)
      Console.complain("pkglint: error: \(error.message)")
      return 2
    }
  }
}

extension Pkglint {
  /// Goes on in the program with the network, before anything is printed.
  private static func handOver() throws(PkglintFailure) {
    do {
      _ = try Network.access()
    } catch {
      throw .refused(status: 2, CommandFailure(error).message)
    }
  }
}

/// Why a run ends before its checks.
enum PkglintFailure: Error {
  /// The command line makes no sense.
  case usage(String)
  case refused(status: Int32, String)
}

/// One run of pkglint.
private struct PkglintRun {
  private let arguments: PkglintArguments

  init(_ arguments: PkglintArguments) { self.arguments = arguments }

  func run() throws(PkglintFailure) -> Int32 {
    if !arguments.listsChecks { Console.print("Lint engine setup...") }
    let configuration = try readConfiguration()
    if arguments.listsChecks {
      listChecks(configuration)
      return 0
    }
    if arguments.cache == nil, !arguments.lintRepositories.isEmpty || !arguments.referenceRepositories.isEmpty {
      throw .usage("Required -c option missing when using repositories.")
    }
    // A class of checks that is left out collects nothing, so it does not tag actions either.
    let addsVariants = !configuration.excludedFamilies.contains(.duplicates)
    let (files, mistakes) = ManifestReader(addsVariants: addsVariants).read(arguments.manifests)
    guard mistakes.isEmpty else {
      show(mistakes)
      throw .refused(status: 1, "Fatal error in manifest - exiting.")
    }
    let (model, hasLintImage) = try build(files, configuration, addsVariants: addsVariants)
    Console.print("Starting lint run...")
    if arguments.isVerbose {
      let count = LintEngine.count(CheckRegistry.pkglint, excluding: configuration.excluded)
      Console.print("Total number of checks found: \(count)")
    }
    let reports = LintEngine(checks: CheckRegistry.pkglint, settings: configuration.settings).run(model)
    let log = MessageLog(
      threshold: arguments.isVerbose ? .debug : configuration.logLevel,
      reportsSuppressed: configuration.reportsSuppressed)
    let messages = log.messages(of: reports)
    let isPublished: (LintMessage) -> Bool = { $0.origin == .lintRepository }
    show(messages.filter { !isPublished($0) })
    // Packages of repositories come after files, in a phase of their own.
    if hasLintImage, configuration.showsProgress { Console.print("# --- Lint phase 1 ---") }
    show(messages.filter(isPublished))
    return messages.contains(where: \.counts) ? 1 : 0
  }

  private func readConfiguration() throws(PkglintFailure) -> PkglintConfiguration {
    do throws(PkglintConfiguration.Refusal) {
      return try PkglintConfiguration(
        file: arguments.configuration, home: getenv("HOME").map { ByteString(cString: $0) },
        willLoad: { if arguments.isVerbose { Console.print("Loading module \($0)") } })
    } catch {
      throw .refused(status: 2, error.text)
    }
  }

  private func show(_ messages: [LintMessage]) {
    Console.draw(messages.map { $0.line + "\n" }.joined())
  }

  /// Prints the checks and those that are left out, by id.
  private func listChecks(_ configuration: PkglintConfiguration) {
    func line(_ name: String, _ text: String) -> String {
      name + String(repeating: " ", count: max(0, 28 - name.utf8.count)) + " " + text + "\n"
    }
    func lines(_ checks: [Check]) -> String {
      checks.sorted { $0.id < $1.id }.map { line($0.id, arguments.isVerbose ? $0.qualifiedMethod : $0.summary) }
        .joined()
    }
    let checks = CheckRegistry.pkglint
    let excluded = checks.filter { configuration.excluded.contains($0.id) }
    var text = line("NAME", arguments.isVerbose ? "METHOD" : "DESCRIPTION")
    text += lines(checks.filter { !configuration.excluded.contains($0.id) })
    if !excluded.isEmpty { text += "\nExcluded checks:\n" + lines(excluded) }
    Console.output(Array(text.utf8))
  }

  /// Reads the repositories and builds the tables, saying so.
  private func build(
    _ files: [LintPackage], _ configuration: PkglintConfiguration, addsVariants: Bool
  ) throws(PkglintFailure) -> (LintModel, hasLintImage: Bool) {
    var limit: PackageVersion.Numbers?
    if let branch = arguments.branch {
      do throws(PkglintConfiguration.Refusal) {
        limit = try configuration.branchLimit(branch.text)
      } catch {
        throw .refused(status: 2, error.text)
      }
    }
    let images = PkglintImages(
      showsProgress: configuration.showsProgress, isVerbose: arguments.isVerbose, limit: limit,
      addsVariants: addsVariants)
    let (lint, reference) = try images.open(arguments, hasFiles: !files.isEmpty)
    let pattern = arguments.pattern.map { GlobPattern($0, .python) }
    let isWanted: (FMRI) -> Bool = { pattern?.matches($0.text()) ?? true }
    announceSetup(configuration, hasLint: lint != nil, hasReference: reference != nil)
    let model = LintModel(
      files: files, lintRepository: lint ?? [], referenceRepository: reference ?? [],
      ignoresPublishers: configuration.ignoresPublishers, isWanted: isWanted)
    return (model, lint != nil)
  }

  /// Says what the tables are filled with. Each pass over a repository is a phase of its own.
  private func announceSetup(_ configuration: PkglintConfiguration, hasLint: Bool, hasReference: Bool) {
    var phase = 0
    func pass(_ exists: Bool) {
      guard exists, configuration.showsProgress else { return }
      phase += 1
      Console.print("Lint setup \(phase) ... Done")
    }
    func say(_ what: String) {
      if arguments.isVerbose { Console.print("Seeding \(what) dictionaries.") }
    }
    let left = configuration.excludedFamilies
    if !left.contains(.action) {
      say("reference action")
      pass(hasReference)
      say("lint action")
      pass(hasLint)
      say("local action")
    }
    if !left.contains(.duplicates) {
      pass(hasLint)
      say("reference action duplicates")
      pass(hasReference)
      say("lint action duplicates")
      pass(hasLint)
      say("local action duplicates")
    }
    if !left.contains(.manifest) {
      say("reference manifest")
      pass(hasReference)
      say("lint manifest")
      pass(hasLint)
    }
  }
}
