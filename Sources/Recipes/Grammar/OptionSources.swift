package import PackageModel
import Payload

/// The places that fpm reads options from besides the command line: `$FPMOPTS`, `./.fpm` and `$HOME/.fpm`, in this
/// order. Their flags go before those of the command line, so that the command line wins and the file at home wins
/// over the one in the working directory; their arguments go behind it.
package struct OptionSources: Sendable {
  /// Flags in the order of the sources.
  package private(set) var flags: [FpmWord] = []
  /// Arguments in the order of the sources.
  package private(set) var arguments: [FpmWord] = []

  /// Reads the sources that there are.
  ///
  /// - Parameters:
  ///   - environment: gives the variables.
  ///   - directory: the working directory, with a slash at its end; empty for that of the process.
  ///   - log: is told of every source that is used.
  package init(_ environment: FpmEnvironment, in directory: ByteString = "", log: FpmLog) throws(FpmUsageError) {
    if let options = environment["FPMOPTS"] {
      log.warn("Reading flags from the variable FPMOPTS")
      try add(FpmArguments.words(of: options.bytes, named: "FPMOPTS"))
    }
    var files: [ByteString] = [directory + ".fpm"]
    if let home = environment["HOME"] { files.append(home + "/.fpm") }
    var seen: Set<FileStamp> = []
    for file in files where DiskFile.isReadable(file) {
      // A home that is the working directory has one file, not two.
      guard let status = DiskFile.status(file), seen.insert(FileStamp(status)).inserted else { continue }
      let text: [UInt8]
      do throws(FileError) {
        text = try FileBytes.read(file)
      } catch {
        throw FpmUsageError(error.description)
      }
      log.warn("Reading flags from \(file)")
      try add(FpmArguments.words(of: text, named: file.text))
    }
    if !flags.isEmpty { log.warn("Flags added: \(flags.map(\.text.text).joined(separator: " "))") }
    if !arguments.isEmpty {
      log.warn("Arguments added: \(arguments.map(\.text.text).joined(separator: " "))")
    }
  }

  /// Puts the sources around a command line.
  package func around(_ words: [FpmWord]) -> [FpmWord] { flags + words + arguments }

  private mutating func add(_ words: [FpmWord]) throws(FpmUsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if let flag = FpmFlags.named(word.text.text), flag.takesValue {
        guard let value = rest.popFirst() else {
          throw FpmUsageError("the option '\(word.text)' lacks its value", at: word.location)
        }
        flags += [word, value]
      } else if word.text.bytes.first == ASCII.hyphen {
        flags.append(word)
      } else {
        arguments.append(word)
      }
    }
  }
}
