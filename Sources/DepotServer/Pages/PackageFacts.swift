import IPSRepository
import PackageModel
import Payload

/// What a manifest says about its package, for people.
struct PackageFacts {
  /// Something about the package, with an address it leads to.
  struct Fact: Sendable {
    var name: String
    var value: String
    var link: String?
  }

  struct Dependency: Sendable {
    struct Target: Sendable {
      var name: String
      var link: String?
    }

    var kind: String
    var targets: [Target]
    /// Variants and facets that it holds for.
    var conditions: String
  }

  struct Licence: Sendable {
    var name: String
    var text: String
  }

  private static let longestLicence = 200_000

  private let version: ListedVersion
  private let manifest: Manifest
  private var attributes: [ByteString: [ByteString]] = [:]
  private var sizes = (plain: 0, stored: 0, files: 0)

  init(_ manifest: Manifest, of version: ListedVersion) {
    self.manifest = manifest
    self.version = version
    for index in 0..<manifest.actionCount {
      let kind = manifest.kind(ofAction: index)
      if kind == .set, let name = manifest.value("name", ofAction: index) {
        attributes[name, default: []] += manifest.action(at: index).attributes.values("value")
      } else if kind.allowsPayload {
        // Manifests are what publishers sent: their numbers may be anything.
        func number(_ name: ByteString) -> Int {
          min(max(0, manifest.value(name, ofAction: index).flatMap { Int($0.text) } ?? 0), 1 << 50)
        }
        sizes.plain &+= number("pkg.size")
        sizes.stored &+= number("pkg.csize")
        if kind == .file { sizes.files += 1 }
      }
    }
  }

  /// The first value of an attribute, if it has one.
  subscript(name: ByteString) -> String? {
    attributes[name]?.first.map { PageText.plain($0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What a visitor must know before all else.
  func notice(isNewest: Bool, newest: String) -> String? {
    switch version.state {
    case .obsolete: "This package is obsolete: installing it removes what it delivered."
    case .renamed: "This package has been renamed; it requires the packages that have taken its place."
    default: isNewest ? nil : "There is a newer version: \(newest)."
    }
  }

  /// Everything in the order in which it is shown.
  var all: [Fact] {
    let fmri = version.fmri
    var facts = [Fact(name: "Publisher", value: (fmri.publisher ?? "").text)]
    func add(_ name: String, _ value: String?, link: String? = nil) {
      if let value { facts.append(Fact(name: name, value: value, link: link)) }
    }
    add("Version", fmri.version?.release.text.text)
    add("Also known as", self["pkg.human-version"])
    add("Branch", fmri.version?.branch?.text.text)
    add("Build release", fmri.version?.buildRelease?.text.text)
    add("Published", PageText.Time(timestamp: fmri.version?.timestamp)?.text)
    add(
      "Size",
      "\(PageText.size(sizes.plain)) in \(PageText.count(sizes.files, "file", "files")), "
        + "\(PageText.size(sizes.stored)) to download")
    for category in attributes["info.classification"] ?? [] {
      let text = category.bytes.firstIndex(of: ASCII.colon).map { ByteString(category.bytes[($0 + 1)...]) } ?? category
      add("Category", PageText.plain(text))
    }
    for (attribute, name) in [
      ("info.upstream-url", "Upstream"), ("info.upstream", "Upstream project"), ("info.maintainer", "Maintainer"),
      ("info.source-url", "Source"),
    ] as [(ByteString, String)] {
      for value in attributes[attribute] ?? [] {
        let isAddress = value.hasPrefix("https://") || value.hasPrefix("http://")
        add(name, PageText.plain(value), link: isAddress ? PageText.plain(value) : nil)
      }
    }
    add("FMRI", fmri.text().text)
    return facts
  }

  /// What the package depends on.
  ///
  /// - Parameter link: where a package of the publisher is shown.
  func dependencies(_ link: (ByteString) -> String?) -> [Dependency] {
    (0..<manifest.actionCount).filter { manifest.kind(ofAction: $0) == .depend }.map { index in
      let action = manifest.action(at: index)
      let targets = action.attributes.values("fmri").map { text in
        let name = text.dropping(prefix: "pkg:/") ?? text
        let stem = (try? FMRI(parsing: text))?.stem
        return Dependency.Target(name: PageText.plain(name), link: stem.flatMap(link))
      }
      let conditions = action.attributes.entries.filter {
        $0.name.hasPrefix("variant.") || $0.name.hasPrefix("facet.") || $0.name == "predicate"
      }.map { entry in entry.name + "=" + entry.values.joined(separator: ",") }
      return Dependency(
        kind: PageText.plain(action.attributes["type"] ?? ""), targets: targets,
        conditions: PageText.plain(conditions.joined(separator: " ")))
    }
  }

  /// The licences with their texts.
  ///
  /// - Parameter stored: the stored form of a payload.
  func licences(_ stored: (ByteString) -> ContentSource?) -> [Licence] {
    (0..<manifest.actionCount).filter { manifest.kind(ofAction: $0) == .license }.map { index in
      let action = manifest.action(at: index)
      return Licence(
        name: PageText.plain(action.key ?? "licence"), text: action.payload.map { text($0, stored($0)) } ?? "")
    }
  }

  private func text(_ name: ByteString, _ stored: ContentSource?) -> String {
    guard let stored else { return "The text is missing from the repository." }
    var bytes: [UInt8] = []
    do {
      try StoredContent.decompress(stored, name: name) { (part) throws(PayloadError) in
        bytes.append(contentsOf: part)
        guard bytes.count <= Self.longestLicence else { throw .truncated(name, offset: UInt64(bytes.count)) }
      }
    } catch {
      guard bytes.count > Self.longestLicence else { return "The text cannot be read: \(error)" }
      bytes = Array(bytes.prefix(Self.longestLicence)) + Array("\n[…]".utf8)
    }
    return PageText.plain(ByteString(bytes))
  }
}
