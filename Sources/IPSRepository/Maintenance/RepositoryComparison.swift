package import PackageModel

/// What two repositories have in common and what they do not.
package struct RepositoryComparison {
  /// How much there is of something.
  package struct Count: Hashable, Sendable {
    package var packages = 0
    package var versions = 0

    package init(packages: Int, versions: Int) {
      self.packages = packages
      self.versions = versions
    }
  }

  /// One publisher of the two.
  package struct Publisher: Sendable {
    package var name: ByteString
    /// The versions that only one of the two has, in order.
    package var onlyFirst: [FMRI]
    package var onlySecond: [FMRI]
    /// Packages of which no version is in the other.
    package var packagesOnlyFirst: Int
    package var packagesOnlySecond: Int
    package var common: Count
    package var total: Count
    /// When the catalogs were changed, where these times are compared and differ.
    package var catalogTimes: (first: CatalogTime, second: CatalogTime)?
    /// Whether the other repository has this publisher.
    package var isInFirst: Bool
    package var isInSecond: Bool

    package var hasSamePackages: Bool { onlyFirst.isEmpty && onlySecond.isEmpty && isInFirst && isInSecond }
  }

  /// Publishers that only the first has, that only the second has, and that both have, each in order.
  package private(set) var publishers: [Publisher] = []

  package var isSame: Bool { publishers.allSatisfy { $0.hasSamePackages && $0.catalogTimes == nil } }

  /// - Parameter comparingTimes: whether the times of the catalogs count, too.
  package init(
    _ first: any PackageOrigin, _ firstPublishers: [ByteString], _ second: any PackageOrigin,
    _ secondPublishers: [ByteString], comparingTimes: Bool
  ) throws(RepositoryError) {
    let firstNames = Set(firstPublishers)
    let secondNames = Set(secondPublishers)
    let order =
      firstNames.subtracting(secondNames).sorted() + secondNames.subtracting(firstNames).sorted()
      + firstNames.intersection(secondNames).sorted()
    for name in order {
      let one = firstNames.contains(name) ? try first.catalog(of: name) : nil
      let other = secondNames.contains(name) ? try second.catalog(of: name) : nil
      publishers.append(Self.compare(name, one, other, comparingTimes: comparingTimes))
    }
  }

  private static func compare(
    _ name: ByteString, _ first: Catalog?, _ second: Catalog?, comparingTimes: Bool
  ) -> Publisher {
    let one = Set(first?.packages(of: name).map(\.fmri) ?? [])
    let other = Set(second?.packages(of: name).map(\.fmri) ?? [])
    let stems = Set(one.map(\.stem))
    let otherStems = Set(other.map(\.stem))
    var times: (CatalogTime, CatalogTime)?
    if comparingTimes, let first, let second, first.attributes.lastModified != second.attributes.lastModified {
      times = (first.attributes.lastModified, second.attributes.lastModified)
    }
    func sorted(_ fmris: Set<FMRI>) -> [FMRI] { fmris.sorted { $0.text() < $1.text() } }
    return Publisher(
      name: name, onlyFirst: sorted(one.subtracting(other)), onlySecond: sorted(other.subtracting(one)),
      packagesOnlyFirst: stems.subtracting(otherStems).count, packagesOnlySecond: otherStems.subtracting(stems).count,
      common: Count(packages: stems.intersection(otherStems).count, versions: one.intersection(other).count),
      total: Count(packages: stems.union(otherStems).count, versions: one.union(other).count), catalogTimes: times,
      isInFirst: first != nil, isInSecond: second != nil)
  }
}
