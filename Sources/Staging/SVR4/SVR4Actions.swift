import Glibc
import PackageModel
import Payload

/// Makes actions of an SVR4 package.
struct SVR4Actions {
  private let package: SVR4Package
  private let options: GenerateOptions
  /// The name that a hollow package's actions are marked by.
  private static let hollowAttribute: ByteString = "pkg.send.convert.sunw-pkg-hollow"
  /// Classes that need no script of the package's own.
  private static let plainClasses: Set<ByteString> = ["none", "manifest"]
  /// Classes whose files are kept on an upgrade.
  private static let preservingClasses: [ByteString: ByteString] = [
    "renameold": "renameold", "renamenew": "renamenew", "preserve": "true", "svmpreserve": "true",
  ]
  /// Parameters that become attributes of the legacy action.
  private static let legacyParameters: Set<ByteString> = [
    "arch", "category", "name", "desc", "hotline", "pkg", "vendor", "version",
  ]
  /// Parameters that steer the SVR4 tools and mean nothing afterwards.
  private static let ignoredParameters: Set<ByteString> = [
    "pstamp", "pkginst", "maxinst", "classes", "basedir", "intonly", "istates", "order", "rstates", "ulimit",
  ]

  init(_ package: SVR4Package, _ options: GenerateOptions) {
    self.package = package
    self.options = options
  }

  /// Gives the actions of the parameters and of the objects.
  ///
  /// - Parameter members: the members of a datastream in order; `nil` for a package in a directory.
  func generate(
    members: [ByteString]?, emit: (Action) throws(StagingError) -> Void
  ) throws(StagingError) -> ManifestGenerator.Report {
    let actions: [Action]
    if let members { actions = streamActions(members) } else { actions = try mapActions() }
    for action in parameterActions() + actions {
      var action = action
      if package.information.isHollow { action.attributes[Self.hollowAttribute] = "true" }
      try emit(action)
    }
    var report = ManifestGenerator.Report()
    report.isSVR4 = true
    report.problems = problems(actions)
    return report
  }

  private func parameterActions() -> [Action] {
    var actions: [Action] = []
    var legacy = Attributes()
    for (name, value) in package.information.parameters {
      let lowered = SVR4Text.lowercased(name)
      if Self.legacyParameters.contains(lowered) {
        legacy[lowered] = value
      } else if !value.isEmpty, !Self.ignoredParameters.contains(lowered), name.firstRange(of: "SUNW_") == nil {
        let converted = ByteString(lowered.bytes.map { $0 == ASCII.underscore ? ASCII.hyphen : $0 })
        actions.append(Action(.set, [("name", "pkg.send.convert." + converted), ("value", value)]))
      }
    }
    actions.append(Action(.legacy, legacy))
    if let description = package.information["DESC"] {
      actions.append(Action(.set, [("name", "pkg.description"), ("value", description)]))
    }
    if let summary = package.information["NAME"] {
      actions.append(Action(.set, [("name", "pkg.summary"), ("value", summary)]))
    }
    return actions
  }

  private func mapActions() throws(StagingError) -> [Action] {
    var actions: [Action] = []
    for object in package.objects {
      guard let action = action(for: object) else { continue }
      if let payload = action.payload, let directory = package.directory {
        let path = StagedPath.onDisk(directory, payload)
        guard path.withCString({ access($0, F_OK) }) == 0 else { throw .missingInput(path) }
      }
      actions.append(action)
    }
    return actions
  }

  /// In a datastream the members come in their own order; what has no member comes behind them.
  private func streamActions(_ members: [ByteString]) -> [Action] {
    var objects: [ByteString: SVR4Object] = [:]
    for object in package.objects { objects[package.payloadName(of: object)] = object }
    var actions: [Action] = []
    for member in members {
      if let object = objects[member] {
        if let action = action(for: object) { actions.append(action) }
      } else if !SVR4Datastream.furniture.contains(member) {
        actions.append(Action(.unknown, [("path", member)]))
      }
    }
    let present = Set(members)
    for object in package.objects where !object.isFile && object.type != SVR4Object.information {
      if object.isDirectory, present.contains(package.payloadName(of: object)) { continue }
      if let action = action(for: object), action.kind != .unknown { actions.append(action) }
    }
    return actions
  }

  private func action(for object: SVR4Object) -> Action? {
    if (object.isFile || object.isDirectory), object.isUndetermined { return nil }
    if object.isFile {
      var attributes = Attributes([
        ("group", object.group), ("mode", object.mode), ("owner", object.owner), ("path", path(of: object)),
      ])
      attributes["preserve"] = Self.preservingClasses[object.className ?? ""] ?? (object.isEditable ? "true" : nil)
      attributes["timestamp"] = options.timestamp(object.path, FileTime(seconds: object.modified))
      return Action(.file, payload: package.payloadName(of: object), attributes)
    }
    if object.isDirectory {
      return Action(
        .dir, [("group", object.group), ("mode", object.mode), ("owner", object.owner), ("path", path(of: object))])
    }
    switch object.type {
    case SVR4Object.symbolicLink: return Action(.link, [("path", path(of: object)), ("target", object.target)])
    case SVR4Object.hardLink: return Action(.hardlink, [("path", path(of: object)), ("target", object.target)])
    case SVR4Object.information:
      guard object.path == "copyright" else { return nil }
      return Action(
        .license, payload: package.payloadName(of: object),
        [("license", package.information.packageName + ".copyright")])
    default: return Action(.unknown, [("path", object.path)])
    }
  }

  private func path(of object: SVR4Object) -> ByteString {
    ByteString(object.path.bytes.drop { $0 == ASCII.slash })
  }

  private func problems(_ actions: [Action]) -> [SVR4Package.Problem] {
    let name = package.information.packageName
    var classes: [ByteString: ByteString] = [:]
    for object in package.objects { classes[object.path] = object.className }
    var problems: [SVR4Package.Problem] = []
    for action in actions {
      guard let path = action.attributes["path"], let className = classes[path] else { continue }
      if !Self.plainClasses.contains(className) {
        problems.append(.classAction(package: name, path: path, className: className))
      }
    }
    let used = Set(classes.values)
    for object in package.objects where object.type == SVR4Object.information && object.className == nil {
      if ["copyright", "depend", "pkginfo"].contains(object.path) { continue }
      // The scripts of a class are reported with the files of the class.
      let served = object.path.dropping(prefix: "i.") ?? object.path.dropping(prefix: "r.")
      if let served, used.contains(served) { continue }
      problems.append(.script(package: name, name: object.path))
    }
    var seen: Set<SVR4Package.Problem> = []
    return problems.filter { seen.insert($0).inserted }
  }
}
