import Foundation
import Testing

@testable import Templates

@Suite("The files of the example are what the templates give")
struct ExampleTests {
  static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../examples/erlang-release/rel").standardizedFileURL

  static let service: TemplateValues = [
    "name": "echo_server", "kind": "release", "description": "echo server",
  ]

  static let files: [(path: String, template: Template)] = [
    ("init", .sysvInit), ("echo_server.service", .systemdUnit), ("etc/default/echo_server", .default),
    ("lintian-overrides", .lintianOverrides), ("before-install", .beforeInstall),
  ]

  @Test(arguments: files.map(\.path))
  func file(_ path: String) throws {
    let template = try #require(Self.files.first { $0.path == path }?.template)
    var values = Self.service
    if template == .lintianOverrides { values["package"] = "echo-server" }
    for name in values.values.keys where !template.variables.contains(where: { $0.name == name }) {
      values[name] = nil
    }
    // The example shows a hook that fpm takes as well, which knows no token.
    let text = try template.render(values).replacingOccurrences(of: "#DEBHELPER#\n\n", with: "")
    let file = Self.example.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil, template != .lintianOverrides {
      try Data(text.utf8).write(to: file)
    }
    let written = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    if template == .lintianOverrides {
      // What a runtime of its own brings with it is known to the example alone, and follows.
      #expect(written.hasPrefix(text))
    } else {
      #expect(text == written)
    }
  }
}
