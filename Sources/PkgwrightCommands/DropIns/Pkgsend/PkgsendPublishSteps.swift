import Glibc
import IPSRepository
import PackageModel
import Payload
import Staging

/// The subcommands of older scripts, which publish a package step by step, each in a process of its own.
enum PkgsendPublishSteps {
  /// The variable by which the steps know what they belong to.
  private static let variable = "PKG_TRANS_ID"

  /// - Returns: the exit status; `nil` for names that are not among these.
  static func run(_ name: String, _ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32? {
    switch name {
    case "create-repository": try createRepository(words, globals)
    case "open", "append": try open(name, words, globals)
    case "add": try add(words, globals)
    case "import": try importBundles(words, globals)
    case "include": try include(words, globals)
    case "close": try close(words, globals)
    case "refresh-index": try refreshIndex(words, globals)
    default: nil
    }
  }

  private static func scan(
    _ words: [ByteString], _ command: String, short: String, long: [String] = []
  ) throws -> OptionScanner {
    do throws(OptionScanner.UsageError) {
      return try OptionScanner(words, short: short, long: long)
    } catch {
      throw PkgsendEnd.usage("illegal \(command) option -- \(error.option)")
    }
  }

  private static func createRepository(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let command = "create-repository"
    let scanner = try scan(words, command, short: "", long: ["set-property="])
    guard scanner.operands.isEmpty else { throw PkgsendEnd.usage("command does not take operands", command) }
    guard let text = globals.location ?? getenv("PKG_REPO").map({ ByteString(cString: $0) }) else {
      throw PkgsendEnd.usage("A destination package repository must be provided using -s.", command)
    }
    let properties = try scanner.options.compactMap(\.argument).map { word in
      guard let mark = word.bytes.firstIndex(of: ASCII.equals),
        let dot = word.bytes[..<mark].firstIndex(of: ASCII.dot)
      else {
        throw PkgsendEnd.usage(
          "property arguments must be of the form '<section.property>=<value>'.", command)
      }
      return (
        section: ByteString(word.bytes[..<dot]), name: ByteString(word.bytes[(dot + 1)..<mark]),
        value: ByteString(word.bytes[(mark + 1)...])
      )
    }
    guard case .path(let path) = try RepositoryAccess.locate(text) else {
      throw PkgsendEnd("Unsupported operation 'create_repo' for the specified repository type 'http'.", command)
    }
    do throws(RepositoryError) {
      _ = try Repository.create(path, version: 3) { (configuration) throws(RepositoryError) in
        for property in properties {
          try configuration.set(property.section, property.name, [property.value], isList: false)
        }
      }
    } catch {
      // One that is there already is what was asked for.
      guard case .repositoryExists = error, (try? Repository(path)) != nil else { throw error }
    }
    return 0
  }

  private static func open(_ name: String, _ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let scanner = try scan(words, name, short: "en")
    let printsName = scanner.options.contains { $0.name == "n" }
    guard !printsName || !scanner.options.contains(where: { $0.name == "e" }) else {
      throw PkgsendEnd.usage("only -e or -n may be specified", name)
    }
    guard scanner.operands.count == 1 else { throw PkgsendEnd.usage("\(name) requires one package name", name) }
    let target = try globals.target(nil, name)
    let transaction: any PackageTransaction
    do {
      var fmri = try FMRI(parsing: scanner.operands[0])
      if name == "append" {
        transaction = try target.append(to: fmri, endsWithProcess: false)
      } else {
        if !globals.allowsTimestamp { fmri.version?.timestamp = nil }
        transaction = try target.open(fmri, endsWithProcess: false)
      }
    } catch let error as RepositoryError {
      throw PkgsendEnd("'\(name)' failed; unable to initiate transaction:\n\(error)")
    }
    Console.print(printsName ? transaction.id.text : "export \(variable)=\(transaction.id)")
    return 0
  }

  private static func resume(
    _ globals: Pkgsend.Globals, _ command: String
  ) throws -> (transaction: any PackageTransaction, target: any PackageTarget) {
    let target = try globals.target(nil, command)
    guard let id = getenv(variable).map({ ByteString(cString: $0) }), !id.isEmpty else {
      throw PkgsendEnd.usage("No transaction ID specified using $\(variable)", command)
    }
    do throws(RepositoryError) {
      return (try target.resume(id), target)
    } catch {
      throw PkgsendEnd("'\(command)' failed for transaction ID '\(id)': \(error)")
    }
  }

  /// Adds one action with its payload.
  private static func add(
    _ action: Action, _ content: ContentSource?, to transaction: any PackageTransaction
  ) throws {
    let problems = ActionValidation.problems(of: action)
    guard problems.isEmpty else { throw PkgsendEnd(problems.joined(separator: "\n")) }
    do throws(RepositoryError) {
      try transaction.add(action, content)
    } catch {
      throw PkgsendEnd("'add' failed for transaction ID '\(transaction.id)': \(error)")
    }
  }

  private static func add(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    guard let type = words.first else { throw PkgsendEnd.usage("No arguments specified for subcommand.", "add") }
    guard let kind = ActionKind(name: type) else {
      throw PkgsendEnd("unknown action type '\(type)'", "add")
    }
    var rest = words.dropFirst()
    var action = Action(kind)
    if kind.allowsPayload {
      guard let file = rest.popFirst() else { throw PkgsendEnd.usage("a file is missing behind '\(type)'", "add") }
      if !file.contains(ASCII.equals) || FileSystem.exists(file) {
        action.payload = file
      } else {
        rest.insert(file, at: rest.startIndex)
      }
    }
    for word in rest {
      guard let mark = word.bytes.firstIndex(of: ASCII.equals), mark > 0 else {
        throw PkgsendEnd.usage("Illegal action argument '\(word)'; it must be name=value", "add")
      }
      action.attributes.add(ByteString(word.bytes[..<mark]), ByteString(word.bytes[(mark + 1)...]))
    }
    // The grammar of manifests knows what is missing.
    var line = action
    if line.payload != nil { line.payload = "payload" }
    let checked = try Action(parsing: line.line())
    action.attributes = checked.attributes
    let transaction = try resume(globals, "add").transaction
    let content = try action.payload.map { try ContentSource.file(at: $0) }
    try add(action, content, to: transaction)
    return 0
  }

  private static func importBundles(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let scanner = try scan(words, "import", short: "T:", long: ["target="])
    guard !scanner.operands.isEmpty else {
      throw PkgsendEnd.usage("No arguments specified for subcommand.", "import")
    }
    var options = GenerateOptions()
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("T", let pattern?): options.timestampPatterns.append(GlobPattern(pattern, .python))
      case ("target", let path?): options.targets.append(path)
      default: break
      }
    }
    let transaction = try resume(globals, "import").transaction
    for path in scanner.operands {
      var finder = PayloadFinder()
      try finder.addBundle(path) { () throws(PayloadError) in try SpoolFile() }
      var actions: [Action] = []
      _ = try ManifestGenerator(options).generate(try PackageSource(path)) { actions.append($0) }
      for action in actions {
        try add(action, action.kind.allowsPayload ? try finder.source(of: action) : nil, to: transaction)
      }
    }
    return 0
  }

  private static func include(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let scanner = try scan(words, "include", short: "d:T:")
    let finder = PayloadFinder(directories: scanner.options.filter { $0.name == "d" }.compactMap(\.argument))
    let manifests = try ManifestInput.read(scanner.operands, command: "include")
    let transaction = try resume(globals, "include").transaction
    for manifest in manifests {
      for index in 0..<manifest.actionCount {
        let action = manifest.action(at: index)
        let isName = action.kind == .set && action.attributes["name"].map { $0 == "pkg.fmri" || $0 == "fmri" } ?? false
        guard !isName, action.kind != .signature else { continue }
        try add(action, action.kind.allowsPayload ? try finder.source(of: action) : nil, to: transaction)
      }
    }
    return 0
  }

  private static func close(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let scanner = try scan(words, "close", short: "At:", long: ["no-index", "no-catalog"])
    guard scanner.operands.isEmpty else { throw PkgsendEnd.usage("command does not take operands", "close") }
    let (transaction, target) = try resume(globals, "close")
    do throws(RepositoryError) {
      if scanner.options.contains(where: { $0.name == "A" }) {
        try transaction.abandon()
        // Depots answer without a word.
        if target is Repository { Console.print("ABANDONED") }
        return 0
      }
      let result = try transaction.close(listing: !scanner.options.contains { $0.name == "no-catalog" })
      PkgsendReport.print(result, in: target)
      return 0
    } catch {
      throw PkgsendEnd("'close' failed for transaction ID '\(transaction.id)': \(error)")
    }
  }

  private static func refreshIndex(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    guard words.isEmpty else { throw PkgsendEnd.usage("command does not take operands", "refresh-index") }
    let target = try globals.target(nil, "refresh-index")
    let maintenance = RepositoryMaintenance(.refresh, catalog: false)
    for publisher in try target.publishers { try target.maintain(maintenance, of: publisher) }
    return 0
  }
}
