/// A system user that a package makes.
package struct RecipeUser: Hashable, Sendable {
  /// The login name, also that of the user's group.
  package var name: String
  package var home: String?
  /// What the user is for, in a few words.
  package var comment: String?
  /// Directories that are made and given to the user on installation.
  package var owns: [String]
  /// Whether the user is removed on purge.
  package var isPurged: Bool

  package init(
    name: String, home: String? = nil, comment: String? = nil, owns: [String] = [], isPurged: Bool = false
  ) {
    self.name = name
    self.home = home
    self.comment = comment
    self.owns = owns
    self.isPurged = isPurged
  }
}
