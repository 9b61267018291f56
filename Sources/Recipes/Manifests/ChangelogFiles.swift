import PackageModel
import Staging

/// The changelogs that a package gets (Debian Policy 12.7).
struct ChangelogFiles {
  /// A changelog before it is compressed.
  struct File {
    var path: ByteString
    var text: [UInt8]
  }

  /// The files of the package.
  private(set) var files: [File] = []
  /// The changelog of the package, given or generated.
  let debian: [UInt8]
  /// The time of a generated entry.
  let time: Int64

  /// Decides which changelogs there are and what they are called: that of a package without a revision is
  /// `changelog.gz`, unless the software has one of its own; otherwise it is `changelog.Debian.gz`. A generated one is
  /// left out where the package delivers a changelog or shares the directory of another package.
  init(_ recipe: PackageRecipe, tree: StagedTree) {
    // The newest file stands in for the time of the package, so that the same files give the same bytes.
    let newest = tree.entries.lazy.filter { $0.kind == .file }.map(\.modified.seconds).max()
    time = recipe.changelogs.fixedTime ?? newest ?? recipe.changelogs.now
    let given = recipe.changelogs.debian
    debian = given ?? Self.generated(recipe, time)
    let directory = ByteString("usr/share/doc/\(recipe.name)")
    if let text = recipe.changelogs.upstream { files.append(File(path: directory + "/changelog.gz", text: text)) }
    guard given != nil || Self.hasRoom(tree, directory) else { return }
    let isNative = !recipe.version.withoutEpoch.contains("-") && recipe.changelogs.upstream == nil
    files.append(File(path: directory + (isNative ? "/changelog.gz" : "/changelog.Debian.gz"), text: debian))
  }

  private static func hasRoom(_ tree: StagedTree, _ directory: ByteString) -> Bool {
    let delivered = ["/changelog.gz", "/changelog.Debian.gz", "/changelog", "/changelog.Debian"]
    guard !delivered.contains(where: { tree.entry(at: directory + ByteString($0)) != nil }) else { return false }
    var path = directory
    while !path.isEmpty {
      if let entry = tree.entry(at: path), entry.kind != .directory { return false }
      path = StagedPath.parent(of: path)
    }
    return true
  }

  private static func generated(_ recipe: PackageRecipe, _ time: Int64) -> [UInt8] {
    let text = """
      \(recipe.name) (\(recipe.version.text)) \(recipe.changelogs.distribution); urgency=medium

        * Version \(recipe.version.withoutEpoch).

       -- \(recipe.maintainer)  \(CivilTime(seconds: time).mailDate)

      """
    return Array(text.utf8)
  }
}
