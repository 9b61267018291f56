/// For each kind of message manifests that it is given for, and manifests that come close but for which it is not.
struct CheckCase: Sendable {
  let id: String
  let firing: [String]
  let silent: [String]

  init(_ id: String, _ firing: [String], _ silent: [String]) {
    self.id = id
    self.firing = firing
    self.silent = silent
  }

  /// Lines of one package.
  init(_ id: String, lines firing: String, not silent: String) {
    self.init(id, [Sample.package("demo/tool@1.0,5.11-1", firing)], [Sample.package("demo/tool@1.0,5.11-1", silent)])
  }

  /// Lines of two packages.
  init(_ id: String, both firing: (String, String), not silent: (String, String)) {
    self.init(
      id, [Sample.package("demo/aa@1.0", firing.0), Sample.package("demo/bb@1.0", firing.1)],
      [Sample.package("demo/aa@1.0", silent.0), Sample.package("demo/bb@1.0", silent.1)])
  }
}

extension CheckCase {
  private static let fmri = "set name=pkg.fmri value=pkg://test/demo@1.0\n"
  private static let file = "owner=root group=bin mode=0444"
  private static let arch = "set name=variant.arch value=i386 value=sparc\n"

  static let all = openSolaris + manifests + actions + duplicates

  static let openSolaris = [
    CheckCase(
      "opensolaris.manifest001.1", [fmri], [Sample.package(), fmri + "set name=pkg.obsolete value=false"]),
    CheckCase(
      "opensolaris.manifest005.1", [fmri + "set name=org.opensolaris.consolidation value=a value=b"], [Sample.package()]
    ),
  ]

  static let manifests = [
    CheckCase(
      "pkglint.manifest001.1", [fmri + "set name=pkg.obsolete value=true\nset name=pkg.summary value=x"],
      [fmri + "set name=pkg.obsolete value=TRUE\nset name=pkg.summary value=x"]),
    CheckCase(
      "pkglint.manifest001.2", [fmri + "set name=pkg.obsolete value=true\ndir path=x \(file)"],
      [fmri + "set name=pkg.obsolete value=true\nset name=x value=y"]),
    CheckCase(
      "pkglint.manifest001.3",
      [fmri + "set name=pkg.obsolete value=true", Sample.package("a@1.0", "depend fmri=demo type=optional")],
      [fmri + "set name=pkg.obsolete value=true", Sample.package("a@1.0", "depend fmri=demo@1 type=incorporate")]),
    CheckCase(
      "pkglint.manifest002.1", [fmri + "set name=pkg.renamed value=true\ndir path=x \(file)"],
      [fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require"]),
    CheckCase(
      "pkglint.manifest002.2",
      [fmri + "set name=pkg.renamed value=true\ndepend fmri=x-incorporation type=optional"],
      [fmri + "set name=pkg.renamed value=true\ndepend fmri=x-incorporation type=require"]),
    CheckCase(
      "pkglint.manifest002.3", [fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require"],
      [fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require", Sample.package("x@1.0")]),
    CheckCase(
      "pkglint.manifest002.4",
      [
        fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require",
        Sample.bare("x@1.0", "set name=pkg.renamed value=true\ndepend fmri=demo type=require"),
      ], [fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require", Sample.package("x@1.0")]),
    CheckCase(
      "pkglint.manifest002.5",
      [
        fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require",
        Sample.bare("x@1.0", "set name=pkg.obsolete value=true"),
      ], [fmri + "set name=pkg.renamed value=true\ndepend fmri=x type=require", Sample.package("x@1.0")]),
    CheckCase(
      "pkglint.manifest003.1", lines: "dir path=x \(file) variant.x=1", not: "dir path=x \(file) variant.debug.x=1"),
    CheckCase(
      "pkglint.manifest003.2", lines: arch + "dir path=x \(file) variant.arch=arm",
      not: arch + "dir path=x \(file) variant.arch=i386"),
    CheckCase(
      "pkglint.manifest003.3", lines: "file path=x \(file) pkg.filetype=elf",
      not: arch + "file path=x \(file) pkg.filetype=elf"),
    CheckCase(
      "pkglint.manifest004", [Sample.package("a/x@1.0"), Sample.package("b/x@1.0")],
      [Sample.package("a/x@1.0"), Sample.package("b/y@1.0")]),
    CheckCase(
      "pkglint.manifest005.2", lines: "depend fmri=x type=require\ndepend fmri=pkg:/x@2 type=require",
      not: "depend fmri=x type=require\ndepend fmri=x@2 type=incorporate"),
    CheckCase(
      "pkglint.manifest006", lines: "set name=x value=1\nset name=x value=2", not: "set name=x value=1 value=2"),
    CheckCase("pkglint.manifest007", lines: "set name=pkg.linted value=true", not: "set name=pkg.lint value=true"),
    CheckCase("pkglint.manifest008.2", [fmri + "set name=info.classification value=System/Core"], [Sample.package()]),
    CheckCase(
      "pkglint.manifest008.3", [fmri + "set name=info.classification value=org.opensolaris.category.2008:System"],
      [Sample.package()]),
    CheckCase(
      "pkglint.manifest008.4", [fmri + "set name=info.classification value=org.opensolaris.category.2008:Sys/Core"],
      [Sample.package()]),
    CheckCase(
      "pkglint.manifest008.6", [fmri + "set name=info.classification value=org.opensolaris.category.2008:System/core"],
      [Sample.package()]),
    CheckCase("pkglint.manifest009.1", [fmri + "set name=pkg.description value=\"\""], [fmri]),
    CheckCase(
      "pkglint.manifest009.2", [fmri + "set name=pkg.description value=x\nset name=pkg.summary value=x"],
      [fmri + "set name=pkg.description value=\"\"\nset name=pkg.summary value=\"\""]),
    CheckCase("pkglint.manifest009.3", [fmri + "set name=pkg.summary value=\"\""], [fmri]),
    CheckCase("pkglint.manifest010.2", [fmri], [fmri + "set name=pkg.renamed value=false"]),
    CheckCase(
      "pkglint.manifest011", lines: "file path=lib/svc/manifest/x.xml \(file)",
      not: "file path=opt/lib/svc/manifest/x.xml \(file)\nfile path=lib/svc/manifest/x.txt \(file)"),
    CheckCase(
      "pkglint.manifest016", lines: "license a license=MIT\nlicense b license=MIT",
      not: "license a license=MIT\nlicense a license=BSD"),
  ]

  static let actions = [
    CheckCase(
      "pkglint.action001.1", lines: "set name=x value=1 a_b=1", not: "set name=x value=1 pkg.a_b=1 original_name=2"),
    CheckCase("pkglint.action001.2", lines: "set name=a_b value=1", not: "set name=a-b value=x_y"),
    CheckCase(
      "pkglint.action001.3", lines: "set name=info.source_url value=1", not: "set name=info.source-url value=1"),
    CheckCase(
      "pkglint.action002.1", lines: "dir path=x owner=root group=bin mode=0644",
      not: "dir path=x owner=root group=bin mode=0610"),
    CheckCase(
      "pkglint.action002.2", lines: "file path=x owner=root group=bin mode=0000",
      not: "file path=x owner=root group=bin mode=0400"),
    CheckCase(
      "pkglint.action002.3", lines: "file path=x owner=root group=bin mode=44",
      not: "file path=x owner=root group=bin mode=444"),
    CheckCase(
      "pkglint.action002.4", lines: "file path=x owner=root group=bin mode=0604",
      not: "file path=x owner=root group=bin mode=0664"),
    CheckCase(
      "pkglint.action003.1", lines: "legacy pkg=x",
      not: "legacy pkg=x category=a desc=a hotline=a name=a vendor=a version=1,REV=1"),
    CheckCase(
      "pkglint.action003.2",
      [
        Sample.package("demo/tool@1.0", "legacy pkg=OLD"), Sample.package("other@1.0"),
        Sample.bare("OLD@1.0", "set name=pkg.renamed value=true\ndepend fmri=other type=require"),
      ],
      [
        Sample.package("demo/tool@1.0", "legacy pkg=OLD"),
        Sample.bare("OLD@1.0", "set name=pkg.renamed value=true\ndepend fmri=demo/tool type=require"),
      ]),
    CheckCase("pkglint.action003.3", lines: "legacy pkg=x version=1", not: "legacy pkg=x version=1,REV=2"),
    CheckCase(
      "pkglint.action003.4",
      [
        Sample.package("demo/tool@1.0", "legacy pkg=OLD"),
        Sample.bare("OLD@1.0", "set name=pkg.renamed value=true\ndepend fmri=missing type=require"),
      ],
      [Sample.package("demo/tool@1.0", "legacy pkg=OLD")]),
    CheckCase(
      "pkglint.action003.5",
      [
        Sample.package("demo/tool@1.0", "legacy pkg=OLD"),
        Sample.bare("OLD@1.0", "set name=pkg.renamed value=true\ndepend fmri=OLD type=require"),
      ],
      [Sample.package("demo/tool@1.0", "legacy pkg=OLD"), Sample.package("OLD@1.0")]),
    CheckCase("pkglint.action004", lines: "unknown name=x", not: "driver name=unknown"),
    CheckCase(
      "pkglint.action005",
      [
        Sample.package("demo/tool@1.0", "depend fmri=old type=require"),
        Sample.bare("old@1.0", "set name=pkg.obsolete value=true"),
      ],
      [
        Sample.package("demo/tool@1.0", "depend fmri=old type=optional"),
        Sample.bare("old@1.0", "set name=pkg.obsolete value=true"),
      ]),
    CheckCase(
      "pkglint.action005.1", lines: "depend fmri=missing type=require",
      not: "depend fmri=missing@1 type=require pkg.lint.pkglint.action005.1.missing-deps=\"pkg:/a pkg:/missing\""),
    CheckCase("pkglint.action006", lines: "depend fmri=a@1.01 type=optional", not: "depend fmri=a@1.1 type=optional"),
    CheckCase("pkglint.action007", lines: "license a license=MIT path=x", not: "license path license=path"),
    CheckCase("pkglint.action008", lines: "driver name=a pkg.linted.x=no", not: "driver name=a pkg.lint.x=no"),
    CheckCase("pkglint.action009", lines: "link path=x", not: "link path=x target=y"),
    CheckCase(
      "pkglint.action010.1", lines: "user group=x username=a" + String(repeating: "b", count: 32),
      not: "user group=x username=a" + String(repeating: "b", count: 31)),
    CheckCase("pkglint.action010.2", lines: "user group=x username=Abc", not: "user group=x username=aBC"),
    CheckCase("pkglint.action010.3", lines: "user group=x username=a+b", not: "user group=x username=a.b-c_d9"),
    CheckCase("pkglint.action010.4", lines: "user group=x username=\"\"", not: "user group=x username=a"),
    CheckCase("pkglint.action011", lines: "depend fmri=a type=incorporate", not: "depend fmri=a@1 type=incorporate"),
    CheckCase("pkglint.action012", lines: "driver name=a facet.x=maybe", not: "driver name=a facet.x=ALL"),
    CheckCase(
      "pkglint.action013", lines: "set name=pkg.additional-something value=a",
      not: "set name=pkg.additional-update-on-uninstall value=a@1"),
    CheckCase(
      "pkglint.action014.1", lines: arch + "file path=x \(file) elfbits=32",
      not: arch + "file path=x.so.1 \(file) elfbits=32"),
    CheckCase(
      "pkglint.action014.2",
      lines: arch + "file path=x \(file) elfbits=32 pkg.lint.pkglint.action014.report_errors=True",
      not: arch + "file path=x \(file) elfbits=32 pkg.lint.pkglint.action014.report_errors=yes"),
  ]

  static let duplicates =
    [
      CheckCase(
        "pkglint.dupaction001.1", both: ("file path=x \(file)", "file path=/x \(file)"),
        not: ("file path=x \(file)", "file path=y \(file)")),
      CheckCase(
        "pkglint.dupaction001.2", both: (arch + "file path=x \(file)", arch + "file path=x \(file) variant.arch=i386"),
        not: (arch + "file path=x \(file) variant.arch=sparc", arch + "file path=x \(file) variant.arch=i386")),
      CheckCase(
        "pkglint.dupaction007", both: ("dir path=x owner=a group=b mode=0755", "dir path=x owner=a group=c mode=0755"),
        not: ("dir path=x owner=a group=b mode=0755", "dir path=x owner=a group=b mode=0755 facet.x=all")),
      CheckCase(
        "pkglint.dupaction008", both: ("dir path=x \(file)", "file path=x \(file)"),
        not: ("dir path=x \(file)", "dir path=x \(file)")),
      CheckCase(
        "pkglint.dupaction009.1",
        [
          Sample.package("a@1", "file path=x \(file) overlay=allow"),
          Sample.package("b@1", "file path=x \(file) overlay=true"),
        ],
        [
          Sample.package("a@1", "file path=x \(file) overlay=allow preserve=true"),
          Sample.package("b@1", "file path=x \(file) overlay=true"),
        ]),
      CheckCase(
        "pkglint.dupaction009.2",
        both: (
          arch + "file path=x \(file) overlay=true variant.arch=i386",
          arch + "file path=x \(file) overlay=true variant.arch=i386"
        ),
        not: ("file path=x \(file) overlay=true", "file path=x \(file) overlay=true")),
      CheckCase(
        "pkglint.dupaction009.3",
        both: (
          arch + "file path=x \(file) overlay=allow preserve=true variant.arch=i386",
          arch + "file path=x \(file) overlay=allow preserve=true variant.arch=i386"
        ),
        not: ("file path=x \(file) overlay=allow preserve=true", "file path=x \(file) overlay=allow preserve=true")),
      CheckCase(
        "pkglint.dupaction009.4",
        [
          Sample.package("a@1", "file path=x \(file) overlay=allow preserve=true"),
          Sample.package("b@1", "file path=x \(file) overlay=allow preserve=true"),
          Sample.package("c@1", "file path=x \(file) overlay=true"),
        ],
        [
          Sample.package("a@1", "file path=x \(file) overlay=allow preserve=true"),
          Sample.package("c@1", "file path=x \(file) overlay=true"),
        ]),
      CheckCase(
        "pkglint.dupaction009.5", both: ("file path=x \(file) overlay=true", "file path=x \(file) overlay=true"),
        not: ("file path=x \(file) overlay=allow preserve=true", "file path=x \(file) overlay=true")),
      CheckCase(
        "pkglint.dupaction009.6",
        both: (
          "file path=x \(file) overlay=allow preserve=true", "file path=x owner=root group=sys mode=0444 overlay=true"
        ), not: ("file path=x \(file) overlay=allow preserve=true", "file path=x \(file) overlay=true")),
      CheckCase(
        "pkglint.dupaction009.7", both: ("file path=x \(file) overlay=allow preserve=true", "file path=x \(file)"),
        not: ("file path=x \(file)", "file path=x \(file)")),
      CheckCase(
        "pkglint.dupaction010.1", both: ("link path=x target=y", "hardlink path=x target=y"),
        not: ("link path=x target=y", "link path=x target=y")),
      CheckCase(
        "pkglint.dupaction010.2", both: ("link path=x target=y", "link path=x target=z"),
        not: ("link path=x target=y", "link path=x target=y")),
      CheckCase(
        "pkglint.dupaction010.3",
        both: (
          "link path=x target=y mediator=a mediator-version=1", "link path=x target=z mediator=b mediator-version=1"
        ),
        not: (
          "link path=x target=y mediator=a mediator-version=1", "link path=x target=z mediator=a mediator-version=2"
        )),
      CheckCase(
        "pkglint.dupaction011", both: ("link path=x target=y", "file path=x/f \(file)"),
        not: ("dir path=x \(file)", "file path=x/f \(file)")),
    ]
    + [
      ("002", "driver name=x"), ("003", "user group=g username=x"), ("004", "user group=g username=NAME uid=7"),
      ("005", "group groupname=x"), ("015", "legacy pkg=x"),
    ].flatMap { number, line in
      let second = line.replacing("NAME", with: "b")
      let first = line.replacing("NAME", with: "a")
      return [
        CheckCase("pkglint.dupaction\(number).1", both: (first, second), not: (first, "")),
        CheckCase(
          "pkglint.dupaction\(number).2", both: (arch + first, arch + second + " variant.arch=i386"),
          not: (arch + first + " variant.arch=sparc", arch + second + " variant.arch=i386")),
      ]
    }
}
