import PackageModel

/// Relations to other packages (Policy 7).
enum RelationChecks {
  static let all = [
    alternates, versionedProvides, badName, unversionedBreaks, obsoleteForm, badVersion, itself, bad, essential,
    conflicting,
  ]

  private static func each(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, context: @escaping @Sendable (String, Relations.Alternative) -> String = { "\($0): \($1.text)" },
    where isWrong: @escaping @Sendable (String, Relations.Alternative, BinaryPackage) -> Bool
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianRelations, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for field in Relations.fields {
        for alternative in Relations.read(field, of: package).joined() where isWrong(field, alternative, package) {
          report(context(field, alternative), at: .field(field))
        }
      }
    }
  }

  private static let alternates = DebianCheck(
    .error, "alternates-not-allowed", .debianRelations, "A field lists alternatives that may have none",
    remedy: "write the packages with commas between",
    explanation:
      "Only dependencies have alternatives; conflicts and the like hold for each package by itself (Policy 7.1).",
    wrong: "Conflicts: demo-a | demo-b", right: "Conflicts: demo-a, demo-b"
  ) { package, report in
    for field in Relations.fields where !Relations.dependencyFields.contains(field) {
      if package.unfolded(field)?.contains("|") ?? false { report(field, at: .field(field)) }
    }
  }

  private static let versionedProvides = each(
    .error, "invalid-versioned-provides", "A virtual package is provided in a range of versions",
    remedy: "write (= VERSION), or no version",
    explanation: "A package is there in one version, so it can provide others in one version only (Policy 7.5).",
    wrong: "Provides: demo-api (>= 2)", right: "Provides: demo-api (= 2)", context: { $1.text }
  ) { field, alternative, _ in field == "Provides" && !alternative.comparison.isEmpty && alternative.comparison != "=" }

  private static let badName = each(
    .error, "bad-provided-package-name", "A relation names a package that cannot be",
    remedy: "use lower-case letters, digits, +, - and . only",
    explanation: "Names in relations are names of packages, which dpkg is strict about (Policy 5.6.1).",
    wrong: "Depends: echo_server", right: "Depends: echo-server", context: { $1.package }
  ) { _, alternative, package in !package.matches("^[a-z0-9][-+.a-z0-9]+$", alternative.package) }

  private static let unversionedBreaks = each(
    .warning, "breaks-without-version", "Breaks names a package without a version",
    remedy: "say which versions break, or write Conflicts",
    explanation:
      "Breaks is for versions that are too old. Packages that can never be there together conflict (Policy 7.3).",
    wrong: "Breaks: demo", right: "Breaks: demo (<< 2.0)", context: { $1.text }
  ) { field, alternative, package in
    guard field == "Breaks", alternative.comparison.isEmpty else { return false }
    return !Relations.read("Replaces", of: package).joined().contains {
      $0.package == alternative.package && $0.comparison.isEmpty
    }
  }

  private static let obsoleteForm = each(
    .warning, "obsolete-relation-form", "Versions are compared with < or >",
    remedy: "write <=, << , >= or >>",
    explanation: "`<` meant earlier or equal, which nobody expects, so it was given up (Policy 7.1).",
    wrong: "Depends: demo (> 1.0)", right: "Depends: demo (>= 1.0)"
  ) { _, alternative, _ in ["<", ">"].contains(alternative.comparison) }

  private static let badVersion = each(
    .error, "bad-version-in-relation", "A relation holds a version that is none",
    remedy: "begin with a digit; use letters, digits, . + ~ and - only",
    explanation: "Versions in relations have the form of all versions (Policy 5.6.12).",
    wrong: "Depends: demo (>= v1)", right: "Depends: demo (>= 1)"
  ) { _, alternative, _ in !alternative.comparison.isEmpty && DebianVersion.problem(alternative.version) != nil }

  private static let itself = each(
    .warning, "package-relation-with-self", "A package has a relation to itself",
    remedy: "remove it",
    explanation:
      "A package is there whenever it is there. Only Conflicts, Replaces and Provides with its own name mean something.",
    wrong: "Package: demo\nDepends: demo", right: "Package: demo"
  ) { field, alternative, package in
    alternative.package == package.name && alternative.qualifier.isEmpty
      && !["Conflicts", "Replaces", "Provides"].contains(field)
  }

  private static let bad = each(
    .error, "bad-relation", "A relation cannot be read",
    remedy: "write NAME (>= VERSION), with commas between relations",
    explanation: "dpkg refuses packages with relations that it cannot read (Policy 7.1).",
    wrong: "Depends: demo >= 1.0", right: "Depends: demo (>= 1.0)"
  ) { _, alternative, package in
    var rest = alternative.rest
    for pattern in ["^\\[[^\\]]+\\]\\s*", "^<[^>]+>\\s*"] {
      if let range = package.patterns.range(pattern, rest) { rest = String(rest.dropFirst(range.count)) }
    }
    return !rest.isEmpty
  }

  private static let essential = each(
    .error, "depends-on-essential-package-without-using-version", "A dependency names a package that is always there",
    remedy: "remove it, or name the version that is needed",
    explanation: "Essential packages are on every system; to depend on them only makes upgrades harder (Policy 3.5).",
    wrong: "Depends: bash", right: "Depends: bash (>= 5.2)"
  ) { field, alternative, _ in
    Relations.dependencyFields.contains(field) && KnownFields.essential.contains(alternative.package)
      && alternative.comparison.isEmpty && !["diffutils", "dash"].contains(alternative.package)
  }

  private static let conflicting = DebianCheck(
    .error, "conflicts-with-dependency", .debianRelations, "A package conflicts with what it needs",
    remedy: "remove one of the two", explanation: "Such a package can never be installed.",
    wrong: "Depends: demo-common\nConflicts: demo-common", right: "Depends: demo-common"
  ) { package, report in
    for conflict in ["Conflicts", "Breaks"] {
      for field in Relations.dependencyFields {
        let needed = Relations.read(field, of: package).filter { $0.count == 1 }.map { $0[0] }
        for other in Relations.read(conflict, of: package).joined() {
          // A version that is needed is excluded only by the same version, unless all versions are.
          let isNeeded = needed.contains {
            $0.package == other.package && (other.comparison.isEmpty || $0.text == other.text)
          }
          if isNeeded { report("\(field) \(other.text)", at: .field(conflict)) }
        }
      }
    }
  }
}
