import PackageModel

/// Where attributes stand within an action: the rank of each name for each kind of action, looked up by number.
struct AttributeRanks {
  /// The rank of names that nothing else is said of.
  static let others: UInt8 = 4
  private static let list: UInt8 = 5
  private static let facet: UInt8 = 6
  private static let variant: UInt8 = 7

  /// Whether lists of a name take a line for each value.
  private(set) var breaksLists: [Bool]
  /// Whether a name is removed by pkgfmt -s.
  private(set) var isStripped: [Bool]
  private let nameCount: Int
  private var ranks: [UInt8]
  private var listRanks: [UInt8]

  init(_ names: borrowing NameTable, style: FormatStyle) {
    nameCount = names.count
    breaksLists = []
    isStripped = []
    listRanks = []
    for name in names.names {
      listRanks.append(Self.variantOrFacet(name) ?? Self.list)
      let isDebug = name.hasPrefix("pkg.debug")
      breaksLists.append(name == "alias" || style == .v2 && isDebug)
      isStripped.append(isDebug || name.hasPrefix("pkg.depend."))
    }
    ranks = []
    ranks.reserveCapacity(nameCount * ActionKind.allCases.count)
    for kind in ActionKind.allCases {
      for name in names.names { ranks.append(Self.rank(of: name, in: kind, style: style)) }
    }
  }

  /// The rank of a name.
  @inline(__always)
  func rank(_ name: NameTable.ID, in kind: ActionKind, isList: Bool) -> UInt8 {
    isList ? listRanks[Int(name)] : ranks[Int(kind.rawValue) * nameCount + Int(name)]
  }

  private static func variantOrFacet(_ name: ByteString) -> UInt8? {
    if name.hasPrefix("variant.") { return variant }
    return name.hasPrefix("facet.") ? facet : nil
  }

  private static func rank(of name: ByteString, in kind: ActionKind, style: FormatStyle) -> UInt8 {
    if let rank = variantOrFacet(name) { return rank }
    if style == .v2, let rank = specialRank(of: name, in: kind) { return rank }
    return name == kind.keyAttribute ? 0 : others
  }

  /// The ranks that the second style adds. They go before the key attribute's.
  private static func specialRank(of name: ByteString, in kind: ActionKind) -> UInt8? {
    let order: [ByteString: UInt8] =
      switch kind {
      case .depend: ["type": 0, "fmri": 1]
      case .driver: ["perms": 1, "clone_perms": 2, "privs": 3, "policy": 4, "devlink": 5, "alias": 6]
      case .user: [:]
      default: ["owner": 1, "target": 1, "group": 2, "mode": 3]
      }
    return order[name]
  }
}
