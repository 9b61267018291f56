import ArgumentParser
import DebianPackage
import Glibc
import PackageModel
import Payload
import Recipes
import Staging

/// `pkgwright deb build`: a tree, mappings or a manifest become a package.
struct DebBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds a package from a release directory, a tree or a manifest.",
    discussion: """
      A tree with a DEBIAN folder and no other description is packed byte for byte as dpkg-deb --root-owner-group --build \
      would.

      EXAMPLES:
        pkgwright deb build --name echo-server --version 1.0.0 --maintainer 'Ada <ada@example.org>' \\
          --map _rel/echo_server=/opt/ --init rel/init --default rel/etc/default/echo_server --user _echo
        pkgwright deb build build/tree
        pkgwright deb build --manifest hello.p5m --payload build
      """)

  @Argument(help: "A tree whose contents go to the root of the package.")
  var tree: String?

  @Option(help: "A manifest instead of a tree; docs/mapping.md says what it may hold.")
  var manifest: String?

  @Option(help: "Where the manifest's payload is looked up; may be repeated.")
  var payload: [String] = []

  @OptionGroup(title: "What the package says of itself") var metadata: DebMetadataOptions
  @OptionGroup(title: "Relations to other packages") var relations: DebRelationOptions
  @OptionGroup(title: "What goes into the package") var inputs: DebInputOptions
  @OptionGroup(title: "Services, users and scripts") var services: DebServiceOptions
  @OptionGroup(title: "Output") var output: DebOutputOptions

  @Flag(name: .customLong("no-check"), help: "Leaves out the checks that dpkg-deb makes too.")
  var skipsChecks = false

  func run() throws {
    var options = try output.buildOptions()
    options.checks = !skipsChecks
    let bar = ProgressBar("packing")
    options.progress = { done, total in bar.update(done: done, total: total) }
    defer { bar.finish() }
    let (builder, warnings) = try builder(options)
    let built = try builder.build()
    bar.finish()
    for warning in warnings { Console.complain(Diagnostic(.warning, warning).description) }
    for finding in built.findings { Console.complain(finding.description) }
    try DebBuildReport(built).print(output.format)
  }

  private func builder(_ options: DebianBuildOptions) throws -> (DebianPackageBuilder, warnings: [String]) {
    var options = options
    let source = try source()
    options.isVerbatim = source.isVerbatim
    return (
      DebianPackageBuilder(manifest: source.manifest, payload: source.payload, options: options), source.warnings
    )
  }

  /// What is packaged, wherever it comes from.
  private struct Source {
    var manifest: Manifest
    var payload: PayloadMap
    var warnings: [String] = []
    var isVerbatim = false
  }

  private func source() throws -> Source {
    if let manifest {
      guard tree == nil, inputs.map.isEmpty else {
        throw CommandFailure.usage(
          "a manifest cannot be combined with a tree or --map", "name the payload's folder with --payload")
      }
      let bytes = manifest == "-" ? try FileBytes.readStandardInput() : try FileBytes.read(ByteString(manifest))
      let roots = payload.isEmpty ? ["."] : payload
      return Source(
        manifest: try Manifest(reading: bytes, fileName: manifest == "-" ? "<stdin>" : manifest),
        payload: PayloadMap(searchRoots: roots.map { ByteString($0) }))
    }
    if let tree, metadata.name == nil, access(tree + "/DEBIAN/control", F_OK) == 0 {
      return try verbatim(tree)
    }
    guard tree != nil || !inputs.map.isEmpty || !services.isEmpty else {
      throw CommandFailure.usage("nothing to package", "give a tree, --map SRC=DST or --manifest FILE")
    }
    return try described()
  }

  private func verbatim(_ tree: String) throws -> Source {
    var staged = try TreeWalk(ByteString(tree)).run()
    for index in staged.entries.indices {
      staged.entries[index].owner = .root
      staged.entries[index].group = .root
    }
    let (manifest, payload) = try staged.manifest(.debian, fileName: tree)
    return Source(manifest: manifest, payload: payload, isVerbatim: true)
  }

  private func described() throws -> Source {
    let staged = try inputs.request(tree: tree).stage()
    let recipe = try DebRecipe(metadata: metadata, relations: relations, services: services, inputs: inputs)
      .recipe(for: staged)
    let package = try RecipeManifest(recipe, tree: staged, fileName: "<command line>")
    let unmatched = staged.unmatchedRules.map { "the rule '\($0)' matches nothing in the package" }
    return Source(manifest: package.manifest, payload: package.payload, warnings: package.warnings + unmatched)
  }
}
