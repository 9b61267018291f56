import PackageModel

/// What a manifest says for a .deb that an IPS package cannot, as docs/mapping.md has it.
enum IPSMappingChecks {
  static let all = [relations, scripts, triggers, conffiles, fifos, ids, services, fields, versions]

  private static let relationNames: [ByteString] = [
    "deb.depends", "deb.pre-depends", "deb.recommends", "deb.suggests", "deb.enhances", "deb.conflicts", "deb.breaks",
    "deb.replaces", "deb.provides",
  ]

  static let relations = Check(
    "mapping.ips.relation", method: "relation", family: .mapping,
    summary: "Relations to Debian packages are no dependencies in IPS.",
    messages: [
      .init(
        "", .warning, "a relation is said for Debian only",
        remedy: "add depend actions of the types require, group, optional or exclude")
    ],
    explanation: """
      `deb.depends` and the like are package attributes that nothing in IPS looks at. Names of packages differ, too, so \
      that they cannot be translated.
      """,
    wrong: "set name=deb.depends value=\"zlib1g (>= 1:1.2)\"",
    right: "set name=deb.depends value=\"zlib1g (>= 1:1.2)\"\ndepend fmri=pkg:/library/zlib@1.2 type=require",
    body: attributes { name, package in
      // Whoever writes both has thought of both.
      let isKnown = package.actions(of: .depend).isEmpty
      return relationNames.contains(name) && isKnown ? "\(name) is no dependency in IPS" : nil
    })

  static let scripts = Check(
    "mapping.ips.script", method: "script", family: .mapping, summary: "IPS has no maintainer scripts.",
    messages: [
      .init(
        "", .error, "a member of the control archive would be delivered as a file",
        remedy: "drop it with a transform; do its work with actions (user, group, driver) and actuators of SMF services"
      )
    ],
    explanation: """
      What is below `DEBIAN/` is the control archive of a .deb. An IPS package has none: the files would be installed at \
      that path, and nothing would run them.
      """,
    wrong: "file path=DEBIAN/postinst owner=root group=root mode=0755",
    right: "<transform file path=DEBIAN/ -> drop>",
    body: .actions([.file, .dir, .link, .hardlink], to: .ips) { action in
      guard let path = action.first(.path), path == "DEBIAN" || path.hasPrefix("DEBIAN/"), action.kind != .dir else {
        return nil
      }
      return ("\(path) is for a .deb only: in IPS it would be an ordinary file", "path")
    })

  static let triggers = Check(
    "mapping.ips.trigger", method: "trigger", family: .mapping, summary: "IPS has no triggers.",
    messages: [
      .init(
        "", .warning, "the package has triggers", remedy: "use an actuator: refresh_fmri or restart_fmri on the files")
    ],
    explanation: "`deb.trigger` writes a line of dpkg's triggers file. Actuators on actions are what comes next to it.",
    wrong: "set name=deb.trigger value=\"interest-noawait /usr/share/demo\"",
    right: "file path=usr/share/demo/x owner=root group=bin mode=0444 refresh_fmri=svc:/application/demo:default",
    body: attributes { name, _ in name == "deb.trigger" ? "triggers do nothing in IPS" : nil })

  static let conffiles = Check(
    "mapping.ips.conffile", method: "conffile", family: .mapping, summary: "Conffiles need preserve in IPS.",
    messages: [
      .init("", .warning, "a conffile has no `preserve`", remedy: "add preserve=true or preserve=renamenew")
    ],
    explanation: """
      A regular file below `etc/` is a conffile in a .deb without a word. In IPS a file that users may edit says so with \
      `preserve`; without it each update overwrites it.
      """,
    wrong: "file path=etc/demo.conf owner=root group=root mode=0644",
    right: "file path=etc/demo.conf owner=root group=root mode=0644 preserve=true",
    body: .manifest { session in
      guard isWanted(session) else { return }
      let isAutomatic = session.package.single("deb.conffiles") != "explicit"
      for action in session.package.actions(of: .file) where !action.has(.preserve) {
        guard let path = action.first(.path) else { continue }
        let said = session.package.manifest.action(at: action.index).attributes["deb.conffile"]
        guard said.map({ $0 == "true" }) ?? (isAutomatic && path.hasPrefix("etc/")) else { continue }
        session.look(at: action)
        session.report("", "\(path) is a conffile in a .deb but would be overwritten in IPS", attribute: "path")
      }
    })

  static let fifos = Check(
    "mapping.ips.fifo", method: "fifo", family: .mapping, summary: "IPS has no FIFOs.",
    messages: [
      .init("", .error, "a FIFO would be delivered", remedy: "make it when the service starts, with mkfifo(1)")
    ],
    explanation: "`deb.type=fifo` makes a named pipe in a .deb. An IPS package has files, directories and links only.",
    wrong: "file NOHASH path=var/run/demo owner=root group=root mode=0600 deb.type=fifo",
    right: "dir path=var/lib/demo owner=root group=root mode=0755",
    body: .actions([.file], to: .ips) { action in
      let attributes = action.package.manifest.action(at: action.index).attributes
      return attributes["deb.type"] == "fifo"
        ? ("IPS cannot deliver the FIFO \(action.first(.path) ?? "")", "deb.type") : nil
    })

  static let ids = Check(
    "mapping.ips.owner", method: "owner", family: .mapping, summary: "Owners are names in IPS.",
    messages: [
      .init(
        "", .info, "a numeric owner or group is lost",
        remedy: "nothing, where owner= and group= name accounts that exist or that a user action makes")
    ],
    explanation:
      "`deb.owner.id` and `deb.group.id` say numbers for the archive of a .deb. IPS looks names up on installation.",
    wrong: "dir path=var/demo owner=1000 group=1000 mode=0755 deb.owner.id=1000",
    right: "user username=demo group=demo\ndir path=var/demo owner=demo group=demo mode=0755",
    body: .actions([.file, .dir, .link, .hardlink], to: .ips) { action in
      let attributes = action.package.manifest.action(at: action.index).attributes
      for name: ByteString in ["deb.owner.id", "deb.group.id"] {
        guard let value = attributes[name], value != "0" else { continue }
        return ("\(name)=\(value) is lost in IPS", name)
      }
      return nil
    })

  static let services = Check(
    "mapping.ips.service", method: "service", family: .mapping, summary: "Services of IPS are SMF services.",
    messages: [
      .init(
        "", .warning, "an init script or a unit would never be started",
        remedy: "deliver an SMF manifest below lib/svc/manifest: pkgwright init --template smf-manifest")
    ],
    explanation:
      "illumos starts services by SMF. Init scripts below `etc/init.d` and systemd units are files and no more there.",
    wrong: "file path=lib/systemd/system/demo.service owner=root group=root mode=0644",
    right: "file path=lib/svc/manifest/network/demo.xml owner=root group=sys mode=0444",
    body: .actions([.file], to: .ips) { action in
      guard let path = action.first(.path),
        path.hasPrefix("etc/init.d/") || path.hasPrefix("lib/systemd/system/")
          || path.hasPrefix("usr/lib/systemd/system/")
      else { return nil }
      return ("\(path) starts nothing in IPS", "path")
    })

  static let fields = Check(
    "mapping.ips.field", method: "field", family: .mapping, summary: "Control fields are not shown by IPS.",
    messages: [
      .init("", .info, "a control field is kept as an attribute that nothing looks at", remedy: "nothing, or drop it")
    ],
    explanation: "`deb.field.NAME` is published as an ordinary package attribute. pkg info does not show it.",
    wrong: "set name=deb.field.Vcs-Git value=https://example.org/demo.git",
    right: "set name=info.source-url value=https://example.org/demo.git",
    body: attributes { name, _ in name.hasPrefix("deb.field.") ? "\(name) means nothing in IPS" : nil })

  static let versions = Check(
    "mapping.ips.version", method: "version", family: .mapping, summary: "Both versions should say the same.",
    messages: [
      .init(
        "", .warning, "the versions of the .deb and of the IPS package differ in more than the form",
        remedy: "raise both together, as in pkg.fmri …@1.2-3 and deb.version 1.2-3")
    ],
    explanation: """
      A manifest that is built both ways names its version twice. The upstream part of `deb.version`, without epoch and \
      revision, should be the release of `pkg.fmri`, or users of both never know what they have.
      """,
    wrong: "set name=pkg.fmri value=pkg://example.org/demo@1.2\nset name=deb.version value=1.3-1",
    right: "set name=pkg.fmri value=pkg://example.org/demo@1.3\nset name=deb.version value=1.3-1",
    body: .manifest { session in
      guard isWanted(session), let version = session.package.single("deb.version"),
        let release = session.package.fmri.version?.release
      else { return }
      var upstream = version.text[...]
      if let colon = upstream.firstIndex(of: ":") { upstream = upstream[upstream.index(after: colon)...] }
      if let hyphen = upstream.lastIndex(of: "-") { upstream = upstream[..<hyphen] }
      guard upstream != release.text.text else { return }
      if let action = session.package.setAction("deb.version") { session.look(at: action) }
      session.report(
        "", "the .deb has version \(version), the IPS package has \(release.text)", attribute: "value")
    })

  private static func isWanted(_ session: CheckSession) -> Bool { session.settings.targets.contains(.ips) }

  /// Reports what a function has to say about the names of package attributes.
  private static func attributes(
    _ text: @escaping @Sendable (ByteString, LintPackage) -> String?
  ) -> Check.Body {
    .manifest { session in
      guard isWanted(session) else { return }
      for entry in session.package.attributes {
        guard let message = text(entry.name, session.package) else { continue }
        if let action = session.package.setAction(entry.name) { session.look(at: action) }
        session.report("", message, attribute: "name")
      }
    }
  }
}
