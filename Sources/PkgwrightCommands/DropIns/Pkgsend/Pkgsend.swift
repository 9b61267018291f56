package import PackageModel

/// The command line of pkgsend(1).
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

  package static func run(_ arguments: [ByteString]) -> Int32 {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "s:D:?", long: ["help", "debug="])
    } catch {
      return usage("pkgsend: \(error.message)")
    }
    for option in scanner.options where option.name == "D" || option.name == "debug" {
      guard let value = option.argument, value == "allow-timestamp" || value.contains(ASCII.equals) else {
        return usage("pkgsend: -\(option.name) takes an argument of the form name=value")
      }
    }
    let subcommand = scanner.operands.first
    if scanner.options.contains(where: { $0.name == "?" || $0.name == "help" }) || subcommand == "help" {
      Console.print(usageText)
      return 0
    }
    guard let subcommand else { return usage(nil) }
    let rest = Array(scanner.operands.dropFirst())
    guard subcommand == "generate" else {
      return usage("pkgsend: the subcommand '\(subcommand)' is not supported")
    }
    return PkgsendGenerate.run(rest)
  }

  /// Says what is wrong, prints the usage and gives the status for wrong usage.
  static func usage(_ complaint: String?) -> Int32 {
    if let complaint { Console.complain(complaint) }
    Console.print(usageText)
    return 2
  }
}
