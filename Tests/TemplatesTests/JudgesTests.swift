import Foundation
import Glibc
import Testing

@testable import Templates

/// Whether a program is installed.
private func exists(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

@Suite("The programs that read the files accept them")
struct JudgesTests {
  @Test("systemd", .enabled(if: exists("/usr/bin/systemd-analyze")))
  func systemd() throws {
    for (template, suffix, values) in TemplateTests.cases where template == .systemdUnit {
      let sandbox = try ServiceSandbox()
      var text = try template.render(values)
      text.replace(try Regex("ExecStart=[^ \n]*"), with: "ExecStart=/bin/sh")
      try sandbox.write("svc.service", text, mode: 0o644)
      let result = try sandbox.run(
        "/usr/bin/systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", "\(sandbox.root)/svc.service"])
      #expect(result.status == 0 && !result.output.contains("svc.service"), "\(suffix): \(result.output)")
    }
  }

  @Test(
    "systemd-sysusers and systemd-tmpfiles",
    .enabled(if: isRoot && exists("/usr/bin/systemd-sysusers") && exists("/usr/bin/systemd-tmpfiles")))
  func accounts() throws {
    for group in ["web", "www"] {
      let sandbox = try ServiceSandbox()
      let values: TemplateValues = ["name": "web", "group": group]
      try sandbox.write("users.conf", try Template.sysusers.render(values), mode: 0o644)
      try sandbox.write("files.conf", try Template.tmpfiles.render(values), mode: 0o644)
      let users = try sandbox.run(
        "/usr/bin/systemd-sysusers", ["--root=\(sandbox.root)", "\(sandbox.root)/users.conf"])
      #expect(users.status == 0, "\(users.output)")
      let entry = sandbox.read("etc/passwd").split(separator: ":")
      let id = try #require(sandbox.read("etc/group").split(separator: "\n").first { $0.hasPrefix(group + ":") })
        .split(separator: ":")[2]
      #expect(entry.first == "web" && entry[3] == id && entry[4] == "web service" && entry[5] == "/var/lib/web")
      let files = try sandbox.run(
        "/usr/bin/systemd-tmpfiles", ["--root=\(sandbox.root)", "--create", "\(sandbox.root)/files.conf"])
      #expect(files.status == 0, "\(files.output)")
      for directory in ["run/web", "var/lib/web", "var/log/web"] {
        let attributes = try sandbox.files.attributesOfItem(atPath: "\(sandbox.root)/\(directory)")
        #expect(attributes[.posixPermissions] as? Int == 0o750)
        #expect((attributes[.ownerAccountID] as? Int).map(String.init) == String(entry[2]))
      }
    }
  }

  @Test("xmllint", .enabled(if: exists("/usr/bin/xmllint")))
  func xml() throws {
    for (template, suffix, values) in TemplateTests.cases where template == .smfManifest {
      let sandbox = try ServiceSandbox()
      try sandbox.write("manifest.xml", try template.render(values))
      let result = try sandbox.run("/usr/bin/xmllint", ["--noout", "--nonet", "\(sandbox.root)/manifest.xml"])
      #expect(result.status == 0, "\(suffix): \(result.output)")
    }
    let sandbox = try ServiceSandbox()
    let values = try #require(TemplateTests.cases.first { $0.template == .smfManifest && $0.suffix == ".full" }?.values)
    try sandbox.write("manifest.xml", try Template.smfManifest.render(values))
    let name = try sandbox.run(
      "/usr/bin/xmllint", ["--nonet", "--xpath", "string(//common_name/loctext)", "\(sandbox.root)/manifest.xml"])
    #expect(name.output == "<R&D> \"site\"\n")
  }

  @Test("logrotate", .enabled(if: isRoot && exists("/usr/sbin/logrotate")))
  func logrotate() throws {
    for signal in ["", "HUP"] {
      let sandbox = try ServiceSandbox()
      try sandbox.render(.logrotate, ["reload-signal": signal], as: "logrotate.conf")
      try sandbox.write("var/log/svc/svc.log", "line\n", mode: 0o644)
      for path in ["var/log/svc", "var/log/svc/svc.log"] {
        try sandbox.files.setAttributes(
          [.ownerAccountID: 65534, .groupOwnerAccountID: 65534], ofItemAtPath: "\(sandbox.root)/\(path)")
      }
      let result = try sandbox.run(
        "/usr/sbin/logrotate", ["--force", "--state", "\(sandbox.root)/state", "\(sandbox.root)/logrotate.conf"])
      #expect(result.status == 0, "\(result.output)")
      #expect(sandbox.read("var/log/svc/svc.log.1") == "line\n")
      #expect(sandbox.read("var/log/svc/svc.log") == "")
    }
  }

  @Test("Shells read the settings, and so does systemd's simpler grammar")
  func settings() throws {
    for kind in ["daemon", "release"] {
      let sandbox = try ServiceSandbox()
      try sandbox.render(.default, ["kind": kind], as: "default")
      let lines = sandbox.read("default").split(separator: "\n").filter { !$0.hasPrefix("#") }
      #expect(lines.allSatisfy { $0.wholeMatch(of: /[A-Z_]+=("[^"$`\\]*"|[A-Za-z0-9]+)/) != nil })
      #expect(try sandbox.run("/bin/sh", ["-eu", "\(sandbox.root)/default"]).status == 0)
    }
  }

  @Test(
    "Shells read every script",
    arguments: [Template.runitRun, .runitLogRun, .smfMethod, .beforeInstall, .afterInstall, .afterRemove, .afterPurge])
  func shells(_ template: Template) throws {
    for (candidate, suffix, values) in TemplateTests.cases where candidate == template {
      let sandbox = try ServiceSandbox()
      try sandbox.write("script", try template.render(values))
      for shell in ["/bin/dash", "/bin/bash"] {
        let result = try sandbox.run(shell, ["-n", "\(sandbox.root)/script"])
        #expect(result.status == 0 && result.output == "", "\(suffix): \(result.output)")
      }
    }
  }

  @Test("Shells read the scripts of an Upstart job")
  func upstart() throws {
    for (template, _, values) in TemplateTests.cases where template == .upstart {
      let sandbox = try ServiceSandbox()
      let lines = try template.render(values).split(separator: "\n", omittingEmptySubsequences: false)
      let scripts = lines.split(whereSeparator: { $0.hasSuffix("script") }).filter { $0.first?.hasPrefix("\t") == true }
      #expect(scripts.count == 2)
      for script in scripts {
        try sandbox.write("script", script.joined(separator: "\n") + "\n")
        #expect(try sandbox.run("/bin/dash", ["-n", "\(sandbox.root)/script"]).status == 0)
      }
    }
  }

  @Test("runit runs a daemon", .enabled(if: isRoot && exists("/usr/bin/runsv")))
  func runit() throws {
    let sandbox = try ServiceSandbox()
    try sandbox.write("bin/svc", SysVInitTests.daemon)
    try sandbox.write("etc/default/svc", "GREETING=hello\nOPEN_FILES=444\n", mode: 0o644)
    try sandbox.render(.runitRun, ["arguments": "-v"], as: "service/run")
    try sandbox.render(.runitLogRun, [:], as: "service/log/run")
    let runsv = try ServiceSandbox.spawn(
      "/usr/bin/runsv", ["\(sandbox.root)/service"], output: "\(sandbox.root)/runsv.output")
    var status: Int32 = 0
    #expect(
      sandbox.eventually { sandbox.read("var/log/svc/current").contains("started -v as nobody:nogroup") },
      "\(sandbox.read("var/log/svc/current"))")
    #expect(sandbox.read("var/log/svc/current").contains("444 files and hello"))
    let pid = sandbox.pid(in: "service/supervise/pid")
    #expect(sandbox.isAlive(pid))
    try sandbox.run("/usr/bin/sv", ["-w", "10", "exit", "\(sandbox.root)/service"])
    let hasEnded = sandbox.eventually { waitpid(runsv, &status, WNOHANG) == runsv }
    if !hasEnded { kill(runsv, SIGTERM) }
    #expect(hasEnded && !sandbox.isAlive(pid))
  }
}
