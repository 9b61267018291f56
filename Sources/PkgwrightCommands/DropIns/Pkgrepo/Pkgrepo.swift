import IPSRepository
package import PackageModel

/// Stands in for pkgrepo(1).
package enum Pkgrepo: DropIn {
  package static let name = "pkgrepo"

  /// How the program ends.
  enum Status {
    static let fine: Int32 = 0
    static let failed: Int32 = 1
    static let wrongUsage: Int32 = 2
    static let partial: Int32 = 3
    static let different: Int32 = 10
  }

  private static let usageText = """
    Usage:
            pkgrepo [options] command [cmd_options] [operands]

    Subcommands:
         pkgrepo create [--version ver] uri_or_path

         pkgrepo add-publisher -s repo_uri_or_path publisher ...

         pkgrepo remove-publisher [-n] [--synchronous] -s repo_uri_or_path
             publisher ...

         pkgrepo get [-F format] [-H] [-p publisher ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...] [section/property ...]

         pkgrepo info [-F format] [-H] [-p publisher ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...]

         pkgrepo list [-F format] [-H] [-p publisher ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...] [pkg_fmri_pattern ...]

         pkgrepo contents [-m] [-t action_type ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...] [pkg_fmri_pattern ...]

         pkgrepo rebuild [-p publisher ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...] [--no-catalog] [--no-index]

         pkgrepo refresh [-p publisher ...] -s repo_uri_or_path
             [--key ssl_key ... --cert ssl_cert ...] [--no-catalog] [--no-index]

         pkgrepo remove [-n] [-p publisher ...] [-d YYYYMMDD]
             -s repo_uri_or_path pkg_fmri_pattern ...

         pkgrepo set [-p publisher ...] -s repo_uri_or_path
             section/property=[value] ... or section/property=([value]) ...

         pkgrepo verify [-d] [-p publisher ...] [-i ignored_dep_file ...]
             [--disable verification ...] -s repo_uri_or_path

         pkgrepo fix [-v] [-p publisher ...] -s repo_uri_or_path

         pkgrepo diff [-vq] [--strict] [--parsable] [-p publisher ...]
             -s first_repo_uri_or_path -s second_repo_uri_or_path

         pkgrepo help
         pkgrepo version

    Options:
            --help or -?
                Displays a usage message.
    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      return try dispatch(arguments)
    } catch let end as PkgrepoEnd {
      return end.report()
    } catch {
      Console.complain("pkgrepo: \(error)")
      return Status.failed
    }
  }

  private static func dispatch(_ arguments: [ByteString]) throws -> Int32 {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "s:D:?", long: ["help", "debug="])
    } catch {
      throw PkgrepoEnd.usage("illegal global option -- \(error.option)")
    }
    var location: RepositoryLocation?
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("s", let text?): location = try RepositoryAccess.locate(text)
      case ("D", let text?), ("debug", let text?):
        guard text.contains(ASCII.equals) else {
          throw PkgrepoEnd.usage("-\(option.name) takes argument of form name=value, not \(text)")
        }
      default: break
      }
    }
    if scanner.options.contains(where: { $0.name == "?" || $0.name == "help" }) || scanner.operands.first == "help" {
      Console.print(usageText)
      return Status.fine
    }
    guard let name = scanner.operands.first else { throw PkgrepoEnd.usage("no subcommand specified") }
    let words = Array(scanner.operands.dropFirst())
    guard let command = command(name.text, location) else { throw PkgrepoEnd.usage("unknown subcommand '\(name)'") }
    if words.contains("-?") || words.contains("--help") {
      Console.print(usageText)
      return Status.fine
    }
    return try command(words)
  }

  private static func command(
    _ name: String, _ location: RepositoryLocation?
  ) -> (([ByteString]) throws -> Int32)? {
    // Subcommands may be written with either mark.
    switch String(name.map { $0 == "_" ? "-" : $0 }) {
    case "create": { try PkgrepoCreate.run($0, location) }
    case "add-publisher": { try PkgrepoPublishers.add($0, location) }
    case "remove-publisher": { try PkgrepoPublishers.remove($0, location) }
    case "get": { try PkgrepoGet.run($0, location) }
    case "set": { try PkgrepoSet.run($0, location) }
    case "info": { try PkgrepoInfo.run($0, location) }
    case "list": { try PkgrepoList.run($0, location) }
    case "contents": { try PkgrepoContents.run($0, location) }
    case "rebuild": { try PkgrepoRebuild.rebuild($0, location) }
    case "refresh": { try PkgrepoRebuild.refresh($0, location) }
    case "remove": { try PkgrepoRemove.run($0, location) }
    case "verify": { try PkgrepoVerify.verify($0, location) }
    case "fix": { try PkgrepoVerify.fix($0, location) }
    case "diff": { try PkgrepoDiff.run($0, location) }
    case "version": { try version($0) }
    default: nil
    }
  }

  private static func version(_ words: [ByteString]) throws -> Int32 {
    guard words.isEmpty else { throw PkgrepoEnd.usage("command does not take operands", command: "version") }
    Console.print(PkgwrightVersion.text)
    return Status.fine
  }
}

/// Ends a run of pkgrepo, mostly with a complaint.
struct PkgrepoEnd: Error {
  var message: String?
  var command: String?
  var status: Int32
  /// Whether the user is told how to get help.
  var showsHint = false

  init(_ message: String, command: String? = nil, status: Int32 = Pkgrepo.Status.failed) {
    self.message = message
    self.command = command
    self.status = status
  }

  /// An end without a word, where other programs read the output.
  init(silently status: Int32) {
    self.status = status
  }

  /// A command line that makes no sense.
  static func usage(_ message: String, command: String? = nil) -> PkgrepoEnd {
    var end = PkgrepoEnd(message, command: command, status: Pkgrepo.Status.wrongUsage)
    end.showsHint = true
    return end
  }

  func report() -> Int32 {
    guard let message else { return status }
    Console.complain((command.map { "pkgrepo \($0): " } ?? "pkgrepo: ") + message)
    if showsHint { Console.complain("Try `pkgrepo --help or -?' for more information.") }
    return status
  }
}
