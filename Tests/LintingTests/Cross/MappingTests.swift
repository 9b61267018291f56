import Linting
import PackageModel
import Testing

/// What gets lost between both worlds: reported where somebody asks for the target, and only there.
@Suite struct MappingTests {
  struct Loss: Sendable {
    let id: String
    var version = "demo@1.0"
    let firing: String
    let silent: String

    var target: MappingTarget { id.hasPrefix("mapping.debian") ? .debian : .ips }
  }

  private static let file = "owner=root group=bin mode=0444"

  static let losses = [
    Loss(id: "mapping.debian.action", firing: "driver name=demo", silent: "user username=demo group=bin"),
    Loss(
      id: "mapping.debian.dependency", firing: "depend fmri=x@1 type=incorporate",
      silent: "depend fmri=x@1 type=optional"),
    Loss(
      id: "mapping.debian.variant", firing: "set name=variant.arch value=i386\nfile path=x \(file) variant.arch=i386",
      silent: "set name=variant.arch value=i386\nfile path=x \(file)"),
    Loss(id: "mapping.debian.facet", firing: "file path=x \(file) facet.doc=true", silent: "file path=x \(file)"),
    Loss(
      id: "mapping.debian.mediator", firing: "link path=x target=y mediator=m mediator-version=1",
      silent: "link path=x target=y"),
    Loss(
      id: "mapping.debian.preserve.1", firing: "file path=opt/x \(file) preserve=true",
      silent: "file path=opt/x \(file) preserve=true deb.conffile=true\nfile path=etc/x \(file) preserve=true"),
    Loss(
      id: "mapping.debian.preserve.2", firing: "file path=etc/x \(file) preserve=renamenew",
      silent: "file path=etc/x \(file) preserve=true"),
    Loss(
      id: "mapping.debian.overlay", firing: "file path=etc/x \(file) preserve=true overlay=allow",
      silent: "file path=etc/x \(file) preserve=true"),
    Loss(
      id: "mapping.debian.actuator", firing: "file path=x \(file) restart_fmri=svc:/x:default",
      silent: "file path=x \(file) deb.service.upgrade=restart"),
    Loss(id: "mapping.debian.sysattr", firing: "file path=x \(file) sysattr=sensitive", silent: "file path=x \(file)"),
    Loss(
      id: "mapping.debian.lifecycle", firing: "set name=pkg.renamed value=true",
      silent: "set name=pkg.renamed value=false"),
    Loss(
      id: "mapping.debian.version", version: "demo@1.0,5.11-2", firing: "", silent: "set name=deb.version value=1.0-2"),
    Loss(
      id: "mapping.ips.relation", firing: "set name=deb.depends value=zlib1g",
      silent: "set name=deb.depends value=zlib1g\ndepend fmri=library/zlib type=require"),
    Loss(
      id: "mapping.ips.script", firing: "file path=DEBIAN/postinst \(file)",
      silent: "file path=DEBIANS/postinst \(file)"
    ),
    Loss(
      id: "mapping.ips.trigger", firing: "set name=deb.trigger value=\"interest x\"", silent: "set name=x value=y"),
    Loss(
      id: "mapping.ips.conffile", firing: "file path=etc/x \(file)",
      silent: "file path=etc/x \(file) preserve=true\nfile path=etc/y \(file) deb.conffile=false"),
    Loss(id: "mapping.ips.fifo", firing: "file path=x \(file) deb.type=fifo", silent: "file path=x \(file)"),
    Loss(
      id: "mapping.ips.owner", firing: "dir path=x \(file) deb.owner.id=1000",
      silent: "dir path=x \(file) deb.owner.id=0"),
    Loss(
      id: "mapping.ips.service", firing: "file path=lib/systemd/system/x.service \(file)",
      silent: "file path=lib/svc/manifest/x.xml \(file)"),
    Loss(
      id: "mapping.ips.field", firing: "set name=deb.field.X value=y", silent: "set name=deb.section value=net"),
    Loss(
      id: "mapping.ips.version", firing: "set name=deb.version value=1:1.1-1",
      silent: "set name=deb.version value=1:1.0-1"),
  ]

  private func ids(_ loss: Loss, _ lines: String, _ targets: Set<MappingTarget>) throws -> [String] {
    var settings = LintSettings()
    settings.targets = targets
    return try Sample.reports([Sample.package(loss.version, lines)], settings: settings).map(\.id)
  }

  @Test(arguments: losses)
  func lossesAreReportedOnRequest(_ loss: Loss) throws {
    #expect(try ids(loss, loss.firing, [loss.target]).contains(loss.id))
    #expect(try !ids(loss, loss.silent, [loss.target]).contains(loss.id))
    #expect(try !ids(loss, loss.firing, []).contains(loss.id))
  }

  @Test func everyMessageHasACase() {
    let others = Set(CrossCheckTests.updates.map(\.id)).union([
      "upgrade.downgrade", "tree.missing", "tree.undelivered", "tree.kind", "tree.mode", "tree.target",
    ])
    let families: Set<CheckFamily> = [.tree, .upgrade, .mapping]
    let ids = CheckRegistry.all.filter { families.contains($0.family) }
      .flatMap { check in check.messages.map { check.id + $0.suffix } }
    #expect(Set(ids) == Set(Self.losses.map(\.id)).union(others))
  }
}
