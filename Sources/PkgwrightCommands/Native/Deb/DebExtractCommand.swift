import ArgumentParser
import DebianPackage
import PackageModel

/// `pkgwright deb extract`: unpacks a package safely.
struct DebExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Unpacks a package's files into a directory.",
    discussion: """
      Nothing leaves the directory, whatever paths and links the package holds; device nodes are refused. A directory that \
      does not exist yet appears when everything is in it.
      """)

  @Argument(help: "The package file.") var package: String
  @Argument(help: "The directory.") var directory: String
  @Flag(help: "Unpacks the control archive into DEBIAN below the directory too, as dpkg-deb -R does.")
  var control = false
  @Flag(help: "Keeps set-user-id, set-group-id and sticky bits.") var specialBits = false
  @Flag(help: "Gives files their owners; needs the rights of root.") var owners = false

  func run() throws {
    let file = try DebFile(ByteString(package))
    let options = DebExtractionOptions(keepsSpecialBits: specialBits, restoresOwners: owners)
    try file.extractData(to: ByteString(directory), options: options)
    if control { try file.extractControl(to: ByteString(directory + "/DEBIAN"), options: options) }
  }
}
