import ArgumentParser
import DebianPackage
import PackageModel
import Recipes

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

  /// The files of services and where they go.
  func files(package: String) -> [ServiceFile] {
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
    return files
  }
}
