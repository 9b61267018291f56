import Glibc
import IPSRepository
import PackageModel
import Payload

/// The command line of pkgrecv.
struct PkgrecvOptions {
  /// What is done with the packages.
  enum Mode {
    case republish, archive, raw, clone, newest
  }

  private(set) var wantsHelp = false
  private(set) var mode = Mode.republish
  private(set) var source: ByteString = ""
  private(set) var target: ByteString = ""
  private(set) var versions = PackageSelection.Versions.allTimestamps
  private(set) var isTrial = false
  private(set) var isRecursive = false
  private(set) var isVerbose = false
  private(set) var keepsCompressed = false
  private(set) var publishers: [ByteString] = []
  private(set) var transforms: [ByteString] = []
  private(set) var patterns: [ByteString] = []
  /// How the source and the destination are reached where they are on the network.
  private(set) var sourceNetwork = NetworkOptions()
  private(set) var targetNetwork = NetworkOptions()

  init(_ arguments: [ByteString]) throws(PkgrecvEnd) {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(
        arguments, short: "ac:D:d:hkm:np:rs:v",
        long: ["cert=", "key=", "dcert=", "dkey=", "mog-file=", "newest", "raw", "debug=", "clone"])
    } catch {
      throw .usage("Illegal option -- \(error.option)")
    }
    var source = getenv("PKG_SRC").map { ByteString(cString: $0) }
    var target = getenv("PKG_DEST").map { ByteString(cString: $0) }
    var modes: Set<Mode> = []
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("a", nil): modes.insert(.archive)
      case ("raw", nil): modes.insert(.raw)
      case ("clone", nil): modes.insert(.clone)
      case ("newest", nil): modes.insert(.newest)
      case ("c", let directory?): sourceNetwork.cache = FileSystem.absolute(directory)
      case ("key", let file?): sourceNetwork.key = file
      case ("cert", let file?): sourceNetwork.certificate = file
      case ("dkey", let file?): targetNetwork.key = file
      case ("dcert", let file?): targetNetwork.certificate = file
      case ("d", let text?): target = text
      case ("s", let text?): source = text
      case ("h", nil):
        wantsHelp = true
        return
      case ("k", nil): keepsCompressed = true
      case ("m", let name?):
        guard let versions = PackageSelection.Versions(rawValue: name) else {
          throw .usage("Illegal option value -- \(name)")
        }
        self.versions = versions
      case ("n", nil): isTrial = true
      case ("p", let name?): publishers.append(name)
      case ("r", nil): isRecursive = true
      case ("v", nil): isVerbose = true
      case ("mog-file", let file?): transforms.append(file)
      default: break
      }
    }
    patterns = scanner.operands
    guard modes.contains(.newest) || target != nil else { throw .usage("a destination must be provided") }
    guard let source else { throw .usage("a source repository must be provided") }
    self.source = source
    self.target = target ?? ""
    try check(modes, hasCache: sourceNetwork.cache != nil)
    mode =
      modes.contains(.newest)
      ? .newest
      : modes.contains(.clone)
        ? .clone
        : modes.contains(.archive) ? .archive : modes.contains(.raw) ? .raw : .republish
  }

  private func check(_ modes: Set<Mode>, hasCache: Bool) throws(PkgrecvEnd) {
    if modes.contains(.clone) {
      if hasCache {
        throw .usage(
          "--clone can not be used with -c.\nContent will be downloaded directly to the destination repository and "
            + "re-downloading after a pkgrecv failure will not be required.")
      }
      for (mode, name) in [(Mode.raw, "--raw"), (.archive, "-a"), (.newest, "--newest")] where modes.contains(mode) {
        throw .usage("--clone can not be used with \(name).\n")
      }
      guard patterns.isEmpty else { throw .usage("--clone does not support FMRI patterns") }
      guard transforms.isEmpty else { throw .usage("--mog-file can not be used with --clone.\n") }
    } else if !publishers.isEmpty {
      throw .usage("-p can only be used with --clone.\n")
    }
    if modes.contains(.newest), !patterns.isEmpty { throw .usage("--newest takes no options") }
  }
}
