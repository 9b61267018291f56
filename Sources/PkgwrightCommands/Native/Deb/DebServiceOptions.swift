import ArgumentParser
import DebianPackage
import PackageModel
import Recipes
import Templates

/// Services, users and scripts of a package.
struct DebServiceOptions: ParsableArguments {
  @Option(name: [.customLong("init")], help: "An init script, installed as /etc/init.d/NAME and registered.")
  var initScript: String?

  @Option(help: "A systemd unit, installed under its own name, or as NAME.service, and registered.")
  var systemd: [String] = []

  @Option(name: [.customLong("default")], help: "Settings, installed as /etc/default/NAME.")
  var settings: String?

  @Option(help: "Rules for logrotate, installed as /etc/logrotate.d/NAME.")
  var logrotate: String?

  @Option(
    help: ArgumentHelp(
      "A file made from a template and installed at its place: sysv-init, systemd-unit, default, logrotate, sysusers, tmpfiles, lintian-overrides, …; see pkgwright init.",
      valueName: "name"))
  var template: [String] = []

  @Option(name: .customLong("set"), help: ArgumentHelp("A value of the templates.", valueName: "NAME=VALUE"))
  var templateValues: [String] = []

  @Option(name: .customLong("service-name"), help: "The NAME of the above; without it the package's name.")
  var serviceName: String?

  @Flag(inversion: .prefixedNo, help: "Whether the service starts at boot.")
  var enable = true

  @Flag(inversion: .prefixedNo, help: "Whether the service is started when it is installed.")
  var start = true

  @Flag(inversion: .prefixedNo, help: "Whether the service is restarted when it is upgraded.")
  var restart = true

  @Option(help: "A system user that is made on installation.")
  var user: String?

  @Option(help: "The home of the user.")
  var userHome: String?

  @Option(name: .customLong("own"), help: "A directory that is made and given to the user on installation.")
  var owned: [String] = []

  @Option(help: "A directory or file below /var that is removed on purge.")
  var purge: [String] = []

  @Option var beforeInstall: String?
  @Option var afterInstall: String?
  @Option var beforeRemove: String?
  @Option var afterRemove: String?
  @Option(help: "Runs instead of the hook for installation when an older version is there.")
  var beforeUpgrade: String?
  @Option var afterUpgrade: String?
  @Option var afterPurge: String?

  @Option(help: ArgumentHelp("A line of the triggers file.", valueName: "DIRECTIVE NAME"))
  var trigger: [String] = []

  @Option(name: .customLong("control-file"), help: "A further member of the control archive.")
  var controlFiles: [String] = []

  @Option(help: "A configuration file outside /etc, by its path in the package.")
  var conffile: [String] = []

  @Flag(name: .customLong("auto-conffiles"), inversion: .prefixedNo, help: "Whether files below /etc are conffiles.")
  var automaticConffiles = true

  /// The files of hooks by hook.
  var hooks: [RecipeHook: String] {
    let given: [RecipeHook: String?] = [
      .beforeInstall: beforeInstall, .afterInstall: afterInstall, .beforeRemove: beforeRemove,
      .afterRemove: afterRemove, .beforeUpgrade: beforeUpgrade, .afterUpgrade: afterUpgrade, .afterPurge: afterPurge,
    ]
    return given.compactMapValues { $0 }
  }

  /// Whether no file of a service is given.
  var isEmpty: Bool {
    initScript == nil && systemd.isEmpty && settings == nil && logrotate == nil && template.isEmpty
  }

  /// The files of services and where they go.
  func files(package: String) throws(CommandFailure) -> [ServiceFile] {
    let name = serviceName ?? package
    var files: [ServiceFile] = []
    func add(_ role: ServiceFile.Role, _ source: String, _ path: String) {
      files.append(
        ServiceFile(
          role, source: ByteString(source), path: ByteString(path), isEnabled: enable, isStarted: start,
          isRestarted: restart))
    }
    if let initScript { add(.initScript, initScript, "etc/init.d/\(name)") }
    for unit in systemd {
      let file = unit.split(separator: "/").last.map(String.init) ?? unit
      add(.unit, unit, "lib/systemd/system/" + (SystemdUnitName.isUnit(file) ? file : "\(name).service"))
    }
    if let settings { add(.settings, settings, "etc/default/\(name)") }
    if let logrotate { add(.settings, logrotate, "etc/logrotate.d/\(name)") }
    for template in template { files.append(try rendered(InitCommand.named(template), package: package, name: name)) }
    return files
  }

  /// A template with the values that it knows; each value must be known to one of the templates.
  private func rendered(_ template: Template, package: String, name: String) throws(CommandFailure) -> ServiceFile {
    var values = try InitCommand.assignments(templateValues).values
    var known = Set(["name", "package", "user"])
    for other in self.template { known.formUnion(try InitCommand.named(other).variables.map(\.name)) }
    for given in values.keys where !known.contains(given) {
      let nearest = Suggestion.nearest(to: given, among: known.sorted()).map { "did you mean \"\($0)\"?" }
      throw .usage(
        "no template takes the value '\(given)'", nearest ?? "pkgwright init --template NAME --variables lists them")
    }
    values["name"] = values["name"] ?? name
    values["package"] = values["package"] ?? package
    values["user"] = values["user"] ?? user
    let own = Set(template.variables.map(\.name))
    let text = try InitCommand.render(template, TemplateValues(values.filter { own.contains($0.key) }))
    guard let path = template.installPath(name: template == .lintianOverrides ? package : values["name"] ?? name) else {
      throw .usage(
        "the template \(template.rawValue) is a hook and has no place in the package",
        "write it with pkgwright init --output FILE and name it with --before-install or another option")
    }
    let role: ServiceFile.Role =
      switch template {
      case .sysvInit: .initScript
      case .systemdUnit: .unit
      default: .settings
      }
    var file = ServiceFile(
      role, source: "", path: ByteString(String(path.dropFirst())), isEnabled: enable, isStarted: start,
      isRestarted: restart)
    file.text = Array(text.utf8)
    file.isProgram = template.mode & 0o111 != 0
    return file
  }
}
