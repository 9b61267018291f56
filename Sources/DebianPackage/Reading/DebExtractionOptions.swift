/// How archives of a package are extracted.
package struct DebExtractionOptions: Hashable, Sendable {
  /// Whether files keep set-user-id, set-group-id and sticky bits.
  package var keepsSpecialBits: Bool
  /// Whether files get the owners that the archive names, by number. Only root can do that.
  package var restoresOwners: Bool

  package init(keepsSpecialBits: Bool = false, restoresOwners: Bool = false) {
    self.keepsSpecialBits = keepsSpecialBits
    self.restoresOwners = restoresOwners
  }
}
