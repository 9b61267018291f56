import PackageModel

/// A file of a package that can be written from a few values: init scripts, units, hooks.
package enum Template: String, CaseIterable, Sendable {
  /// A script for /etc/init.d.
  case sysvInit = "sysv-init"
  /// A systemd service.
  case systemdUnit = "systemd-unit"
  /// An account for systemd-sysusers.
  case sysusers
  /// Directories for systemd-tmpfiles.
  case tmpfiles
  /// An Upstart job.
  case upstart
  /// The run script of a runit service.
  case runitRun = "runit-run"
  /// The run script of a runit service's log.
  case runitLogRun = "runit-log-run"
  /// The manifest of an SMF service.
  case smfManifest = "smf-manifest"
  /// The start method of an SMF service.
  case smfMethod = "smf-method"
  /// How logs are rotated.
  case logrotate
  /// Settings in /etc/default.
  case `default`
  /// A hook that makes an account before the files are unpacked.
  case beforeInstall = "before-install"
  /// A hook that makes an account and its directories when the package is configured.
  case afterInstall = "after-install"
  /// A hook that removes data and account on purge.
  case afterRemove = "after-remove"
  /// The same as a hook of its own for purges.
  case afterPurge = "after-purge"
  /// What lintian is to accept in a package below /opt.
  case lintianOverrides = "lintian-overrides"
  /// The configuration of nginx in front of a depot.
  case nginxDepot = "nginx-depot"
  /// The configuration of nginx that serves an exported repository.
  case nginxStatic = "nginx-static"

  /// The template of a name.
  ///
  /// - Throws: if there is none, with the nearest one.
  package init(named name: String) throws(TemplateError) {
    guard let template = Template(rawValue: name) else {
      let names = Template.allCases.map(\.rawValue)
      let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
      throw TemplateError(
        code: .unknownTemplate, message: "there is no template \"\(name)\"",
        remedy: nearest + "there are \(names.joined(separator: ", "))")
    }
    self = template
  }

  /// What it is, in a few words.
  package var summary: String {
    switch self {
    case .sysvInit: "init script with an LSB header, for a release or a daemon"
    case .systemdUnit: "systemd service with resource limits and hardening"
    case .sysusers: "account for systemd-sysusers"
    case .tmpfiles: "directories for systemd-tmpfiles"
    case .upstart: "Upstart job"
    case .runitRun: "run script of a runit service"
    case .runitLogRun: "run script of a runit service's log"
    case .smfManifest: "SMF manifest"
    case .smfMethod: "SMF start method"
    case .logrotate: "log rotation"
    case .default: "settings in /etc/default, read by the init script and the unit"
    case .beforeInstall: "hook that makes a system account before the files are unpacked"
    case .afterInstall: "hook that makes a system account and its directories when the package is configured"
    case .afterRemove: "hook that removes data and account when the package is purged"
    case .afterPurge: "hook for purges that removes data and account"
    case .lintianOverrides: "what lintian is to accept in a package below /opt"
    case .nginxDepot: "nginx in front of a depot: TLS, a password or a certificate for publishers"
    case .nginxStatic: "nginx that serves an exported repository"
    }
  }

  /// Where the file belongs in the package; nil for a hook.
  ///
  /// - Parameter name: the service's name, for ``lintianOverrides`` the package's.
  package func installPath(name: String) -> String? {
    switch self {
    case .sysvInit: "/etc/init.d/\(name)"
    case .systemdUnit: "/usr/lib/systemd/system/\(name).service"
    case .sysusers: "/usr/lib/sysusers.d/\(name).conf"
    case .tmpfiles: "/usr/lib/tmpfiles.d/\(name).conf"
    case .upstart: "/etc/init/\(name).conf"
    case .runitRun: "/etc/sv/\(name)/run"
    case .runitLogRun: "/etc/sv/\(name)/log/run"
    case .smfManifest: "/lib/svc/manifest/application/\(name).xml"
    case .smfMethod: "/lib/svc/method/\(name)"
    case .logrotate: "/etc/logrotate.d/\(name)"
    case .default: "/etc/default/\(name)"
    case .lintianOverrides: "/usr/share/lintian/overrides/\(name)"
    case .nginxDepot, .nginxStatic: "/etc/nginx/conf.d/\(name).conf"
    case .beforeInstall, .afterInstall, .afterRemove, .afterPurge: nil
    }
  }

  /// The permission bits of the file.
  package var mode: UInt16 {
    switch self {
    case .sysvInit, .runitRun, .runitLogRun, .smfMethod, .beforeInstall, .afterInstall, .afterRemove, .afterPurge: 0o755
    default: 0o644
    }
  }

  /// Relations the file needs in Depends.
  package var depends: [String] {
    switch self {
    case .afterInstall: ["adduser"]
    case .sysusers: ["systemd | systemd-standalone-sysusers | systemd-sysusers"]
    case .runitRun, .runitLogRun: ["runit"]
    case .nginxDepot, .nginxStatic: ["nginx"]
    default: []
    }
  }

  /// Relations the file needs in Pre-Depends.
  package var preDepends: [String] {
    self == .beforeInstall ? ["adduser"] : []
  }

  /// The variables it takes, in the order in which their defaults are worked out.
  package var variables: [TemplateVariable] {
    switch self {
    case .sysvInit:
      let facilities = TemplateVariable(
        "required-start", "the facilities it needs", .words, default: "$remote_fs $syslog $network")
      return TemplateVariable.service + [
        .foregroundCommand, .readyCommand, .stopCommand, .startSeconds, .stopSeconds, .reloadSignal, facilities,
      ]
    case .systemdUnit:
      return TemplateVariable.service + [
        .stopSeconds, .reloadSignal, .foregroundCommand, .documentation,
        TemplateVariable("after", "the units it starts after", .words, default: "network.target"),
        TemplateVariable(
          "type", "how systemd knows that it has started", .choice(["exec", "simple", "notify"]), default: "exec"),
        TemplateVariable(
          "hardening", "whether it is shut off from what a service seldom needs", .choice(["yes", "no"]),
          default: "yes"),
        TemplateVariable(
          "capabilities", "capabilities it needs, such as CAP_NET_BIND_SERVICE", .optionalWords, default: ""),
      ]
    case .upstart: return TemplateVariable.service + [.stopSeconds, .foregroundCommand]
    case .runitRun:
      return TemplateVariable.service.filter { $0 != .description } + [.foregroundCommand]
    case .runitLogRun: return [.name, .user, .group, .logDirectory]
    case .smfManifest:
      return [
        .name, .description, .kind, .arguments, .user, .group, .home,
        TemplateVariable("start-seconds", "how long its start method may take", .number(1...3600), default: "60"),
        .stopSeconds, .reloadSignal, .documentation,
        TemplateVariable("category", "the category of the service", .word, default: "application"),
        TemplateVariable(
          "privileges", "privileges it needs, such as basic,net_privaddr", .optionalWords, default: ""),
      ]
    case .smfMethod: return [.name, .kind, .program, .home, .logDirectory, .openFiles, .startCommand]
    case .logrotate:
      return [
        .name, .user, .group, .logDirectory, .reloadSignal,
        TemplateVariable(
          "frequency", "how often", .choice(["daily", "weekly", "monthly"]), default: "weekly"),
        TemplateVariable("keep", "how many old logs are kept", .number(1...1000), default: "12"),
      ]
    case .default:
      return [.name, .kind, .program, .arguments, .openFiles, .readyCommand, .startSeconds, .stopSeconds]
    case .sysusers, .beforeInstall: return [.name, .user, .group, .comment, .home]
    case .afterInstall: return [.name, .user, .group, .comment, .home, .logDirectory]
    case .tmpfiles, .afterRemove, .afterPurge: return [.name, .user, .group, .home, .logDirectory]
    case .lintianOverrides: return [.name, .package]
    case .nginxDepot:
      return TemplateVariable.webServer + [
        TemplateVariable("repository", "the directory of the repository", .path, default: "/srv/pkg"),
        TemplateVariable("depot-port", "the port of the depot on loopback", .number(1...65535), default: "10000"),
        TemplateVariable(
          "authentication", "what publishers show", .choice(["password", "certificate"]), default: "password"),
        TemplateVariable(
          "credentials", "the file of passwords, or the certificate of the authority that makes those of publishers",
          .path, default: "/etc/nginx/{{server-name}}.publishers"),
      ]
    case .nginxStatic:
      return TemplateVariable.webServer + [
        TemplateVariable("directory", "the exported tree", .path, default: "/srv/www/pkg")
      ]
    }
  }

  /// Values for every variable that needs one.
  package var example: TemplateValues {
    TemplateValues(
      Dictionary(uniqueKeysWithValues: variables.filter(\.isRequired).map { ($0.name, $0.example) }))
  }
}
