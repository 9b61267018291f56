import PackageModel

/// What a manifest says that a .deb cannot, as docs/mapping.md has it.
enum DebianMappingChecks {
  static let all = [
    actions, dependencies, variants, facets, mediators, preserved, overlays, actuators, systemAttributes, lifecycle,
    branches,
  ]

  static let actions = Check(
    "mapping.debian.action", method: "action", family: .mapping,
    summary: "Actions without a counterpart in a Debian package are left out.",
    messages: [
      .init(
        "", .warning, "an action has no counterpart in a Debian package",
        remedy: "do what it does in a maintainer script (docs/mapping.md), or drop it with a transform")
    ],
    explanation: """
      `driver`, `legacy`, `signature` and `unknown` actions mean nothing to dpkg. They are left out of a .deb without a \
      trace.
      """,
    wrong: "driver name=demo",
    right: "file path=etc/modules-load.d/demo.conf owner=root group=root mode=0644",
    body: .actions([.driver, .legacy, .signature, .unknown], to: .debian) { action in
      ("the \(action.kind.name) action has no counterpart in a Debian package and is left out", nil)
    })

  static let dependencies = Check(
    "mapping.debian.dependency", method: "dependency", family: .mapping,
    summary: "Dependencies of types that Debian does not have are left out.",
    messages: [
      .init(
        "", .warning, "a dependency is of a type that Debian does not have",
        remedy: "say what is meant with deb.depends, deb.breaks or another deb. attribute")
    ],
    explanation: """
      `require`, `require-any`, `group`, `group-any`, `optional` and `exclude` become Depends, Recommends, Breaks and \
      Conflicts. `incorporate`, `conditional`, `origin` and `parent` have no counterpart.
      """,
    wrong: "depend fmri=pkg:/demo-data@1.2 type=incorporate",
    right: "set name=deb.breaks value=\"demo-data (<< 1.2)\"",
    body: .actions([.depend], to: .debian) { action in
      guard let type = action.first(.type), !known.contains(type) else { return nil }
      return ("a dependency of type '\(type)' has no counterpart in a Debian package and is left out", "type")
    })

  private static let known: Set<ByteString> = [
    "require", "require-any", "group", "group-any", "optional", "exclude",
  ]

  static let variants = Check(
    "mapping.debian.variant", method: "variant", family: .mapping, summary: "A .deb is made for one variant.",
    messages: [
      .init(
        "", .warning, "an action is for some variants only",
        remedy: "make one manifest for each architecture or zone with a transform that drops the others")
    ],
    explanation: """
      An IPS package holds what is for different architectures or zones side by side, and each system takes its part. A \
      .deb has one architecture; everything in the manifest is delivered to everybody.
      """,
    wrong: "file path=usr/bin/demo owner=root group=bin mode=0555 variant.arch=i386",
    right: "set name=deb.architecture value=amd64\nfile path=usr/bin/demo owner=root group=bin mode=0555",
    body: tagged(.variant) { "\($0)=\($1) means nothing in a Debian package: the action is delivered to everybody" })

  static let facets = Check(
    "mapping.debian.facet", method: "facet", family: .mapping, summary: "Users of a .deb cannot leave parts of it out.",
    messages: [
      .init(
        "", .info, "an action belongs to a facet",
        remedy: "put it into a package of its own (-doc, -dev) if users shall have the choice")
    ],
    explanation: """
      A facet lets users leave out manuals, headers or translations. dpkg has no such thing for a package; the action is \
      always installed.
      """,
    wrong: "file path=usr/share/man/man1/demo.1 owner=root group=bin mode=0444 facet.doc.man=true",
    right: "file path=usr/share/man/man1/demo.1 owner=root group=bin mode=0444",
    body: tagged(.facet) { "\($0)=\($1) means nothing in a Debian package: the action is always installed" })

  static let mediators = Check(
    "mapping.debian.mediator", method: "mediator", family: .mapping, summary: "Mediated links become plain links.",
    messages: [
      .init(
        "", .warning, "a link is mediated",
        remedy: "call update-alternatives in the maintainer scripts, or deliver the link in one package only")
    ],
    explanation: """
      A mediator lets several packages deliver the same link and the administrator choose one. In Debian that is the work \
      of update-alternatives; as plain links the packages cannot be installed together.
      """,
    wrong: "link path=usr/bin/demo target=demo-2 mediator=demo mediator-version=2",
    right: "link path=usr/bin/demo-2 target=../lib/demo-2/demo",
    body: .actions([.link, .hardlink], to: .debian) { action in
      action.first(.mediator).map {
        ("the link becomes a plain one: Debian has no mediator '\($0)'", AttributeKey.mediator.text)
      }
    })

  static let preserved = Check(
    "mapping.debian.preserve", method: "preserve", family: .mapping,
    summary: "Files that users edit should be conffiles.",
    messages: [
      .init(
        ".1", .warning, "a file with `preserve` would not be a conffile",
        remedy: "move it below etc/, or add deb.conffile=true"),
      .init(
        ".2", .info, "a conffile knows no `preserve` but that of dpkg",
        remedy: "nothing, where asking the user on conflicts will do"),
    ],
    explanation: """
      Files below `etc/` become conffiles, and others that say `deb.conffile=true`. Outside of it a file with `preserve` \
      would be overwritten by each update. What `renameold`, `renamenew`, `legacy`, `abandon` and `install-only` mean is \
      lost: dpkg asks.
      """,
    wrong: "file path=opt/demo/demo.conf owner=root group=root mode=0644 preserve=true",
    right: "file path=opt/demo/demo.conf owner=root group=root mode=0644 preserve=true deb.conffile=true",
    body: .manifest { session in
      guard isWanted(session) else { return }
      let isExplicit = session.package.single("deb.conffiles") == "explicit"
      for action in session.package.actions(of: .file) {
        guard let preserve = action.first(.preserve), let path = action.first(.path) else { continue }
        session.look(at: action)
        let said = action.value.attributes["deb.conffile"]
        if said == nil ? isExplicit || !path.hasPrefix("etc/") : said != "true" {
          session.report(".1", "\(path) has preserve=\(preserve) but would not be a conffile", attribute: "preserve")
        } else if preserve != "true" {
          session.report(
            ".2", "preserve=\(preserve) of \(path) means no more than conffile to dpkg", attribute: "preserve")
        }
      }
    })

  static let overlays = Check(
    "mapping.debian.overlay", method: "overlay", family: .mapping, summary: "dpkg has no overlays.",
    messages: [
      .init(
        "", .warning, "a file may be overlaid, or overlays another one",
        remedy: "use dpkg-divert in the maintainer scripts, or deliver the file in one package only")
    ],
    explanation: """
      With `overlay` one package replaces a file of another. dpkg refuses to install two packages with the same file \
      unless one of them declares Replaces, or diverts the other's.
      """,
    wrong: "file path=etc/demo.conf owner=root group=sys mode=0644 preserve=true overlay=true",
    right: "set name=deb.replaces value=demo-common",
    body: .actions([.file], to: .debian) { action in
      action.first(.overlay).map { ("overlay=\($0) means nothing in a Debian package", AttributeKey.overlay.text) }
    })

  static let actuators = Check(
    "mapping.debian.actuator", method: "actuator", family: .mapping, summary: "Actuators do nothing in a .deb.",
    messages: [
      .init(
        "", .warning, "an action restarts or refreshes a service, or asks for a reboot",
        remedy: "use deb.service.upgrade on the unit, a trigger (deb.trigger), or a maintainer script")
    ],
    explanation: """
      `restart_fmri`, `refresh_fmri`, `suspend_fmri`, `disable_fmri` and `reboot-needed` act on SMF services when an action is \
      installed, updated or removed. In a .deb nothing happens.
      """,
    wrong: "file path=etc/demo.conf owner=root group=sys mode=0644 refresh_fmri=svc:/network/demo:default",
    right: "file path=lib/systemd/system/demo.service owner=root group=root mode=0644 deb.service.upgrade=restart",
    body: anyAttribute(["restart_fmri", "refresh_fmri", "suspend_fmri", "disable_fmri", "reboot-needed"]) {
      "\($0) does nothing in a Debian package"
    })

  static let systemAttributes = Check(
    "mapping.debian.sysattr", method: "sysattr", family: .mapping, summary: "System attributes are not in a .deb.",
    messages: [
      .init("", .warning, "a file has system attributes", remedy: "set them in a maintainer script if Linux has them")
    ],
    explanation: "`sysattr` sets attributes of the ZFS file system, which tar archives of dpkg do not carry.",
    wrong: "file path=etc/demo.key owner=root group=sys mode=0400 sysattr=sensitive",
    right: "file path=etc/demo.key owner=root group=root mode=0400",
    body: anyAttribute(["sysattr"]) { "\($0) is not kept in a Debian package" })

  static let lifecycle = Check(
    "mapping.debian.lifecycle", method: "lifecycle", family: .mapping,
    summary: "Renamed and obsolete packages are empty packages in Debian.",
    messages: [
      .init(
        "", .warning, "the package is renamed or obsolete",
        remedy:
          "publish a transitional package that depends on the new one, or use deb.replaces, deb.breaks and deb.provides there"
      )
    ],
    explanation: """
      `pkg.renamed` and `pkg.obsolete` move users to another package or take the package away. dpkg and apt know neither: \
      what is built is an empty package that stays installed.
      """,
    wrong: "set name=pkg.renamed value=true\ndepend fmri=pkg:/demo-ng type=require",
    right: "set name=deb.replaces value=\"demo (<< 2.0)\"\nset name=deb.breaks value=\"demo (<< 2.0)\"",
    body: .manifest { session in
      guard isWanted(session) else { return }
      for name: ByteString in ["pkg.renamed", "pkg.obsolete"] where session.package.isTrue(name) {
        if let action = session.package.setAction(name) { session.look(at: action) }
        session.report("", "\(name) means nothing to dpkg: an empty package would be built", attribute: "name")
      }
    })

  static let branches = Check(
    "mapping.debian.version", method: "version", family: .mapping,
    summary: "Of an IPS version Debian gets the release only.",
    messages: [
      .init(
        "", .warning, "two versions that differ in the branch only would be the same in Debian",
        remedy: "say the whole version with set name=deb.version value=RELEASE-REVISION")
    ],
    explanation: """
      `1.2,5.11-2024.0.1` becomes `1.2`. A rebuild that raises nothing but the branch would have the version that is \
      installed already, and nobody would get it.
      """,
    wrong: "set name=pkg.fmri value=pkg://example.org/demo@1.2,5.11-3",
    right: "set name=pkg.fmri value=pkg://example.org/demo@1.2,5.11-3\nset name=deb.version value=1.2-3",
    body: .manifest { session in
      guard isWanted(session), let branch = session.package.fmri.version?.branch,
        !session.package.declares("deb.version")
      else { return }
      session.report(
        "", "the branch \(branch.text) of the version is lost in a Debian package", attribute: "value")
    })

  private static func isWanted(_ session: CheckSession) -> Bool { session.settings.targets.contains(.debian) }

  /// Reports attributes of actions that are there.
  private static func anyAttribute(
    _ names: [ByteString], _ text: @escaping @Sendable (ByteString) -> String
  ) -> Check.Body {
    .manifest { session in
      guard isWanted(session) else { return }
      let present = names.filter { session.package.manifest.storage.names.lookup($0) != nil }
      guard !present.isEmpty else { return }
      for action in session.package.actions {
        let attributes = session.package.manifest.action(at: action.index).attributes
        for name in present where attributes[name] != nil {
          session.look(at: action)
          session.report("", text(name), attribute: name)
        }
      }
    }
  }

  /// Reports attributes with a trait, with their values. Those that the package adds are no concern of the action.
  private static func tagged(
    _ trait: NameTraits, _ text: @escaping @Sendable (ByteString, String) -> String
  ) -> Check.Body {
    .manifest { session in
      guard isWanted(session) else { return }
      for action in session.package.actions where action.kind != .set {
        for id in action.names(with: trait) {
          guard let entry = action.entry(id) else { continue }
          session.look(at: action)
          session.report("", text(entry.name, PythonForm.value(entry)), attribute: entry.name)
        }
      }
    }
  }
}
