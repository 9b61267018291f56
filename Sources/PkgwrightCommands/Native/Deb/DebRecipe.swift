import DebianPackage
import Glibc
import PackageModel
import Payload
import Recipes
import Staging
import Templates

/// Makes a package description from the options of `pkgwright deb build`.
struct DebRecipe {
  let metadata: DebMetadataOptions
  let relations: DebRelationOptions
  let services: DebServiceOptions
  let inputs: DebInputOptions

  func recipe(for tree: StagedTree) throws -> PackageRecipe {
    guard let name = metadata.name else { throw CommandFailure.usage("the package has no name", "give --name NAME") }
    guard let version = metadata.packageVersion else {
      throw CommandFailure.usage("the package has no version", "give --version VERSION")
    }
    var recipe = PackageRecipe(
      name: name, version: RecipeVersion(splitting: version), architecture: try architecture(of: tree),
      maintainer: try maintainer(), description: DescriptionText.wrapped(metadata.description ?? name))
    recipe.section = metadata.section
    recipe.priority = metadata.priority
    recipe.homepage = metadata.homepage
    recipe.relations = relations.all
    for template in try services.template.map(InitCommand.named) {
      recipe.relations[.depends, default: []] += template.depends
      recipe.relations[.preDepends, default: []] += template.preDepends
    }
    recipe.fields = try metadata.field.map(field)
    recipe.triggers = services.trigger
    recipe.ownership = inputs.keepOwners ? .asFound : .root
    recipe.conffiles.includesEtc = services.automaticConffiles
    recipe.conffiles.named = services.conffile.map { ByteString($0) }
    recipe.serviceFiles = try services.files(package: name)
    recipe.copyright = metadata.copyright.map { ByteString($0) }
    recipe.changelogs.debian = try metadata.changelog.map { try FileBytes.read(ByteString($0)) }
    recipe.changelogs.upstream = try metadata.upstreamChangelog.map { try FileBytes.read(ByteString($0)) }
    recipe.changelogs.fixedTime = try SourceDateEpoch.current()
    recipe.controlMembers = try services.controlFiles.map(controlMember)
    for (hook, file) in services.hooks {
      recipe.hooks[hook] = RecipeScript(fileName: file, bytes: try FileBytes.read(ByteString(file)))
    }
    try addUser(to: &recipe)
    recipe.purges = services.purge
    return recipe
  }

  private func architecture(of tree: StagedTree) throws -> String {
    if let given = metadata.architecture { return DebianArchitecture.named(given) }
    return try ProgramArchitecture.detect(tree.entries.map { ($0.path, $0.content) })
  }

  private func maintainer() throws -> String {
    if let maintainer = metadata.maintainer { return maintainer }
    if let address = getenv("DEBEMAIL"), let name = getenv("DEBFULLNAME") {
      return "\(String(cString: name)) <\(String(cString: address))>"
    }
    throw CommandFailure.usage(
      "the package has no maintainer", "give --maintainer 'Name <address>', or set DEBFULLNAME and DEBEMAIL")
  }

  private func field(_ text: String) throws -> PackageRecipe.Field {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw CommandFailure.usage("'\(text)' is not a field", "write --field NAME=VALUE")
    }
    return PackageRecipe.Field(name: String(parts[0]), value: String(parts[1]))
  }

  private func controlMember(_ file: String) throws -> PackageRecipe.ControlMember {
    let name = ByteString(file.split(separator: "/").last.map(String.init) ?? file)
    return PackageRecipe.ControlMember(
      name: name, bytes: try FileBytes.read(ByteString(file)), permissions: name == "config" ? 0o755 : 0o644)
  }

  private func addUser(to recipe: inout PackageRecipe) throws {
    guard let user = services.user else {
      guard services.owned.isEmpty, services.userHome == nil else {
        throw CommandFailure.usage("--own and --user-home need a user", "give --user NAME")
      }
      return
    }
    recipe.users.append(
      RecipeUser(name: user, home: services.userHome, comment: recipe.name, owns: services.owned))
  }
}
