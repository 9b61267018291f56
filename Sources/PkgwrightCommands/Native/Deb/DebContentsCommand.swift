import ArgumentParser
import DebianPackage
import PackageModel
import Recipes

/// `pkgwright deb contents`: the entries of a package's payload.
struct DebContentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contents", abstract: "Lists the files of a package: mode, owner, size, time (UTC) and name.")

  @Argument(help: "The package file.") var package: String
  @Option(help: "text or json.") var format: OutputFormat = .text

  func run() throws {
    let reader = try DebFile(ByteString(package)).dataReader()
    var rows: [DebContentsRow] = []
    while let entry = try reader.next() {
      let row = DebContentsRow(entry)
      if format == .json { rows.append(row) } else { Console.output(row.line) }
    }
    if format == .json { try JSONOutput.print(rows) }
  }
}

/// One entry of a package as it is listed.
struct DebContentsRow: Encodable {
  var path: String
  var type: String
  var mode: String
  var owner: String
  var group: String
  var size: UInt64
  var modified: String
  var target: String?

  private var letters: String
  private var name: ByteString
  private var link: ByteString?

  private enum CodingKeys: String, CodingKey {
    case path, type, mode, owner, group, size, modified, target
  }

  init(_ entry: StreamedEntry) {
    name = entry.name
    path = "/" + entry.name.text
    mode = "0" + String(entry.mode, radix: 8)
    owner = entry.userName.isEmpty ? String(entry.userID) : entry.userName.text
    group = entry.groupName.isEmpty ? String(entry.groupID) : entry.groupName.text
    size = entry.size
    let time = CivilTime(seconds: entry.modificationTime)
    modified = "\(time.date)T\(time.clock)Z"
    var first = "-"
    switch entry.kind {
    case .file: type = "file"
    case .directory:
      type = "directory"
      first = "d"
      name = name.isEmpty ? "" : name + "/"
    case .symbolicLink(let target):
      type = "link"
      first = "l"
      link = target
    case .hardLink(let target):
      type = "hardlink"
      first = "h"
      link = "./" + target
    case .fifo:
      type = "fifo"
      first = "p"
    case .characterDevice:
      type = "character device"
      first = "c"
    case .blockDevice:
      type = "block device"
      first = "b"
    }
    target = link?.text
    letters = first + Self.letters(entry.mode)
  }

  /// The line that `dpkg-deb --contents` prints.
  var line: [UInt8] {
    let account = "\(owner)/\(group)"
    let width = max(19 - account.utf8.count - 1, String(size).utf8.count)
    let number = String(repeating: " ", count: width - String(size).utf8.count) + String(size)
    let date = modified.prefix(10)
    let clock = modified.dropFirst(11).prefix(5)
    var line = Array("\(letters) \(account) \(number) \(date) \(clock) ./".utf8) + name.bytes
    if let link { line += Array((type == "link" ? " -> " : " link to ").utf8) + link.bytes }
    return line + [ASCII.newline]
  }

  private static func letters(_ mode: UInt32) -> String {
    var letters = ""
    for (shift, special, set, unset) in [
      (UInt32(6), UInt32(0o4000), "s", "S"), (3, 0o2000, "s", "S"), (0, 0o1000, "t", "T"),
    ] {
      let bits = mode >> shift
      letters += bits & 4 != 0 ? "r" : "-"
      letters += bits & 2 != 0 ? "w" : "-"
      let isExecutable = bits & 1 != 0
      letters += mode & special != 0 ? (isExecutable ? set : unset) : (isExecutable ? "x" : "-")
    }
    return letters
  }
}
