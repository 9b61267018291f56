import PackageModel
import Payload

/// Checks of a command line, all of which are made before the first mistake is told.
struct RequestCheck {
  let arguments: FpmArguments
  let environment: FpmEnvironment
  let log: FpmLog
  var findings: [Diagnostic] = []
  var inputType: FpmRequest.InputType?
  var inputs: [ByteString] = []
  var excludes: [ByteString] = []
  var compression = Compression.gzip
  var sourceDateEpoch: Int64?

  /// The types that fpm itself knows.
  private static let knownTypes = [
    "apk", "cpan", "deb", "dir", "empty", "freebsd", "gem", "npm", "osxpkg", "p5p", "pacman", "pear", "pkgin",
    "pleaserun", "puppet", "python", "rpm", "sh", "snap", "solaris", "tar", "virtualenv", "zip",
  ]

  init(arguments: FpmArguments, environment: FpmEnvironment, log: FpmLog) {
    self.arguments = arguments
    self.environment = environment
    self.log = log
  }

  mutating func run() {
    checkTexts()
    checkTypes()
    checkPaths()
    collectInputs()
    checkArchives()
    collectExcludes()
    checkCompression()
    checkTime()
    noteIgnoredFlags()
  }

  /// What goes into the control file must be UTF-8, and some of it one line.
  private mutating func checkTexts() {
    let texts: Set<FpmOption> = [
      .name, .version, .iteration, .epoch, .license, .vendor, .category, .architecture, .maintainer, .description,
      .url, .depends, .provides, .conflicts, .replaces, .debPreDepends, .debRecommends, .debSuggests,
      .debBuildDepends, .debField, .debPriority, .debDist, .debInterest, .debActivate, .debInterestNoawait,
      .debActivateNoawait,
    ]
    let lines: Set<FpmOption> = [.category, .maintainer, .url, .debPriority, .debDist]
    for occurrence in arguments.occurrences {
      guard let option = FpmOption(rawValue: occurrence.name), let value = occurrence.value else { continue }
      if texts.contains(option), !value.isUTF8 {
        complain("--\(option.rawValue): '\(value)' is not UTF-8", remedy: "convert it with iconv")
      }
      if lines.contains(option), value.bytes.contains(where: { $0 < ASCII.space }) {
        complain("--\(option.rawValue) must be one line without control characters", remedy: "remove the line ends")
      }
    }
  }

  private mutating func checkTypes() {
    if let type = arguments.text(.outputType) {
      if type != "deb" {
        complain(
          Self.knownTypes.contains(type)
            ? "-t \(type): only Debian packages are made here" : "-t \(type): there is no such type of package",
          remedy: "write -t deb")
      }
    } else {
      complain("the flag -t is missing: what type of package to make", remedy: "write -t deb")
    }
    let readable = FpmRequest.InputType.allCases.map(\.rawValue)
    let remedy = "write -s with one of \(readable.joined(separator: ", "))"
    guard let type = arguments.text(.inputType) else {
      return complain("the flag -s is missing: what to make the package from", remedy: remedy)
    }
    inputType = FpmRequest.InputType(rawValue: type)
    if inputType == nil {
      complain(
        Self.knownTypes.contains(type)
          ? "-s \(type): packages are not made from that here" : "-s \(type): there is no such type of package",
        remedy: remedy)
    }
  }

  private mutating func checkPaths() {
    if arguments.value(.package)?.isEmpty ?? false {
      complain("--package: the name is empty", remedy: "leave the flag out for the usual name")
    }
    guard let workdir = arguments.value(.workdir) else { return }
    if !DiskFile.exists(workdir) {
      complain("--workdir: \(workdir) does not exist", remedy: "create it, or leave the flag out")
    } else if !DiskFile.isDirectory(workdir) {
      complain("--workdir: \(workdir) is not a directory", remedy: "name a directory")
    }
  }

  private mutating func collectInputs() {
    inputs = arguments.operands.map(\.text)
    let stray = inputs.filter { $0.bytes.first == ASCII.hyphen }
    if !stray.isEmpty {
      log.warn("Flags stand before the first argument; \(stray.map(\.text).joined(separator: " ")) is taken as a file")
    }
    if inputType == .dir, inputs.isEmpty, arguments.isGiven(.chdir), !arguments.isGiven(.inputs) {
      log.info("No arguments, but -s dir and -C are given, so everything in that directory is packed")
      inputs = ["."]
    }
    if let file = arguments.value(.inputs) {
      if let inputType, inputType != .dir {
        complain("--inputs is for -s dir only", remedy: "give the inputs as arguments")
      }
      inputs += lines(of: file, flag: "--inputs")
    } else if inputs.isEmpty, let inputType, inputType != .empty {
      complain(
        "there is nothing to pack: no arguments are given",
        remedy: inputType == .dir ? "name files and directories" : "name a file to read")
    }
  }

  private mutating func checkArchives() {
    guard let inputType, inputType != .dir, inputType != .empty else { return }
    for input in inputs where DiskFile.isDirectory(input) {
      complain("\(input) is a directory, and -s \(inputType.rawValue) reads files", remedy: "write -s dir")
    }
  }

  private mutating func collectExcludes() {
    excludes = arguments.values(.exclude)
    if let file = arguments.value(.excludeFile) { excludes += lines(of: file, flag: "--exclude-file") }
  }

  private mutating func lines(of file: ByteString, flag: String) -> [ByteString] {
    do throws(FileError) {
      let text = ByteString(try FileBytes.read(file))
      return text.split(on: ASCII.newline).map(UnicodeBlanks.trimmed).filter { !$0.isEmpty }
    } catch {
      complain("\(flag): \(error)", remedy: "check the name of the file")
      return []
    }
  }

  private mutating func checkCompression() {
    let formats: [String: Compression.Format] = [
      "gz": .gzip, "bzip2": .bzip2, "xz": .xz, "zst": .zstd, "none": .none,
    ]
    let name = arguments.text(.debCompression) ?? "gz"
    guard let format = formats[name] else {
      return complain("--deb-compression: '\(name)' is not known", remedy: "use one of gz, bzip2, xz, zst and none")
    }
    var level: Int?
    if let text = arguments.text(.debCompressionLevel) {
      level = Int(text)
      guard let level, (0...9).contains(level) else {
        return complain("--deb-compression-level: '\(text)' is not a level", remedy: "write a digit from 0 to 9")
      }
    }
    // Level 0 is the least that a format can do, and xz is as quick as fpm's callers expect unless they ask for more.
    let lowest = format == .zstd ? 1 : format.levels.lowerBound
    let standard = format == .xz ? 3 : format.defaultLevel
    do throws(CompressionError) {
      compression = try Compression(format, level: format == .none ? nil : max(level ?? standard, lowest))
    } catch {
      complain("--deb-compression-level: \(error)", remedy: "leave it out")
    }
  }

  private mutating func checkTime() {
    let variable = environment["SOURCE_DATE_EPOCH"].map { ($0.text, "SOURCE_DATE_EPOCH") }
    let flag = arguments.text(.sourceDateEpochDefault).map { ($0, "--source-date-epoch-default") }
    guard let (text, origin) = variable ?? flag else { return }
    guard let seconds = Int64(text), seconds >= 0 else {
      return complain("\(origin): '\(text)' is not a time", remedy: "write seconds since 1970 as a number")
    }
    sourceDateEpoch = seconds
  }

  private func noteIgnoredFlags() {
    var told: Set<String> = []
    for occurrence in arguments.occurrences where told.insert(occurrence.name).inserted {
      switch FpmFlags.named("--" + occurrence.name)?.effect {
      case .nothing(let reason): log.info("--\(occurrence.name) does nothing: \(reason)")
      case .otherType(let type): log.info("--\(occurrence.name) is for \(type) packages and does nothing here")
      case .full, nil: break
      }
    }
  }

  private mutating func complain(_ message: String, remedy: String) {
    findings.append(Diagnostic(.error, message, remedy: remedy))
  }
}
