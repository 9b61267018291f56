/// Manual pages (Policy 12.1).
enum ManualChecks {
  static let all = [missing]

  private static let missing = DebianCheck(
    .warning, "no-manual-page", .debianDocumentation, "A program has no manual page",
    remedy: "deliver usr/share/man/man1/NAME.1.gz; help2man makes a first one",
    explanation: "Every program in the search path has a manual page (Policy 12.1); help texts cannot be searched.",
    wrong: "usr/bin/demo",
    right: "usr/bin/demo and usr/share/man/man1/demo.1.gz"
  ) { package, report in
    let folders: Set<String> = ["bin", "sbin", "usr/bin", "usr/sbin", "usr/games"]
    var pages: Set<String> = []
    for entry in package.entries {
      if let name = package.patterns.first(
        "^usr/share/man/(?:[^/]+/)?man\\d/(.+)\\.\\d[^.]*(?:\\.gz)?$", entry.path)
      {
        pages.insert(name)
      }
    }
    for entry in package.entries
    where folders.contains(entry.path.parentPath) && (entry.isFile || entry.kind == .symbolicLink) {
      if !pages.contains(entry.name) { report(at: entry) }
    }
  }
}
