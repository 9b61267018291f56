import ArgumentParser
import PackageModel
import Recipes

/// What a package says of itself.
struct DebMetadataOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "The package's name.")
  var name: String?

  @Option(name: [.customShort("V"), .customLong("version")], help: "The version, [EPOCH:]UPSTREAM[-REVISION].")
  var packageVersion: String?

  @Option(help: "The architecture; without it what the programs were built for, or all.")
  var architecture: String?

  @Option(help: "\"Name <address>\"; without it from DEBFULLNAME and DEBEMAIL.")
  var maintainer: String?

  @Option(help: "The synopsis on the first line, the long text below.")
  var description: String?

  @Option(help: "The section of the archive, as in net or contrib/net.")
  var section: String?

  @Option(help: "The priority.")
  var priority: String = "optional"

  @Option(help: "The home page.")
  var homepage: String?

  @Option(help: ArgumentHelp("A further field of the control file.", valueName: "NAME=VALUE"))
  var field: [String] = []

  @Option(help: "A file with copyright and licence, for usr/share/doc.")
  var copyright: String?

  @Option(help: "A Debian changelog, for usr/share/doc.")
  var changelog: String?

  @Option(help: "The changelog of the software itself, for usr/share/doc.")
  var upstreamChangelog: String?
}

/// The package's relations to others. Each option may be repeated, and a value may hold several with commas between.
struct DebRelationOptions: ParsableArguments {
  @Option(help: "As in 'libc6 (>= 2.36)'.") var depends: [String] = []
  @Option var preDepends: [String] = []
  @Option var recommends: [String] = []
  @Option var suggests: [String] = []
  @Option var enhances: [String] = []
  @Option var conflicts: [String] = []
  @Option var breaks: [String] = []
  @Option var replaces: [String] = []
  @Option var provides: [String] = []

  /// The relations one by one.
  var all: [RelationField: [String]] {
    let given: [RelationField: [String]] = [
      .depends: depends, .preDepends: preDepends, .recommends: recommends, .suggests: suggests, .enhances: enhances,
      .conflicts: conflicts, .breaks: breaks, .replaces: replaces, .provides: provides,
    ]
    return given.mapValues { values in
      values.flatMap { $0.split(separator: ",") }.map { UnicodeBlanks.trimmed(ByteString(String($0))).text }
        .filter { !$0.isEmpty }
    }
  }
}
