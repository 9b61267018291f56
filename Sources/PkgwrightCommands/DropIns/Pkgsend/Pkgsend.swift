import Glibc
import IPSRepository
package import PackageModel
import Payload

/// Stands in for pkgsend(1).
package enum Pkgsend: DropIn {
  package static let name = "pkgsend"

  private static let usageText = """
    Usage:
            pkgsend [options] command [cmd_options] [operands]

    Packager subcommands:
            pkgsend generate [-T pattern] [-u] [--target file] source ...
            pkgsend publish [-b bundle ...] [-d source ...] [-s repo_uri_or_path]
                [-T pattern] [--key ssl_key ... --cert ssl_cert ...]
                [--no-catalog] [manifest ...]

    Options:
            --help or -?    display usage message

    Environment:
            PKG_REPO        The path or URI of the destination repository.
    """

  /// What stands in front of the subcommand.
  struct Globals {
    var location: ByteString?
    /// Whether a time in an FMRI is the time of publication.
    var allowsTimestamp = false

    /// The repository that is published to.
    func target(
      _ own: ByteString? = nil, _ command: String, _ options: NetworkOptions = NetworkOptions()
    ) throws -> any PackageTarget {
      guard let text = own ?? location ?? getenv("PKG_REPO").map({ ByteString(cString: $0) }) else {
        throw PkgsendEnd.usage("A destination package repository must be provided using -s.", command)
      }
      return try RepositoryAccess.target(try RepositoryAccess.locate(text), options)
    }
  }

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      return try dispatch(arguments)
    } catch let end as PkgsendEnd {
      return end.report(usageText)
    } catch {
      Console.complain("pkgsend: \(error)")
      return 1
    }
  }

  private static func dispatch(_ arguments: [ByteString]) throws -> Int32 {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "s:D:?", long: ["help", "debug="])
    } catch {
      throw PkgsendEnd.usage("illegal global option -- \(error.option)")
    }
    var globals = Globals()
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("s", let text?): globals.location = text
      case ("D", "allow-timestamp"), ("debug", "allow-timestamp"): globals.allowsTimestamp = true
      case ("D", let value?), ("debug", let value?):
        guard value.contains(ASCII.equals) else {
          throw PkgsendEnd.usage("-\(option.name) takes argument of form name=value, not \(value)")
        }
      default: break
      }
    }
    let isHelp = scanner.options.contains { $0.name == "?" || $0.name == "help" }
    if isHelp || scanner.operands.first == "help" {
      Console.print(usageText)
      return 0
    }
    guard let name = scanner.operands.first?.text else { throw PkgsendEnd.usage(nil) }
    let words = Array(scanner.operands.dropFirst())
    switch name {
    case "generate": return PkgsendGenerate.run(words)
    case "publish": return try PkgsendPublish.run(words, globals)
    default:
      if let status = try PkgsendPublishSteps.run(name, words, globals) { return status }
      _ = try globals.target(nil, name)
      throw PkgsendEnd.usage("unknown subcommand '\(name)'")
    }
  }

  /// Says what is wrong, prints the usage and gives the status for wrong usage.
  static func usage(_ complaint: String?) -> Int32 {
    if let complaint { Console.complain(complaint) }
    Console.print(usageText)
    return 2
  }
}

/// What pkgsend prints of a package.
enum PkgsendReport {
  /// Says that a package is published: depots tell the state first, repositories on disk the name.
  static func print(_ result: Transaction.Result, in target: any PackageTarget) {
    let lines = [result.fmri.description, result.state]
    for line in target is Repository ? lines : lines.reversed() { Console.print(line) }
  }
}

/// Ends a run of pkgsend with a complaint.
struct PkgsendEnd: Error {
  var message: String?
  var command: String?
  var isWrongUsage = false

  init(_ message: String, _ command: String? = nil) {
    self.message = message
    self.command = command
  }

  /// A command line that makes no sense: the usage is printed, too.
  static func usage(_ message: String?, _ command: String? = nil) -> PkgsendEnd {
    var end = PkgsendEnd(message ?? "", command)
    end.message = message
    end.isWrongUsage = true
    return end
  }

  func report(_ usage: String) -> Int32 {
    if let message { Console.complain((command.map { "pkgsend \($0): " } ?? "pkgsend: ") + message) }
    guard isWrongUsage else { return 1 }
    Console.print(usage)
    return 2
  }
}
