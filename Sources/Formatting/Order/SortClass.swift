import PackageModel

/// The groups that the actions of a manifest are sorted into before their keys are compared.
enum SortClass {
  /// `set name=pkg.fmri`, which stands first.
  static let fmri = 0
  static let count = 64

  /// The group of an action that is neither a `set` nor a dependency.
  static func of(_ kind: ActionKind, style: FormatStyle) -> Int {
    switch style {
    case .v1: 8 + Int(kind.rawValue)
    case .v2:
      switch kind {
      case .dir, .file, .hardlink, .link: 8
      case .signature: 9
      // Actions without a common key attribute are in the order of their printed forms, which begin with the type.
      case .unknown: 10
      case .driver: 11
      case .group: 12
      case .user: 13
      case .legacy: 14
      case .license: 15
      case .set, .depend: 8 + Int(kind.rawValue)
      }
    }
  }

  /// The group of a `set` action.
  static func ofSet(name: Span<UInt8>, style: FormatStyle) -> Int {
    func isPrefix(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { name.count >= $0.count && name.extracting(0..<$0.count).equals($0) }
    }
    func equals(_ text: StaticString) -> Bool { text.utf8CodeUnitCount == name.count && isPrefix(text) }
    guard isPrefix("pkg.") else { return 4 }
    if equals("pkg.fmri") { return fmri }
    guard style == .v2 else { return 3 }
    if equals("pkg.summary") { return 1 }
    return equals("pkg.description") ? 2 : 3
  }

  /// The group of a dependency.
  ///
  /// Where one dependency names a package and another names several, the IPS tools compare texts: in the first style
  /// the name with the list in square brackets, in the second style both in quotes, so that the list comes last.
  static func ofDependency(
    on name: Span<UInt8>, typeRank: Int, hasSeveralNames: Bool, style: FormatStyle
  ) -> Int {
    let first = 32
    switch style {
    case .v1:
      let bracket = UInt8(ascii: "[")
      if hasSeveralNames { return first + 1 }
      return name.isEmpty || name[0] < bracket ? first : first + 2
    case .v2:
      return first + typeRank * 2 + (hasSeveralNames ? 1 : 0)
    }
  }
}

extension Span<UInt8> {
  fileprivate func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
