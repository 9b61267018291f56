import ArgumentParser
import PackageModel
import Payload
import Templates

/// `pkgwright init`: prints templates of what packages need.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Prints init scripts, units, hooks and more, filled in with your values.",
    discussion: """
      EXAMPLES:
        pkgwright init --list
        pkgwright init --template sysv-init --variables
        pkgwright init --template systemd-unit --set name=echo-server --set program=/opt/echo-server/bin/echo-server
      """)

  @Option(help: "The template.") var template: String?
  @Option(name: .customLong("set"), help: ArgumentHelp("A value; may be repeated.", valueName: "NAME=VALUE"))
  var values: [String] = []
  @Option(name: [.short, .long], help: "The file to write; without it standard output.") var output: String?
  @Flag(name: [.short, .long], help: "Replaces an existing file.") var force = false
  @Flag(help: "Lists the templates.") var list = false
  @Flag(help: "Lists the variables of the template.") var variables = false
  @Flag(help: "Prints the template as it is, not filled in.") var raw = false

  func run() throws {
    guard let name = template else {
      guard list || values.isEmpty && output == nil else {
        throw CommandFailure.usage("no template is named", "give --template NAME; --list shows the names")
      }
      return printList()
    }
    let template = try Self.named(name)
    if variables { return printVariables(of: template) }
    if raw { return try write(template.text, mode: 0o644) }
    var given = try Self.assignments(values)
    if values.isEmpty {
      given = template.example
      let examples = given.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      if !examples.isEmpty {
        Console.complain("note: filled in with \(examples.joined(separator: " ")); give --set NAME=VALUE for your own")
      }
    }
    try write(try Self.render(template, given), mode: UInt32(template.mode))
  }

  /// A template filled in.
  static func render(_ template: Template, _ values: TemplateValues) throws(CommandFailure) -> String {
    do throws(TemplateError) {
      return try template.render(values)
    } catch {
      throw .usage(error.message, error.remedy)
    }
  }

  /// The template of a name.
  static func named(_ name: String) throws(CommandFailure) -> Template {
    do throws(TemplateError) {
      return try Template(named: name)
    } catch {
      throw .usage(error.message, error.remedy)
    }
  }

  /// Values as they are written on the command line.
  static func assignments(_ values: [String]) throws(CommandFailure) -> TemplateValues {
    do throws(TemplateError) {
      return try TemplateValues(assignments: values)
    } catch {
      throw .usage(error.message, error.remedy)
    }
  }

  private func printList() {
    let width = Template.allCases.map(\.rawValue.utf8.count).max() ?? 0
    for template in Template.allCases {
      let name = template.rawValue
      Console.print(name + String(repeating: " ", count: width - name.utf8.count + 2) + template.summary)
    }
  }

  private func printVariables(of template: Template) {
    let variables = template.variables
    let width = variables.map(\.name.utf8.count).max() ?? 0
    for variable in variables {
      let padding = String(repeating: " ", count: width - variable.name.utf8.count + 2)
      let value = variable.defaultValue.map { $0.isEmpty ? "" : " [\($0)]" } ?? " (required)"
      Console.print(variable.name + padding + variable.summary + value)
    }
  }

  private func write(_ text: String, mode: UInt32) throws {
    guard let output else { return Console.output(Array(text.utf8)) }
    let file = try AtomicOutput(ByteString(output), replacingExisting: force, permissions: mode)
    try file.file.write(Array(text.utf8))
    try file.commit()
  }
}
