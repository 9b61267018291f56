package import PackageModel
package import Payload
package import Staging

/// A package as the back ends take it: its manifest and where the bytes of its files are.
package struct RecipeManifest: Sendable {
  package private(set) var manifest: Manifest
  package private(set) var payload: PayloadMap
  /// The changelog of the package as plain text, even where the package does not deliver it.
  package private(set) var changelog: [UInt8]
  /// What was left out or done otherwise than asked.
  package private(set) var warnings: [String]

  /// Puts a description and the files of a package together (docs/mapping.md).
  ///
  /// - Parameters:
  ///   - recipe: the description.
  ///   - tree: the files, without those that the description itself brings.
  /// - Throws: everything that cannot be said or found.
  package init(_ recipe: PackageRecipe, tree: StagedTree, fileName: String) throws(Diagnostics) {
    var assembly = RecipeAssembly(recipe, tree: tree, fileName: fileName)
    do throws(Diagnostic) {
      try assembly.run()
    } catch {
      throw Diagnostics(assembly.findings + [error])
    }
    guard assembly.findings.isEmpty else { throw Diagnostics(assembly.findings) }
    manifest = assembly.manifest
    payload = assembly.payload
    changelog = assembly.changelog
    warnings = assembly.warnings
  }
}
