/// Symbolic links (Policy 10.5).
enum LinkChecks {
  static let all = [
    doubleSlash, slashAtEnd, absolute, buildTree, temporary, itself, spurious, tooFar, lengthy, relative, wrongSuffix,
    unsafe, wildcard,
  ]

  /// What is wrong with a link, as the walk along its parts finds it.
  private enum Fault: Hashable {
    case doubleSlash, slashAtEnd, absolute, temporary, itself, spurious, tooFar, lengthy, relative
  }

  private static func faults(_ entry: PackageEntry) -> [Fault] {
    var faults: [Fault] = []
    var target = entry.target
    if target.contains("//") {
      faults.append(.doubleSlash)
      let parts = target.split(separator: "/")
      target = (target.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/") + (target.hasSuffix("/") ? "/" : "")
    }
    if target.utf8.count > 1, target.hasSuffix("/") {
      faults.append(.slashAtEnd)
      target = String(target.dropLast())
    }
    let top = entry.path.split(separator: "/").first.map(String.init) ?? ""
    if target.hasPrefix("/") {
      let path = target.dropFirst()
      if path.split(separator: "/", omittingEmptySubsequences: false).first.map(String.init) == top {
        faults.append(.absolute)
      }
      if ["tmp/", "var/tmp/", "usr/tmp/"].contains(where: { path.hasPrefix($0) && path.count > $0.count }) {
        faults.append(.temporary)
      }
      if target == "/" { faults.append(.itself) }
      return faults
    }
    return faults + relativeFaults(entry, target, top)
  }

  private static func relativeFaults(_ entry: PackageEntry, _ target: String, _ top: String) -> [Fault] {
    var faults: [Fault] = []
    var folders = entry.path.split(separator: "/").dropLast().map(String.init)
    var parts = target.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
    var last: String?
    var part: String?
    while let next = parts.popFirst() {
      if next == "." {
        if target != "." { faults.append(.spurious) }
        continue
      }
      if next != ".." {
        part = next
        break
      }
      guard let folder = folders.popLast() else { return faults + [.tooFar] }
      last = folder
    }
    if part == nil { faults.append(.itself) }
    if let last, let part, last == part { faults.append(.lengthy) }
    if folders.isEmpty, part == nil || part != top { faults.append(.relative) }
    if parts.contains(where: { $0 == ".." || $0 == "." }) { faults.append(.spurious) }
    return faults
  }

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, _ fault: Fault, remedy: String, explanation: String,
    wrong: String, right: String
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianLinks, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for entry in package.entries where entry.kind == .symbolicLink && faults(entry).contains(fault) {
        report(entry.target, at: entry)
      }
    }
  }

  private static let doubleSlash = check(
    .warning, "symlink-has-double-slash", "A link has two slashes in a row", .doubleSlash, remedy: "write one",
    explanation: "Two slashes come from paths put together carelessly.", wrong: "demo -> ../share//demo",
    right: "demo -> ../share/demo")
  private static let slashAtEnd = check(
    .warning, "symlink-ends-with-slash", "A link ends with a slash", .slashAtEnd, remedy: "leave the slash out",
    explanation: "A link to a directory needs no slash, and one to a file does not work with it.",
    wrong: "demo -> ../share/demo/",
    right: "demo -> ../share/demo")
  private static let absolute = check(
    .warning, "absolute-symlink-in-top-level-folder", "A link within a top-level directory is absolute", .absolute,
    remedy: "write it relative to its own place",
    explanation: "Relative links go on working where /usr is mounted elsewhere (Policy 10.5).",
    wrong: "usr/bin/demo -> /usr/lib/demo/demo", right: "usr/bin/demo -> ../lib/demo/demo")
  private static let temporary = check(
    .error, "symlink-target-in-tmp", "A link leads into a directory that is emptied", .temporary,
    remedy: "put what it leads to into /var/lib or /run",
    explanation: "What lies in /tmp is gone after the next start, and everybody can put something else there.",
    wrong: "usr/share/demo/cache -> /tmp/demo", right: "usr/share/demo/cache -> /var/cache/demo")
  private static let itself = check(
    .warning, "symlink-is-self-recursive", "A link leads to a directory that it lies in", .itself, remedy: "remove it",
    explanation: "Programs that follow links go round in circles.", wrong: "usr/share/demo/demo -> .",
    right: "no such link")
  private static let spurious = check(
    .error, "symlink-contains-spurious-segments", "A link has . or .. in its middle", .spurious,
    remedy: "write the shortest way",
    explanation: "Such a link leads elsewhere when one of the directories on the way is a link (Policy 10.5).",
    wrong: "demo -> ../share/../lib/demo", right: "demo -> ../lib/demo")
  private static let tooFar = check(
    .error, "symlink-has-too-many-up-segments", "A link goes up beyond the root", .tooFar,
    remedy: "write the shortest way",
    explanation: "Above the root there is nothing (Policy 10.5).", wrong: "usr/bin/demo -> ../../../opt/demo",
    right: "usr/bin/demo -> /opt/demo")
  private static let lengthy = check(
    .error, "lengthy-symlink", "A link goes up and down into the same directory", .lengthy,
    remedy: "write the shortest way",
    explanation: "The way up and down again says nothing (Policy 10.5).", wrong: "usr/lib/demo -> ../lib/other",
    right: "usr/lib/demo -> other")
  private static let relative = check(
    .error, "relative-symlink", "A link to another top-level directory is relative", .relative,
    remedy: "write it absolute",
    explanation: "Top-level directories may be links to elsewhere, from where `..` leads astray (Policy 10.5).",
    wrong: "usr/share/demo/conf -> ../../../etc/demo", right: "usr/share/demo/conf -> /etc/demo")

  private static let buildTree = DebianCheck(
    .error, "symlink-target-in-build-tree", .debianLinks, "A link leads into the directory where the package was built",
    remedy: "write where the target will be installed",
    explanation: "Where the package is installed, there is no such directory.",
    wrong: "usr/bin/demo -> /build/demo-1.0/demo", right: "usr/bin/demo -> ../lib/demo/demo"
  ) { package, report in
    for entry in package.entries where entry.kind == .symbolicLink {
      if package.matches("^/(?:var/cache/pbuilder/build/|var/lib/(?:sbuild|buildd)/|build/|tmp/buildd/)", entry.target)
      {
        report(entry.target, at: entry)
      }
    }
  }

  private static let wrongSuffix = DebianCheck(
    .error, "compressed-symlink-with-wrong-ext", .debianLinks,
    "A link to a compressed file does not end as its target does",
    remedy: "give the link the same suffix",
    explanation: "Programs tell by the suffix how to read a file (Policy 10.5).",
    wrong: "demo.txt -> list.txt.gz", right: "demo.txt.gz -> list.txt.gz"
  ) { package, report in
    for entry in package.entries where entry.kind == .symbolicLink {
      guard let suffix = package.patterns.first("\\.(gz|Z|bz2|xz|lz|lzma|lzo|zip|tgz|zst)\\s*$", entry.target) else {
        continue
      }
      if !entry.path.hasSuffix("." + suffix) { report(entry.target, at: entry) }
    }
  }

  private static let unsafe = DebianCheck(
    .error, "package-contains-unsafe-symlink", .debianLinks, "A link leads out of the package",
    remedy: "write the shortest way",
    explanation: "Where packages are unpacked to be looked at, the link leads to somebody's files.",
    wrong: "usr/bin/demo -> ../../../../etc/passwd", right: "usr/bin/demo -> ../lib/demo/demo"
  ) { package, report in
    for entry in package.entries where entry.kind == .symbolicLink && Links.normalized(entry) == nil {
      report(at: entry)
    }
  }

  private static let wildcard = DebianCheck(
    .warning, "package-contains-broken-symlink-wildcard", .debianLinks, "A link leads to a pattern",
    remedy: "look where ln -s was given a pattern that matched nothing",
    explanation: "A pattern that matched nothing was taken for a name.",
    wrong: "libdemo.so -> libdemo.so.*", right: "libdemo.so -> libdemo.so.1"
  ) { package, report in
    for entry in package.entries where entry.kind == .symbolicLink && entry.target.contains("*") {
      guard let path = Links.normalized(entry), !path.isEmpty, package.entry(path) == nil else { continue }
      report(String(entry.target.drop { $0 == "/" }), at: entry)
    }
  }
}
