import ArgumentParser
import DebianPackage
import PackageModel
import Payload

/// `pkgwright deb inspect`: what a package says of itself.
struct DebInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows a package's control data, scripts, conffiles and how it is made.")

  @Argument(help: "Package files.") var packages: [String]

  @Option(help: ArgumentHelp("Prints a member of the control archive, as in postinst.", valueName: "name"))
  var member: String?

  @Option(name: .customLong("field"), help: "Prints the value of a field of the control file; may be repeated.")
  var fields: [String] = []

  @Option(help: "text or json.") var format: OutputFormat = .text

  func run() throws {
    var summaries: [DebSummary] = []
    for package in packages {
      let file = try DebFile(ByteString(package))
      if let member {
        try printMember(member, of: file)
      } else {
        let summary = try DebSummary(file)
        if !fields.isEmpty {
          try printFields(of: summary)
        } else if format == .json {
          summaries.append(summary)
        } else {
          summary.print()
        }
      }
    }
    if format == .json, member == nil, fields.isEmpty { try JSONOutput.print(summaries) }
  }

  private func printMember(_ name: String, of file: DebFile) throws {
    let members = try file.controlMembers()
    guard let found = members.first(where: { $0.name.text == name }) else {
      throw CommandFailure(
        Diagnostic(
          .error, "\(file.path) has no control file '\(name)'",
          remedy: "it has \(members.map(\.name.text).joined(separator: ", "))"))
    }
    Console.output(found.bytes)
  }

  private func printFields(of summary: DebSummary) throws {
    for name in fields {
      guard let value = summary.stanza[name] else {
        throw CommandFailure(
          Diagnostic(
            .error, "\(summary.path) has no field '\(name)'",
            remedy: "it has \(summary.stanza.fields.map(\.name).joined(separator: ", "))"))
      }
      Console.print(fields.count == 1 ? value : "\(name): \(value)")
    }
  }
}

/// What there is to say about a package file.
struct DebSummary: Encodable {
  struct Member: Encodable {
    var name: String
    var size: UInt64
  }

  struct Script: Encodable {
    var name: String
    var interpreter: String
    var lines: Int
  }

  struct Field: Encodable {
    var name: String
    var value: String
  }

  var path: String
  var size: UInt64
  var members: [Member]
  var fields: [Field]
  var controlFiles: [String]
  var scripts: [Script]
  var conffiles: [String]
  var triggers: [String]
  var files = 0
  var directories = 0
  var links = 0
  var bytes: UInt64 = 0
  let stanza: ControlStanza

  private enum CodingKeys: String, CodingKey {
    case path, size, members, fields, controlFiles, scripts, conffiles, triggers, files, directories, links, bytes
  }

  init(_ file: DebFile) throws {
    path = file.path.text
    size = file.fileSize
    members = file.members.map { Member(name: $0.name.text, size: $0.size) }
    let control = try file.controlMembers()
    func bytes(_ name: ByteString) -> [UInt8] { control.first { $0.name == name }?.bytes ?? [] }
    stanza = try ControlStanza(reading: bytes("control"), fileName: "\(file.path): control")
    fields = stanza.fields.map { Field(name: $0.name, value: $0.value) }
    controlFiles = control.map(\.name.text)
    scripts = control.filter { MaintainerScript(rawValue: $0.name.text) != nil || $0.name == "config" }.map { member in
      let first = member.bytes.prefix { $0 != ASCII.newline }
      let interpreter =
        first.starts(with: Array("#!".utf8)) ? String(decoding: first.dropFirst(2), as: UTF8.self) : "none"
      return Script(
        name: member.name.text, interpreter: interpreter, lines: member.bytes.count { $0 == ASCII.newline })
    }
    conffiles = Self.lines(bytes("conffiles"))
    triggers = Self.lines(bytes("triggers"))
    try count(file)
  }

  private mutating func count(_ file: DebFile) throws {
    let reader = try file.dataReader()
    while let entry = try reader.next() {
      switch entry.kind {
      case .directory: directories += 1
      case .symbolicLink, .hardLink: links += 1
      default: files += 1
      }
      bytes += entry.size
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    ByteString(bytes).split(on: ASCII.newline).map(\.text).filter { !$0.isEmpty }
  }

  func print() {
    Console.print("\(path): \(ByteCount.text(Int64(clamping: size)))")
    for member in members { Console.print("  \(member.name)  \(ByteCount.text(Int64(clamping: member.size)))") }
    Console.print("")
    for line in stanza.text.split(separator: "\n", omittingEmptySubsequences: true) { Console.print("  \(line)") }
    Console.print("")
    Console.print(
      "payload: \(files) files, \(directories) directories, \(links) links, \(ByteCount.text(Int64(clamping: bytes)))")
    if !conffiles.isEmpty {
      Console.print("conffiles:")
      for path in conffiles { Console.print("  \(path)") }
    }
    if !scripts.isEmpty {
      Console.print("scripts:")
      for script in scripts { Console.print("  \(script.name)  \(script.interpreter), \(script.lines) lines") }
    }
    if !triggers.isEmpty {
      Console.print("triggers:")
      for trigger in triggers { Console.print("  \(trigger)") }
    }
  }
}
