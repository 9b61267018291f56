package import PackageModel

/// A rule that gives the paths matching a pattern another mode, as in `etc/*.conf=0640`.
package struct ModeRule: Hashable, Sendable {
  package var pattern: GlobPattern
  /// The permission bits.
  package var permissions: UInt32

  package init(pattern: GlobPattern, permissions: UInt32) {
    self.pattern = pattern
    self.permissions = permissions
  }

  /// Reads a rule. The mode must look octal, three digits or more or with a leading 0, because `644` written as a
  /// decimal number has made absurd packages.
  ///
  /// - Throws: ``StagingError/rule(_:reason:)``
  package init(parsing text: ByteString) throws(StagingError) {
    let (pattern, value) = try StagingRule.split(text)
    guard value.count >= 3 || value.bytes.first == ASCII.zero, value.count <= 5 else {
      throw .rule(text, reason: "write the mode in octal, as in 0644")
    }
    var permissions: UInt32 = 0
    for byte in value.bytes {
      guard (0x30...0x37).contains(byte) else {
        throw .rule(text, reason: "\(value) is no octal number; write the mode as in 0644")
      }
      permissions = permissions << 3 | UInt32(byte - ASCII.zero)
    }
    guard permissions <= 0o7777 else { throw .rule(text, reason: "the mode is greater than 07777") }
    self.init(pattern: pattern, permissions: permissions)
  }
}

/// A rule that gives the paths matching a pattern another owner or group, as in `var/lib/app*=app:app`.
package struct OwnerRule: Hashable, Sendable {
  package var pattern: GlobPattern
  /// `nil` leaves the owner as it is.
  package var owner: StagedEntry.Account?
  /// `nil` leaves the group as it is.
  package var group: StagedEntry.Account?

  package init(pattern: GlobPattern, owner: StagedEntry.Account?, group: StagedEntry.Account?) {
    self.pattern = pattern
    self.owner = owner
    self.group = group
  }

  /// Reads a rule: behind the last `=` an owner, `:` and a group, either of which may be missing. Numbers are ids.
  ///
  /// - Throws: ``StagingError/rule(_:reason:)``
  package init(parsing text: ByteString) throws(StagingError) {
    let (pattern, value) = try StagingRule.split(text)
    let parts = value.split(on: ASCII.colon)
    guard parts.count <= 2 else { throw .rule(text, reason: "write the owner and the group as in app:adm") }
    let owner = try StagingRule.account(parts[0], of: text)
    let group = parts.count == 2 ? try StagingRule.account(parts[1], of: text) : nil
    guard owner != nil || group != nil else {
      throw .rule(text, reason: "neither an owner nor a group is given; write them as in app:adm")
    }
    self.init(pattern: pattern, owner: owner, group: group)
  }
}

/// What rules for modes and owners have in common.
enum StagingRule {
  /// The pattern before the last `=`, without the slashes that packages' paths do not have, and what is behind it.
  static func split(_ text: ByteString) throws(StagingError) -> (GlobPattern, ByteString) {
    guard let equals = text.bytes.lastIndex(of: ASCII.equals), equals > 0 else {
      throw .rule(text, reason: "write a pattern, = and a value, as in etc/app/*=0640")
    }
    let pattern = ByteString(text.bytes[..<equals].drop { $0 == ASCII.slash })
    return (GlobPattern(pattern, .path), ByteString(text.bytes[(equals + 1)...]))
  }

  static func account(_ word: ByteString, of text: ByteString) throws(StagingError) -> StagedEntry.Account? {
    if word.isEmpty { return nil }
    if word == "root" { return .root }
    if word.bytes.allSatisfy(ASCII.isDigit) {
      guard let id = UInt32(word.text), id < .max else { throw .rule(text, reason: "\(word) is too great for an id") }
      return .init(id: id)
    }
    guard !word.bytes.contains(where: { $0 <= ASCII.space || $0 == 0x7f }) else {
      throw .rule(text, reason: "names of users and groups have no blanks")
    }
    return .init(name: word)
  }
}
