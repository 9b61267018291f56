import Foundation
import Testing

@testable import Templates

@Suite("Templates")
struct TemplateTests {
  static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  /// Values under which every part of a template is rendered at least once, by the name of their golden file.
  static let cases: [(template: Template, suffix: String, values: TemplateValues)] =
    Template.allCases.flatMap {
      template -> [(Template, String, TemplateValues)] in
      var cases = [(template, "", template.example)]
      guard template.variables.contains(where: { $0.name == "kind" }) else { return cases }
      var release = template.example
      release["kind"] = "release"
      cases.append((template, ".release", release))
      return cases
    } + [
      (
        .systemdUnit, ".open",
        [
          "name": "web", "description": "100 % \"web\"", "documentation": "man:web(8) https://example.org/web",
          "hardening": "no", "reload-signal": "HUP", "arguments": "--rate 50% --listen 0.0.0.0:80", "home": "/srv/web",
          "log-directory": "/srv/log", "type": "notify", "after": "network-online.target postgresql.service",
        ]
      ),
      (
        .systemdUnit, ".capable",
        ["name": "web", "capabilities": "CAP_NET_BIND_SERVICE", "home": "/srv/web", "log-directory": "/srv/log"]
      ),
      (
        .sysvInit, ".reload",
        ["name": "web", "description": "the site's server", "reload-signal": "HUP", "user": "_web"]
      ),
      (.sysusers, ".group", ["name": "web", "group": "www-data"]),
      (
        .nginxDepot, ".certificate",
        [
          "server-name": "pkg.example.org", "authentication": "certificate", "credentials": "/etc/ssl/publishers.pem",
          "port": "8443", "depot-port": "10001", "repository": "/data/pkg",
        ]
      ),
      (.logrotate, ".reload", ["name": "web", "reload-signal": "USR1", "frequency": "daily", "keep": "3"]),
      (
        .smfManifest, ".full",
        [
          "name": "web", "description": "<R&D> \"site\"", "reload-signal": "HUP", "privileges": "basic,net_privaddr",
          "documentation": "https://example.org/?a=1&b=2", "arguments": "-x <y>",
        ]
      ),
    ]

  @Test("Every template renders as recorded", arguments: cases.map { ($0.template, $0.suffix) })
  func golden(_ template: Template, _ suffix: String) throws {
    let values = try #require(Self.cases.first { $0.template == template && $0.suffix == suffix }?.values)
    let text = try template.render(values)
    let file = Self.golden.appendingPathComponent(template.rawValue + suffix)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    #expect(!text.contains("{{") && !text.contains("&#") && text.hasSuffix("\n"))
  }

  @Test("Raw texts are there", arguments: Template.allCases)
  func text(_ template: Template) {
    #expect(template.text.hasPrefix("{{%CONTENT_TYPE: "))
  }

  @Test("Every variable a template takes changes its text", arguments: Template.allCases)
  func variablesAreUsed(_ template: Template) throws {
    let other: [String: String] = [
      "kind": "release", "arguments": "--other", "reload-signal": "USR2", "open-files": "99", "start-seconds": "77",
      "stop-seconds": "88", "hardening": "no", "type": "simple", "frequency": "monthly", "keep": "7",
      "documentation": "man:other(1)", "program": "/other/program", "home": "/other/home",
      "log-directory": "/other/log",
      "capabilities": "CAP_CHOWN", "port": "8443", "depot-port": "9999", "authentication": "certificate",
      "certificate": "/other/pem", "certificate-key": "/other/key", "credentials": "/other/credentials",
      "repository": "/other/repository", "directory": "/other/directory",
    ]
    // A release and a daemon do not take the same commands.
    let kinds: [TemplateValues] = ["daemon", "release"].map { kind in
      var values = template.example
      if template.variables.contains(where: { $0.name == "kind" }) { values["kind"] = kind }
      return values
    }
    let before = try kinds.map { try template.render($0) }
    for variable in template.variables {
      let changes = zip(kinds, before).contains { values, before in
        var values = values
        values[variable.name] = other[variable.name] ?? "other"
        let after = try? template.render(values)
        return after != nil && after != before
      }
      #expect(changes, "\(template.rawValue): \(variable.name)")
    }
  }

  @Test("Defaults follow the values they refer to")
  func defaults() throws {
    let values = try Template.sysvInit.resolve(["name": "echo", "kind": "release", "user": "_echo"])
    let byName = Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.value) })
    #expect(byName["program"] == "/opt/echo/bin/echo")
    #expect(byName["group"] == "_echo")
    #expect(byName["home"] == "/var/lib/echo")
    #expect(byName["start-seconds"] == "3")
    let ready = try Template.sysvInit.resolve(["name": "echo", "ready-command": "ping"])
    #expect(ready.first { $0.name == "start-seconds" }?.value == "60")
    #expect(try Template.sysvInit.resolve(["name": "echo"]).first { $0.name == "program" }?.value == "/usr/bin/echo")
  }

  @Test("Install paths and modes")
  func places() {
    #expect(Template.sysvInit.installPath(name: "x") == "/etc/init.d/x")
    #expect(Template.sysvInit.mode == 0o755)
    #expect(Template.systemdUnit.installPath(name: "x") == "/usr/lib/systemd/system/x.service")
    #expect(Template.systemdUnit.mode == 0o644)
    #expect(Template.beforeInstall.installPath(name: "x") == nil)
    #expect(Template.beforeInstall.preDepends == ["adduser"])
    #expect(Template.afterInstall.depends == ["adduser"])
  }
}

@Suite("Mistakes in values for templates")
struct TemplateErrorTests {
  private func error(_ template: Template, _ values: TemplateValues) -> TemplateError? {
    #expect(throws: TemplateError.self) { try template.render(values) }
  }

  @Test("An unknown template, with the nearest one")
  func unknownTemplate() throws {
    let error = #expect(throws: TemplateError.self) { try Template(named: "sysv-int") }
    #expect(error?.code == .unknownTemplate)
    #expect(error?.description.contains("did you mean sysv-init?") == true)
    #expect(try Template(named: "smf-manifest") == .smfManifest)
  }

  @Test("An unknown variable, with the nearest one")
  func unknownVariable() {
    let error = error(.sysvInit, ["name": "x", "descripton": "y"])
    #expect(error?.code == .unknownVariable)
    #expect(error?.description.contains("did you mean description?") == true)
  }

  @Test("A missing value", arguments: Template.allCases)
  func missing(_ template: Template) {
    #expect(error(template, [:])?.code == .missingVariable)
  }

  @Test(
    "Values that could not stand in the text",
    arguments: [
      ("name", ""), ("name", "a b"), ("name", "-x"), ("name", "a/b"), ("name", "a\nb"), ("name", "é"),
      ("name", "$(id)"),
      ("description", ""), ("description", "a\nb"), ("description", " "), ("description", "ends in \\"),
      ("kind", "other"), ("program", "usr/bin/x"), ("program", "/usr/bin/a b"), ("program", "/a/../b"), ("program", ""),
      ("arguments", "$(id)"), ("arguments", "\"a b\""), ("arguments", "a\nb"), ("user", "1x"), ("user", ""),
      ("user", "abcdefghijklmnopqrstuvwxyzabcdefg"), ("open-files", "-1"), ("open-files", "+99"), ("open-files", "10"),
      ("open-files", "99999999999999999999"), ("start-seconds", "0"), ("reload-signal", "SIGHUP"),
      ("reload-signal", "hup"), ("stop-command", "a b"), ("required-start", "$x;y"), ("required-start", ""),
    ])
  func invalid(_ name: String, _ value: String) {
    var values: TemplateValues = ["name": "x"]
    values[name] = value
    let error = error(.sysvInit, values)
    #expect(error?.code == .invalidValue)
    #expect(error?.description.unicodeScalars.contains { $0.value < 0x20 } == false)
  }

  @Test("Documentation has to be URIs", arguments: ["foo", "man:", "ftp://x", "man:a(1) b"])
  func documentation(_ value: String) {
    #expect(error(.systemdUnit, ["name": "x", "documentation": value])?.code == .invalidValue)
  }

  @Test("Comments fit into /etc/passwd", arguments: ["a:b", "a,b", "\"a\"", "a\\b", ""])
  func comment(_ value: String) {
    #expect(error(.sysusers, ["name": "x", "comment": value])?.code == .invalidValue)
  }

  @Test("Assignments of a command line")
  func assignments() throws {
    #expect(try TemplateValues(assignments: ["name=x", "arguments=a=b "]) == ["name": "x", "arguments": "a=b "])
    for assignments in [["name"], ["=x"], ["name=x", "name=y"]] {
      let error = #expect(throws: TemplateError.self) { try TemplateValues(assignments: assignments) }
      #expect(error?.code == .malformedAssignment)
    }
  }
}
