extension ServicePlan {
  /// Everything in the plan that its tools would refuse, misread or destroy.
  var problems: [MaintainerScriptError.Problem] {
    var found: [MaintainerScriptError.Problem] = []
    for script in initScripts { found += PlanCheck.name(script.name, as: .initScript) }
    for unit in units { found += PlanCheck.name(unit.name, as: .unit) }
    for group in groups { found += PlanCheck.name(group.name, as: .account) }
    for user in users { found += user.problems }
    for file in sysusers + tmpfiles { found += PlanCheck.name(file, as: .configurationFile) }
    for alternative in alternatives {
      for name in [alternative.name] + alternative.dependents.map(\.name) {
        found += PlanCheck.name(name, as: .alternative)
      }
      for path in [alternative.link, alternative.path] + alternative.dependents.flatMap({ [$0.link, $0.path] }) {
        found += PlanCheck.path(path, of: "alternative \(alternative.name)")
      }
    }
    for call in maintscriptHelperCalls { found += call.problems }
    for path in purgeDirectories + purgeFiles { found += PlanCheck.purge(path) }
    found += PlanCheck.duplicates(initScripts.map(\.name), as: .initScript)
    found += PlanCheck.duplicates(units.map { "\($0.scope.rawValue)/\($0.name)" }, as: .unit)
    found += PlanCheck.duplicates(users.map(\.name), as: .account)
    found += PlanCheck.duplicates(alternatives.map(\.name), as: .alternative)
    return found
  }
}

extension SystemUser {
  fileprivate var problems: [MaintainerScriptError.Problem] {
    let place = "user \(name)"
    var found = ([name, group] + supplementaryGroups).flatMap { PlanCheck.name($0, as: .account) }
    found += PlanCheck.path(home, of: place) + PlanCheck.path(shell, of: place)
    found += ownedDirectories.flatMap { PlanCheck.path($0.path, of: place) }
    for directory in ownedDirectories where directory.mode > 0o7777 {
      found.append(
        .init(
          code: .invalidValue, place: place,
          message: "\(String(directory.mode, radix: 8)) is not a mode for \(directory.path)",
          remedy: "use permission bits up to 7777"))
    }
    let breaksEntry = { (byte: UInt8) in byte == UInt8(ascii: ":") || byte < 0x20 || byte == 0x7F }
    if comment.utf8.contains(where: breaksEntry) {
      found.append(
        .init(
          code: .invalidValue, place: place, message: "the comment cannot stand in an entry of /etc/passwd",
          remedy: "leave out colons and control characters"))
    }
    return found
  }
}

extension MaintscriptHelperCall {
  fileprivate var problems: [MaintainerScriptError.Problem] {
    let place = "\(command.rawValue) \(arguments.joined(separator: " "))"
    let paths = command == .removeConffile ? 1 : 2
    guard arguments.count >= paths, arguments.count <= paths + 2 else {
      return [
        .init(
          code: .invalidValue, place: place,
          message: "\(command.rawValue) takes \(paths) to \(paths + 2) arguments, not \(arguments.count)",
          remedy: "give the path\(paths == 1 ? "" : "s"), then optionally the last version and the package")
      ]
    }
    // The target of a link may be relative, and the helper adds the end of its own command line.
    let absolute = command == .symlinkToDirectory || command == .directoryToSymlink ? 1 : paths
    return arguments.prefix(absolute).flatMap { PlanCheck.path($0, of: place) }
      + (arguments.contains("--")
        ? [.init(code: .invalidValue, place: place, message: "-- is not an argument", remedy: "leave it out")] : [])
  }
}
