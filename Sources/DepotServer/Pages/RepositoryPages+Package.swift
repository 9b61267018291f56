import IPSRepository
import PackageModel

extension RepositoryPages {
  private struct PackageView: Sendable {
    struct Version: Sendable {
      var name: String
      var link: String?
      var time: String
      var machine: String
      var state: String?
    }

    var site: PageSite
    var stem: String
    var version: String
    var summary: String?
    var notice: String?
    var description: String?
    var command: String
    var facts: [PackageFacts.Fact]
    var contents: String
    var manifest: String
    var information: String
    var p5i: String
    var hasDependencies: Bool
    var dependencies: [PackageFacts.Dependency]
    var hasLicences: Bool
    var licences: [PackageFacts.Licence]
    var versions: [Version]
  }

  /// A package: the version that is asked for, or the newest one.
  func package(_ request: PageRequest) throws -> DepotReply {
    let publisher = request.publisher ?? ""
    let name = request.path.dropFirst().joined(separator: "/")
    guard let asked = try? FMRI(parsing: name), let entry = try catalog(publisher)[asked.stem],
      let version = asked.version == nil
        ? entry.newest : entry.versions.first(where: { $0.fmri.version == asked.version })
    else { throw DepotFailure(404, "\(publisher) has no package '\(name)'.") }
    let manifest = try repository.actions(of: version.fmri)
    if request["view"] == "contents" { return contentsPage(request, version, manifest) }
    return PageTemplates.page(.package, try view(request, entry, version, manifest))
  }

  private func view(
    _ request: PageRequest, _ entry: PageEntry, _ version: ListedVersion, _ manifest: Manifest
  ) throws -> PackageView {
    let addresses = request.addresses
    let fmri = version.fmri
    let publisher = fmri.publisher ?? ""
    let facts = PackageFacts(manifest, of: version)
    let catalog = try catalog(publisher)
    let dependencies = facts.dependencies { stem in catalog[stem].map { row($0, addresses).link } }
    let licences = facts.licences { try? repository.storedPayload($0, of: publisher) }
    let isNewest = fmri == entry.newest.fmri
    let name = isNewest ? entry.stem.text : fmri.nameAndVersion(includingBuild: false).text
    return PackageView(
      site: request.site(
        "\(entry.stem) \(version.text)", [.init(name: entry.stem.text, link: nil)]),
      stem: entry.stem.text, version: version.text, summary: facts["pkg.summary"] ?? facts["description"],
      notice: facts.notice(isNewest: isNewest, newest: entry.newest.text), description: facts["pkg.description"],
      command: "\(addresses.setPublisher(publisher))\npkg install \(name)", facts: facts.all,
      contents: addresses.contents(fmri), manifest: addresses.operation("manifest", fmri),
      information: addresses.operation("info", fmri), p5i: addresses.operation("p5i", fmri) + ".p5i",
      hasDependencies: !dependencies.isEmpty, dependencies: dependencies, hasLicences: !licences.isEmpty,
      licences: licences,
      versions: entry.versions.map { other in
        let time = PageText.Time(timestamp: other.fmri.version?.timestamp)
        return PackageView.Version(
          name: other.text, link: other.fmri == fmri ? nil : addresses.package(other.fmri), time: time?.text ?? "",
          machine: time?.machine ?? "", state: other.stateText)
      })
  }

  private struct ContentsView: Sendable {
    struct Entry: Sendable {
      var path: String
      var kind: String
      var mode: String
      var owner: String
      var size: String
    }

    var site: PageSite
    var stem: String
    var version: String
    var count: String
    var package: String
    var manifest: String
    var hasEntries: Bool
    var entries: [Entry]
    var more: Bool
  }

  private static let mostEntriesShown = 5000

  /// The files, directories and links of a package.
  private func contentsPage(_ request: PageRequest, _ version: ListedVersion, _ manifest: Manifest) -> DepotReply {
    let actions = (0..<manifest.actionCount).filter { manifest.kind(ofAction: $0).deliversPath }
      .map { manifest.action(at: $0) }.sorted { ($0.key ?? "") < ($1.key ?? "") }
    func text(_ value: ByteString?) -> String { PageText.plain(value ?? "") }
    let entries = actions.prefix(Self.mostEntriesShown).map { action in
      let attributes = action.attributes
      let owner = [attributes["owner"], attributes["group"]].compactMap { $0 }.joined(separator: ":")
      let size = attributes["pkg.size"].flatMap { Int($0.text) }.map { PageText.size($0) }
      return ContentsView.Entry(
        path: "/" + text(action.key), kind: action.kind.name.text, mode: text(attributes["mode"]),
        owner: PageText.plain(owner), size: size ?? text(attributes["target"]))
    }
    let addresses = request.addresses
    let fmri = version.fmri
    let stem = fmri.stem.text
    return PageTemplates.page(
      .contents,
      ContentsView(
        site: request.site(
          "Contents of \(stem) \(version.text)",
          [.init(name: stem, link: addresses.package(fmri)), .init(name: "Contents", link: nil)]),
        stem: stem, version: version.text,
        count: PageText.count(actions.count, "file, directory or link.", "files, directories and links."),
        package: addresses.package(fmri), manifest: addresses.operation("manifest", fmri),
        hasEntries: !entries.isEmpty, entries: entries, more: actions.count > entries.count))
  }
}
