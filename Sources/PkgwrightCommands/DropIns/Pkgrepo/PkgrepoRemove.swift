import IPSRepository
import PackageModel

/// `pkgrepo remove`: packages that are no longer wanted.
enum PkgrepoRemove {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("remove", words, location, short: "np:s:d:")
    guard !options.operands.isEmpty else {
      throw PkgrepoEnd.usage("At least one package pattern must be provided.", command: options.command)
    }
    let day = options.values("d").last
    if let day, day.count != 8 || !day.bytes.allSatisfy(ASCII.isDigit) {
      throw PkgrepoEnd.usage("Date filter must be YYYYMMDD", command: options.command)
    }
    let repository = try Repository(try options.path())
    let wanted = options.publishers.contains("all") ? [] : options.publishers
    var patterns = try PkgrepoPatterns(options.operands) {
      PkgrepoEnd(PkgrepoPatterns.words($0), command: options.command)
    }
    var packages: [(publisher: ByteString, fmris: [FMRI])] = []
    for publisher in repository.publishers where wanted.isEmpty || wanted.contains(publisher) {
      let found = patterns.packages(of: publisher, in: try repository.catalog(of: publisher)).map(\.fmri).filter {
        guard let day else { return true }
        return $0.version?.timestamp?.hasPrefix(day) ?? false
      }
      if !found.isEmpty { packages.append((publisher, found)) }
    }
    let unmatched = patterns.unmatched
    guard unmatched.isEmpty else {
      throw PkgrepoEnd(
        "The following pattern(s) did not match any packages:\n" + unmatched.map { "\t\($0)" }.joined(separator: "\n"),
        command: options.command)
    }
    if options.has("n") {
      let all = packages.flatMap(\.fmris).sorted()
      Console.print("\(all.count) package(s) will be removed:")
      for fmri in all { Console.print("\t\(fmri.text(includingBuild: false))") }
      return Pkgrepo.Status.fine
    }
    for (publisher, fmris) in packages {
      Console.print("Removing packages for publisher \(publisher) ...")
      var report = StepReport(prefix: " Startup: ")
      try PackageRemoval(repository.store(of: publisher)).remove(fmris) { report.begin($0.words) }
      report.finish()
      if packages.count > 1 { Console.print("") }
    }
    return Pkgrepo.Status.fine
  }
}

/// Prints steps as programs without a terminal see them: each on a line of its own when it is done.
struct StepReport {
  let prefix: String
  private var current: String?

  init(prefix: String) { self.prefix = prefix }

  mutating func begin(_ words: String) {
    finish()
    current = words
  }

  mutating func finish() {
    if let current { Console.print("\(prefix)\(current) ... Done") }
    current = nil
  }
}

extension PackageRemoval.Step {
  var words: String {
    switch self {
    case .deletingIndex: "Deleting search index"
    case .updatingCatalog: "Updating catalog"
    case .analysingRemoved: "Analyzing removed packages"
    case .analysingRepository: "Analyzing repository packages"
    case .removingManifests: "Removing package manifests"
    case .removingFiles: "Removing package files"
    }
  }
}
