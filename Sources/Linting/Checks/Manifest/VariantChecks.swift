import PackageModel

extension ManifestChecks {
  static let variants = Check(
    "pkglint.manifest003", method: "variants", family: .manifest,
    summary: "Variants used by packages should be valid.",
    messages: [
      .init(
        ".1", .error, "an action is tagged with a variant that the package does not declare",
        remedy: "add set name=variant.NAME value=… with all values of the variant"),
      .init(
        ".2", .error, "an action is tagged with a value that the package does not declare",
        remedy: "add the value to the set action of the variant, or mend the tag"),
      .init(
        ".3", .error, "a package with ELF files does not declare `variant.arch`",
        remedy: "add set name=variant.arch value=i386 or whatever the package is built for"),
    ],
    explanation: """
      A package that contains things for several kinds of systems tags them with variants, as in `variant.arch=i386`, and \
      declares which values there are with `set name=variant.arch value=i386 value=sparc`. What is tagged with a value that \
      is not declared is never installed. Names that begin with `variant.debug` need no declaration.
      """,
    wrong: "file path=usr/bin/demo owner=root group=bin mode=0555 variant.arch=i386",
    right: """
      set name=variant.arch value=i386
      file path=usr/bin/demo owner=root group=bin mode=0555 variant.arch=i386
      """,
    body: .manifest { session in
      guard session.settings.checksPublication else { return }
      checkVariants(session)
    })

  private static func checkVariants(_ session: CheckSession) {
    let package = session.package
    let id = "pkglint.manifest003"
    let mayHaveTags = package.allTraits.contains(.variant)
    var undefined: Set<ByteString> = []
    var unknown: Set<String> = []
    var places: [String: LintAction] = [:]
    var program: LintAction?
    for action in package.actions {
      guard mayHaveTags || program == nil || package.allTraits.contains(.linted) else { break }
      if session.isSuppressed("None", action) { continue }
      if program == nil, isProgram(action) { program = action }
      guard mayHaveTags else { continue }
      let difference = action.ownVariants.difference(package.variants)
      for name in difference.names where !session.isSuppressed(id + ".1", action) {
        if name.hasPrefix("variant.debug") { continue }
        undefined.insert(name)
        places[".1"] = places[".1"] ?? action
      }
      for (name, value) in difference.values where !session.isSuppressed(id + ".2", action) {
        if name.hasPrefix("variant.debug") { continue }
        unknown.insert("\(name)=\(value)")
        places[".2"] = places[".2"] ?? action
      }
    }
    if !undefined.isEmpty {
      let names = undefined.sorted().map(\.text).joined(separator: " ")
      session.report(".1", "variant(s) \(names) not defined by \(package.name)", action: places[".1"])
    }
    if !unknown.isEmpty {
      let tags = unknown.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " ")
      session.report(
        ".2", "variant(s) \(tags) not in list of known values for variants in \(package.name)", action: places[".2"])
    }
    if let program, !package.declares("variant.arch"), !session.isSuppressed(id + ".3") {
      session.report(".3", "variant.arch not declared in \(package.name)", action: program)
    }
  }

  private static func isProgram(_ action: LintAction) -> Bool {
    if action.has(.elfarch) { return true }
    return action.kind == .file && action.first(.filetype) == "elf" && !action.isList(.filetype)
  }
}
