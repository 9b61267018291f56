import Mustache
import PackageModel

/// The texts of the pages, which are part of the program.
enum PageTemplates {
  enum Name: String, CaseIterable {
    case front, listing, search, package, contents, feed
  }

  /// Pages may load their style and nothing else, send their form home and nowhere else, and be framed by nobody.
  static let policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  static let style = PackageResources.style_css

  private static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    for (name, bytes) in [
      ("layout", PackageResources.layout_mustache), ("packages", PackageResources.packages_mustache),
      ("front", PackageResources.front_mustache), ("listing", PackageResources.listing_mustache),
      ("search", PackageResources.search_mustache), ("package", PackageResources.package_mustache),
      ("contents", PackageResources.contents_mustache), ("feed", PackageResources.feed_mustache),
    ] {
      do {
        try library.register(String(decoding: bytes, as: UTF8.self), named: name)
      } catch {
        // The texts are ours and every one is rendered by a test.
        preconditionFailure("a page of pkgwright is not Mustache: \(error)")
      }
    }
    return library
  }()

  /// A page as it is sent.
  static func page(_ name: Name, _ view: any Sendable) -> DepotReply {
    let text = library.render(view, withTemplate: name.rawValue) ?? ""
    return DepotReply(headers: headers(MediaType.html, seconds: 60), body: Array(text.utf8))
  }

  /// A feed as it is sent.
  static func feed(_ view: any Sendable) -> DepotReply {
    let text = library.render(view, withTemplate: Name.feed.rawValue) ?? ""
    return DepotReply(headers: headers(MediaType.atom, seconds: 300), body: Array(text.utf8))
  }

  static func headers(_ type: String, seconds: Int) -> [(name: String, value: String)] {
    [
      ("Content-Type", type), ("Cache-Control", "max-age=\(seconds)"), ("Content-Security-Policy", policy),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
    ]
  }
}
