import PackageModel

extension ManifestChecks {
  static let obsoletion = Check(
    "pkglint.manifest001", method: "obsoletion", family: .manifest,
    summary: "Obsolete packages should have valid contents.",
    messages: [
      .init(
        ".1", .error, "an obsolete package has a summary or a description",
        remedy: "remove the attribute: nobody installs the package any more"),
      .init(
        ".2", .error, "an obsolete package has actions other than set and signature",
        remedy: "remove the actions: an obsolete package takes everything off the system"),
      .init(
        ".3", .warning, "other packages depend on an obsolete package",
        remedy: "remove the dependencies from the packages that the message names"),
    ],
    explanation: """
      `set name=pkg.obsolete value=true` takes a package off every system at the next update. Such a package delivers \
      nothing and depends on nothing, and no other package may need it.
      """,
    wrong: """
      set name=pkg.fmri value=pkg://example.org/editor@2.0
      set name=pkg.obsolete value=true
      file path=usr/bin/editor owner=root group=bin mode=0555
      """,
    right: """
      set name=pkg.fmri value=pkg://example.org/editor@2.0
      set name=pkg.obsolete value=true
      """,
    body: .manifest { (session) throws(CheckFailure) in try checkObsolete(session) })

  private static func checkObsolete(_ session: CheckSession) throws(CheckFailure) {
    let package = session.package
    guard package.single("pkg.obsolete") == "true" else { return }
    for name: ByteString in ["pkg.description", "pkg.summary"] where package.declares(name) {
      if let action = package.setAction(name) { session.look(at: action) }
      session.report(
        ".1", "obsolete package \(package.name) has \(name) attribute", attribute: "name",
        fix: LintFix("remove the action", .removeAction))
    }
    var offending: LintAction?
    var suppressed: LintAction?
    for action in package.actions {
      if session.isSuppressed("pkglint.manifest001.2", action) {
        suppressed = action
      } else if action.kind != .set, action.kind != .signature, offending == nil {
        offending = action
      }
    }
    if let action = offending ?? suppressed {
      if offending == nil { session.look(at: action) }
      session.report(
        ".2", "obsolete package \(package.name) contains actions other than set or signature actions", action: action)
    }
    try checkDependers(session)
  }

  private static func checkDependers(_ session: CheckSession) throws(CheckFailure) {
    let package = session.package
    var seen: Set<PackageIdentity> = []
    var names: [String] = []
    for fmri in session.model.dependers[package.fmri.stem] ?? [] {
      guard let depender = try found(fmri.text(), session), depender.single("pkg.obsolete") != "true",
        seen.insert(depender.fmri.identity).inserted
      else { continue }
      names.append(depender.name)
    }
    guard !names.isEmpty else { return }
    let list = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " ")
    session.report(
      ".3", "obsolete package \(package.name) is depended upon by the following packages: \(list)",
      action: package.setAction("pkg.obsolete"))
  }

  private static func found(_ fmri: ByteString, _ session: CheckSession) throws(CheckFailure) -> LintPackage? {
    do throws(LookupFailure) {
      return try session.model.package(named: fmri)
    } catch {
      throw CheckFailure(error.reason)
    }
  }

  static let renames = Check(
    "pkglint.manifest002", method: "renames", family: .manifest,
    summary: "Renamed packages should have valid contents.",
    messages: [
      .init(
        ".1", .error, "a renamed package has actions other than set, depend and signature",
        remedy: "move the actions to the package under its new name"),
      .init(
        ".2", .error, "a renamed package does not say what it is called now",
        remedy: "add depend fmri=NEW-NAME@VERSION type=require"),
      .init(
        ".3", .warning, "the package under its new name is not known",
        remedy: "check the name, or add the package or a reference repository to the run"),
      .init(".4", .error, "renames go round in a circle", remedy: "let the last package of the chain not be renamed"),
      .init(
        ".5", .error, "a package was renamed to an obsolete one",
        remedy: "make the renamed package obsolete, or name a package that still exists"),
    ],
    explanation: """
      `set name=pkg.renamed value=true` makes a package a signpost: all it does is to depend on the package that took its \
      place. The chain of renames is followed to its end through all packages of the run and the repositories.
      """,
    wrong: """
      set name=pkg.fmri value=pkg://example.org/old-name@2.0
      set name=pkg.renamed value=true
      """,
    right: """
      set name=pkg.fmri value=pkg://example.org/old-name@2.0
      set name=pkg.renamed value=true
      depend fmri=pkg:/new-name@2.0 type=require
      """,
    body: .manifest { (session) throws(CheckFailure) in try checkRenamed(session) })

  private static func checkRenamed(_ session: CheckSession) throws(CheckFailure) {
    let package = session.package
    guard package.declares("pkg.renamed") else { return }
    var offending: LintAction?
    var suppressed: LintAction?
    var dependencies = 0
    for action in package.actions {
      if action.kind == .depend {
        guard let fmri = action.entry(.fmri) else { continue }
        if !LintModel.namesIncorporation(fmri) {
          dependencies += 1
        } else {
          guard let type = action.entry(.type) else { throw CheckFailure("'type'") }
          if !type.isList, type.values[0] == "require" { dependencies += 1 }
        }
      } else if action.kind != .set, action.kind != .signature {
        if session.isSuppressed("pkglint.manifest002.1", action) {
          suppressed = action
        } else {
          offending = offending ?? action
        }
      }
    }
    if let action = offending ?? suppressed {
      if offending == nil { session.look(at: action) }
      session.report(
        ".1", "renamed package \(package.name) contains actions other than set, depend or signature actions",
        action: action)
    }
    let place = package.setAction("pkg.renamed")
    if dependencies == 0 {
      session.report(
        ".2",
        "renamed package \(package.name) does not declare a 'require' dependency indicating what it was renamed to",
        action: place)
    }
    do throws(LookupFailure) {
      var visited: [LintPackage] = []
      let end = try session.model.followRenames(package.fmri.text(), visited: &visited)
      if let end {
        guard end.declares("pkg.obsolete") else { return }
        session.report(".5", "package \(package.name) was renamed to an obsolete package \(end.name)", action: place)
      } else {
        session.report(
          ".3", "unable to follow renames for \(package.name): possible missing package",
          action: package.actions(of: .depend).last ?? place)
      }
    } catch {
      guard case .refused(let reason) = error else { throw CheckFailure(error.reason) }
      session.report(".4", "package renaming: \(reason)", action: place)
    }
  }
}

extension LookupFailure {
  /// The reason, whatever it is.
  var reason: String {
    switch self {
    case .refused(let reason), .failure(let reason): reason
    }
  }
}
