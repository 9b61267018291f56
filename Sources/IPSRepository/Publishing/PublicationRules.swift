package import PackageModel

/// What obsolete and renamed packages may hold (pkg(7), "Package states").
package enum PublicationRules {
  /// Checks a manifest.
  ///
  /// - Parameter isComplete: whether the package is about to be published, so that a renamed one must say what has
  ///   become of it.
  /// - Throws: ``RepositoryError/rule(_:)`` in the words of the reference.
  package static func check(_ manifest: Manifest, isComplete: Bool) throws(RepositoryError) {
    let isObsolete = marks(manifest, "pkg.obsolete")
    let isRenamed = marks(manifest, "pkg.renamed")
    guard !(isObsolete && isRenamed) else {
      throw .rule("A package may not  be marked for both obsoletion and renaming.")
    }
    guard isObsolete || isRenamed else { return }
    var hasRequirement = false
    for index in 0..<manifest.actionCount {
      let kind = manifest.kind(ofAction: index)
      switch kind {
      case .set, .signature: continue
      case .depend where isRenamed:
        hasRequirement = hasRequirement || manifest.value("type", ofAction: index) == "require"
      default:
        throw .rule(
          "A '\(kind.name)' action cannot be present in \(isObsolete ? "an obsolete" : "a renamed") package: "
            + "\(manifest.action(at: index).line())")
      }
    }
    guard !isComplete || !isRenamed || hasRequirement else {
      throw .rule("A renamed package must contain at least one 'depend' action.")
    }
  }

  private static func marks(_ manifest: Manifest, _ name: ByteString) -> Bool {
    manifest.packageAttribute(name).contains { $0.text.lowercased() == "true" }
  }
}
