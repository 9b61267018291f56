import Glibc
package import PackageModel
import Recipes

/// `fpm -s dir -t deb …`: makes a Debian package from files, archives or another package.
package enum Fpm: DropIn {
  package static let name = "fpm"

  package static func run(_ arguments: [ByteString]) -> Int32 {
    if arguments == ["-v"] || arguments == ["--version"] {
      Console.print(FpmHelp.version)
      return 0
    }
    var log = FpmLog(sink: tell)
    do throws(FpmUsageError) {
      let environment = FpmEnvironment.current()
      let sources = try OptionSources(environment, log: log)
      let words = sources.around(arguments.map { FpmWord($0) })
      let parsed = try FpmArguments(words, loadFile: OptionsFile.read)
      if parsed.isOn(.help) {
        Console.print(FpmHelp.text(program: "pkgwright \(PkgwrightVersion.text)"))
        return 0
      }
      log.threshold = try FpmLogLevel(parsed)
      for flag in parsed.occurrences { log.debug("Flag", [flag.key: flag.value?.text ?? String(flag.isOn)]) }
      return FpmRun(arguments: parsed, environment: environment, log: log).status()
    } catch {
      Console.complain("ERROR: \(error)")
      Console.complain("")
      Console.complain("See: 'fpm --help'")
      return 1
    }
  }

  @Sendable
  private static func tell(_ entry: FpmLogEntry) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let timestamp = RubyHash.timestamp(seconds: Int64(now.tv_sec), microseconds: Int(now.tv_nsec) / 1000)
    Console.print(RubyHash.line(entry, timestamp: timestamp))
  }
}
