import PackageModel

extension ActionChecks {
  static let obsoleteDependency = Check(
    "pkglint.action005", method: "dep_obsolete", family: .action,
    summary: "Packages should not have dependencies on obsolete packages.",
    messages: [
      .init(
        "", .error, "a package requires an obsolete package",
        remedy: "depend on the package that took its place, or drop the dependency"),
      .init(
        ".1", .warning, "a required package is not known, so nothing can be said about it",
        remedy: "check the name; add a reference repository, or name the package in pkglint.action005.1.missing-deps"),
    ],
    explanation: """
      Looked at are dependencies of the type require. Renames are followed through all packages of the run and of the \
      repositories. Packages that are missing on purpose are named, separated by blanks and written `pkg:/name` or \
      `pkg:/name@version`, in the parameter `pkglint.action005.1.missing-deps` of the configuration, or in \
      `pkg.lint.pkglint.action005.1.missing-deps` on the action or the package. Each missing package is reported once.
      """,
    wrong: "depend fmri=pkg:/old-name type=require",
    right: "depend fmri=pkg:/new-name type=require",
    body: .action([.depend]) { (action, session) throws(CheckFailure) in try checkObsolete(action, session) })

  private static func checkObsolete(_ action: LintAction, _ session: CheckSession) throws(CheckFailure) {
    guard let type = action.entry(.type) else { throw CheckFailure("'type'") }
    guard !type.isList, type.values[0] == "require", !session.package.isTrue("pkg.renamed"),
      let fmri = action.entry(.fmri)
    else { return }
    guard !fmri.isList else { throw CheckFailure("'list' object has no attribute 'startswith'") }
    let full = fmri.values[0].hasPrefix("pkg:/") ? fmri.values[0] : "pkg:/" + fmri.values[0]
    // What is no FMRI at all is reported elsewhere.
    guard let wanted = try? FMRI(reading: full) else { return }
    let model = session.model
    if let known = model.obsolescence[wanted.stem], !known.isObsolete {
      if wanted.version == nil || known.fmri.succeeds(wanted, ignoringPublishers: model.ignoresPublishers) { return }
    }
    do throws(LookupFailure) {
      var visited: [LintPackage] = []
      if try model.followRenames(full, visited: &visited, refusesObsolete: true) != nil { return }
    } catch {
      guard case .refused(let reason) = error else { throw CheckFailure(error.reason) }
      session.report(
        "", "dependency on obsolete package in \(session.package.name): \(reason)", attribute: "fmri")
      return
    }
    let onceKey = "pkglint.action005.1 \(full)"
    let expected = session.settings.parameter(
      "pkglint.action005.1.missing-deps", action: action, package: session.package)
    let names = (expected ?? "").split(separator: " ").map { ByteString(String($0)) }
    if names.contains(full) || names.contains(full.split(on: ASCII.at)[0]) && full.contains(ASCII.at) {
      session.takeSilently(onceKey)
      return
    }
    session.report(
      ".1", "obsolete dependency check skipped: unable to find dependency \(full) for \(session.package.name)",
      attribute: "fmri", onceKey: onceKey)
  }

  static let validFMRI = Check(
    "pkglint.action006", method: "valid_fmri", family: .action, summary: "pkg(7) FMRIs should be valid.",
    messages: [
      .init(
        "", .error, "the attribute `fmri` is no FMRI",
        remedy: "write it as in pkg:/name@1.0; numbers of versions have no leading zeros")
    ],
    explanation: """
      A package is named by `pkg://publisher/name@version`, where all but the name may be missing. Parts of the name begin \
      with a letter or a digit and go on with letters, digits, `_`, `-`, `.` and `+`. `__TBD` in the output of pkgdepend is \
      not valid yet: pkgdepend resolve replaces it.
      """,
    wrong: "depend fmri=pkg:/demo~lib@1.02 type=require",
    right: "depend fmri=pkg:/demo-lib@1.2 type=require",
    body: .action(everyKind) { action, session in
      for text in action.values(.fmri) {
        do throws(InvalidFMRI) {
          _ = try FMRI(reading: text)
        } catch {
          session.report(
            "", "invalid FMRI in action \(action.printed) in \(session.package.name)", attribute: "fmri")
        }
      }
    })

  static let incorporatedVersion = Check(
    "pkglint.action011", method: "version_incorporate", family: .action,
    summary: "'incorporate' dependencies should have a version.",
    messages: [
      .init(
        "", .error, "a package is incorporated at no version",
        remedy: "add the version that the package shall be held at, as in fmri=pkg:/name@1.0")
    ],
    explanation: """
      A dependency of the type incorporate holds a package at a version if it is installed. Without a version it does \
      nothing.
      """,
    wrong: "depend fmri=pkg:/library/zlib type=incorporate",
    right: "depend fmri=pkg:/library/zlib@1.2 type=incorporate",
    body: .action([.depend]) { (action, session) throws(CheckFailure) in
      guard let type = action.entry(.type), !type.isList, type.values[0] == "incorporate",
        let fmri = action.entry(.fmri)
      else { return }
      guard !fmri.isList else { throw CheckFailure("'list' object has no attribute 'rstrip'") }
      let incorporated: FMRI
      do throws(InvalidFMRI) {
        incorporated = try FMRI(reading: fmri.values[0])
      } catch {
        throw CheckFailure(error.description)
      }
      guard incorporated.version == nil else { return }
      session.report(
        "",
        "'incorporate' depend action on \(fmri.values[0]) in \(session.package.name) does not have a version.",
        attribute: "fmri")
    })

  private static let actuatorPrefix: ByteString = "pkg.additional-"

  static let packageActuator = Check(
    "pkglint.action013", method: "supported_pkg_actuator", family: .action,
    summary: "package actuator should be set to a valid value",
    messages: [
      .init(
        "", .warning, "the name of a package actuator is unknown, or its packages have a version too many or too few",
        remedy: "name packages to update with a version, packages to uninstall without one")
    ],
    explanation: """
      `pkg.additional-update-on-uninstall` updates other packages when this one goes, so each needs the version to update \
      to. `pkg.additional-uninstall-on-uninstall` removes them, whatever their version is.
      """,
    wrong: "set name=pkg.additional-uninstall-on-uninstall value=pkg:/demo/plugin@1.0",
    right: "set name=pkg.additional-uninstall-on-uninstall value=pkg:/demo/plugin",
    body: .action(everyKind) { (action, session) throws(CheckFailure) in
      guard let name = action.first(.name), name.hasPrefix(actuatorPrefix) else { return }
      try checkActuator(name, action, session)
    })

  private static func checkActuator(
    _ name: ByteString, _ action: LintAction, _ session: CheckSession
  ) throws(CheckFailure) {
    let package = session.package.name
    let updates = actuatorPrefix + "update-on-uninstall"
    let removes = actuatorPrefix + "uninstall-on-uninstall"
    guard name == updates || name == removes else {
      session.report(
        "", "invalid package actuator name \(name) in \(package)\nsupported values: \(updates), \(removes)",
        attribute: "name")
      return
    }
    for value in action.values(.value) {
      let fmri: FMRI
      do throws(InvalidFMRI) {
        fmri = try FMRI(reading: value)
      } catch {
        throw CheckFailure(error.description)
      }
      if name == removes, fmri.version != nil {
        session.report(
          "",
          "invalid package-triggered uninstall FMRI \(fmri.printed) in \(package): should not contain a version",
          attribute: "value")
      } else if name == updates, fmri.version == nil {
        session.report(
          "",
          "invalid package-triggered update FMRI \(fmri.printed) in \(package): should contain a specific version",
          attribute: "value")
      }
    }
  }
}
