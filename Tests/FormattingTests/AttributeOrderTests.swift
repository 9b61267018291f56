import Formatting
import PackageModel
import Testing

/// The order of attributes and of the values of lists.
@Suite struct AttributeOrderTests {
  private static let cases: [(line: ByteString, second: ByteString, first: ByteString)] = [
    (
      "file x pkg.size=1 zz=1 variant.arch=i facet.doc=true aa=1 path=p group=g mode=0444 owner=o Aa=1 list=b list=a",
      "file x path=p owner=o group=g mode=0444 Aa=1 aa=1 pkg.size=1 zz=1 list=a list=b facet.doc=true variant.arch=i",
      "file x path=p Aa=1 aa=1 group=g mode=0444 owner=o pkg.size=1 zz=1 list=a list=b facet.doc=true variant.arch=i"
    ),
    ("link target=t path=p mediator=m", "link path=p target=t mediator=m", "link path=p mediator=m target=t"),
    // Lists of facets and variants stay with them; a list of anything else stands behind single values.
    (
      "set value=b value=a facet.x=2 facet.x=1 variant.a=2 variant.a=1 zz=1 name=n",
      "set name=n zz=1 value=a value=b facet.x=1 facet.x=2 variant.a=1 variant.a=2",
      "set name=n zz=1 value=a value=b facet.x=1 facet.x=2 variant.a=1 variant.a=2"
    ),
    (
      "depend fmri=a predicate=p type=conditional", "depend type=conditional fmri=a predicate=p",
      "depend fmri=a predicate=p type=conditional"
    ),
    (
      "driver alias=a devlink=d policy=p privs=r clone_perms=c perms=m name=n class=x",
      "driver name=n perms=m clone_perms=c privs=r class=x policy=p devlink=d alias=a",
      "driver name=n alias=a class=x clone_perms=c devlink=d perms=m policy=p privs=r"
    ),
    (
      "user username=u mode=m group=g owner=o uid=1", "user username=u group=g mode=m owner=o uid=1",
      "user username=u group=g mode=m owner=o uid=1"
    ),
    (
      "license mode=m path=p license=l owner=o", "license license=l owner=o mode=m path=p",
      "license license=l mode=m owner=o path=p"
    ),
    ("unknown owner=o b=1 a=2", "unknown owner=o a=2 b=1", "unknown a=2 b=1 owner=o"),
    // A payload's name with a blank, an equals sign or a quote is an attribute.
    (
      "file path=p hash=\"a b\" zz=1 aa=1 owner=o", "file path=p owner=o aa=1 hash=\"a b\" zz=1",
      "file path=p aa=1 hash=\"a b\" owner=o zz=1"
    ),
    ("file path=p hash=\"\"", "file path=p", "file path=p"),
  ]

  @Test(arguments: cases)
  func attributes(_ line: ByteString, _ second: ByteString, _ first: ByteString) throws {
    #expect(try formatted(line, FormattingOptions(unwraps: true)) == second + "\n")
    #expect(try formatted(line, FormattingOptions(style: .v1, unwraps: true)) == first + "\n")
  }

  private static let aliases: [(given: [String], sorted: [String])] = [
    (["pci8086,zz", "pci8086,1", "pci8086,yy", "pci8086,2"], ["pci8086,1", "pci8086,2", "pci8086,yy", "pci8086,zz"]),
    (
      ["pci1", "pci01", "pci00001", "pci1.1", "pci1,1,3", "pci1,2"],
      ["pci1", "pci01", "pci00001", "pci1.1", "pci1,1,3", "pci1,2"]
    ),
    (["pciexa", "pciex9", "pciex10"], ["pciex9", "pciexa", "pciex10"]),
    (["usbb", "usbia1", "usbif1", "usbi1", "usb2"], ["usb2", "usbb", "usbi1", "usbia1", "usbif1"]),
    (["pci", "pci1", "pci0"], ["pci0", "pci1", "pci"]),
    (["pci-1", "pci0", "pci-ff", "pci-0"], ["pci-ff", "pci-1", "pci0", "pci-0"]),
    (["pci0x10", "pci1_0", "pci 11", "pci1__0"], ["pci0x10", "pci1_0", "pci 11", "pci1__0"]),
    (["zebra", "pciclass,01", "Zebra", "firewire1"], ["Zebra", "firewire1", "pciclass,01", "zebra"]),
    (["pcipci2", "pci1"], ["pci1", "pcipci2"]),
    (
      ["pci123456789012345678901", "pci123456789012345678900", "pciffff"],
      ["pciffff", "pci123456789012345678900", "pci123456789012345678901"]
    ),
  ]

  @Test(arguments: aliases)
  func driverAliasesAreOrderedByNumbers(_ given: [String], _ sorted: [String]) throws {
    func line(_ aliases: [String]) -> ByteString {
      ByteString("driver name=d" + aliases.map { " alias=" + ($0.contains(" ") ? "\"\($0)\"" : $0) }.joined() + "\n")
    }
    #expect(try formatted(line(given), FormattingOptions(unwraps: true)) == line(sorted))
    let plain = given.map { ByteString($0) }.sorted().map(\.text)
    #expect(try formatted(line(given), FormattingOptions(style: .v1, unwraps: true)) == line(plain))
  }

  @Test func listsOfAliasesTakeALineEach() throws {
    #expect(
      try formatted("driver name=d alias=pci2 alias=pci1 perms=b perms=a")
        == "driver name=d \\\n    alias=pci1 \\\n    alias=pci2 perms=a perms=b\n")
    #expect(try formatted("driver name=d alias=pci2") == "driver name=d alias=pci2\n")
    #expect(
      try formatted("file path=a pkg.debug.x=2 pkg.debug.x=1")
        == "file path=a \\\n    pkg.debug.x=1 \\\n    pkg.debug.x=2\n")
    #expect(
      try formatted("file path=a pkg.debug.x=2 pkg.debug.x=1", .first) == "file path=a pkg.debug.x=1 pkg.debug.x=2\n")
  }

  @Test func longListsAreSorted() throws {
    let values = (0..<5_000).map { "value=v\($0)" }
    let line = ByteString("set name=a " + values.reversed().joined(separator: " "))
    let sorted = values.map { ByteString($0) }.sorted().joined(separator: " ")
    #expect(try formatted(line, FormattingOptions(unwraps: true)) == "set name=a " + sorted + "\n")
  }
}
