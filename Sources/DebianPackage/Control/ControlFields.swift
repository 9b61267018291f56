/// The fields of a binary package's control file that dpkg knows, in the order dpkg writes them (dpkg-gencontrol(1)).
enum ControlFields {
  /// How a front end calls a field in a `set` action, and what the field is called.
  struct Known: Sendable {
    var name: String
    /// The name behind `deb.`, or `nil` where the field comes from elsewhere.
    var attribute: String?
    var isRelation = false
  }

  static let ordered: [Known] = [
    Known(name: "Package", attribute: nil),
    Known(name: "Package-Type"),
    Known(name: "Source", attribute: "source"),
    Known(name: "Version", attribute: nil),
    Known(name: "Kernel-Version"),
    Known(name: "Built-For-Profiles"),
    Known(name: "Auto-Built-Package"),
    Known(name: "Architecture", attribute: nil),
    Known(name: "Subarchitecture"),
    Known(name: "Installer-Menu-Item"),
    Known(name: "Build-Essential"),
    Known(name: "Essential", attribute: "essential"),
    Known(name: "Protected", attribute: "protected"),
    Known(name: "Origin", attribute: "origin"),
    Known(name: "Bugs", attribute: "bugs"),
    Known(name: "Maintainer", attribute: "maintainer"),
    Known(name: "Installed-Size", attribute: nil),
    Known(name: "Pre-Depends", attribute: "pre-depends", isRelation: true),
    Known(name: "Depends", attribute: "depends", isRelation: true),
    Known(name: "Recommends", attribute: "recommends", isRelation: true),
    Known(name: "Suggests", attribute: "suggests", isRelation: true),
    Known(name: "Enhances", attribute: "enhances", isRelation: true),
    Known(name: "Conflicts", attribute: "conflicts", isRelation: true),
    Known(name: "Breaks", attribute: "breaks", isRelation: true),
    Known(name: "Replaces", attribute: "replaces", isRelation: true),
    Known(name: "Provides", attribute: "provides", isRelation: true),
    Known(name: "Built-Using", attribute: "built-using"),
    Known(name: "Static-Built-Using", attribute: "static-built-using"),
    Known(name: "Section", attribute: "section"),
    Known(name: "Priority", attribute: "priority"),
    Known(name: "Multi-Arch", attribute: "multi-arch"),
    Known(name: "Homepage", attribute: "homepage"),
    Known(name: "Description", attribute: nil),
    Known(name: "Tag", attribute: "tag"),
    Known(name: "Task", attribute: "task"),
  ]

  /// Fields of dpkg's own database (deb-control(5) does not know them; dpkg-deb refuses them).
  static let databaseNames = ["Status", "Config-Version", "Conffiles", "Triggers-Pending", "Triggers-Awaited"]

  /// Fields that dpkg warns of, and what took their place.
  static let obsoleteNames = [
    ("Revision", "Version"), ("Package-Revision", "Version"), ("Package_Revision", "Version"), ("Class", "Priority"),
    ("Optional", "Suggests"), ("Recommended", "Recommends"),
  ]

  static let relationNames: [String] = ordered.filter(\.isRelation).map(\.name)

  /// The name of a known field in dpkg's spelling.
  static func canonicalName(_ name: String) -> String? {
    ordered.first { ControlStanza.same($0.name, name) }?.name
  }

  /// The place of a field in dpkg's order; unknown ones come last.
  static func rank(_ name: String) -> Int {
    ordered.firstIndex { ControlStanza.same($0.name, name) } ?? ordered.count
  }
}

extension ControlFields.Known {
  init(name: String) { self.init(name: name, attribute: nil) }
}

extension ControlStanza {
  /// The fields in dpkg's order; fields that dpkg does not know keep their order behind the others.
  var inDpkgOrder: ControlStanza {
    var result = ControlStanza()
    result.fields = fields.enumerated().sorted { left, right in
      (ControlFields.rank(left.element.name), left.offset) < (ControlFields.rank(right.element.name), right.offset)
    }.map(\.element)
    return result
  }
}
