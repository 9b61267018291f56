import PackageModel

extension ActionChecks {
  static let publication = Check(
    "pkglint.action009", method: "validate", family: .action, summary: "Publication checks for actions.",
    messages: [
      .init(
        "", .error, "the action cannot be published",
        remedy: "mend what the message names; pkg(7) describes the attributes of each kind of action")
    ],
    explanation: """
      Publication refuses actions that lack an attribute they need, give one twice that may be given once, or have a value \
      that makes no sense: modes, sizes, numbers of users and groups, types of dependencies, FMRIs, mediators. All mistakes \
      of an action are in one message. `do_pub_checks = False` in the configuration leaves the check out.
      """,
    wrong: "file path=usr/bin/demo mode=rwx",
    right: "file path=usr/bin/demo owner=root group=bin mode=0555",
    body: .action(everyKind) { action, session in
      guard session.settings.checksPublication else { return }
      var validation = ActionValidation(action)
      validation.run()
      guard let first = validation.mistakes.first else { return }
      let list = validation.mistakes.map { "; " + $0.text }.joined()
      session.report(
        "",
        "Publication error with action in \(session.package.name): The action '\(action.printed)' has invalid "
          + "attribute(s):\(list)",
        attribute: first.attribute)
    })
}

/// Looks for what makes publication refuse an action.
struct ActionValidation {
  /// A mistake and the attribute it is about.
  struct Mistake: Hashable {
    var attribute: ByteString
    var text: String
  }

  private let action: LintAction
  private(set) var mistakes: [Mistake] = []

  init(_ action: LintAction) { self.action = action }

  mutating func run() {
    checkCommon()
    switch action.kind {
    case .file:
      checkFileSystemObject()
      checkPreservedVersion()
    case .dir: checkFileSystemObject()
    case .link, .hardlink: checkMediation()
    case .depend: checkDependency()
    case .set: checkActuator()
    default: break
    }
  }

  private mutating func add(_ attribute: ByteString, _ text: String) {
    mistakes.append(Mistake(attribute: attribute, text: text))
  }

  private static let singleValueNames: Set<ByteString> = [
    "pkg.summary", "pkg.description", "pkg.obsolete", "pkg.renamed", "pkg.legacy", "pkg.depend.explicit-install",
  ]

  private static let anyTypes: Set<ByteString> = ["require-any", "group-any"]

  /// The attribute that some actions of the kind may have once only, though others may repeat it.
  private var singleKey: AttributeKey? {
    switch action.kind {
    case .set: action.first(.name).map(Self.singleValueNames.contains) == true ? .value : nil
    case .depend: Self.anyTypes.contains(singleType ?? "") ? nil : .fmri
    default: nil
    }
  }

  /// The type of a dependency that has a single one.
  private var singleType: ByteString? { action.isList(.type) ? nil : action.first(.type) }

  private var required: [AttributeKey] {
    let keys = ActionRules.of[action.kind]?.required ?? []
    return action.kind == .depend && singleType == "conditional" ? keys + [.predicate] : keys
  }

  /// What holds for all kinds: attributes that may be given once, numbers, attributes that are needed.
  private mutating func checkCommon() {
    let package = action.package
    let rules = package.rules[Int(action.kind.rawValue)]
    let singleID = singleKey.flatMap { package.id($0) }
    var seen: [NameTable.ID] = []
    for place in package.manifest.actions[action.index].attributes {
      let attribute = package.manifest.storage.attributes[place]
      let id = attribute.name
      let rule = id == singleID ? rules[Int(id)].union(.single) : rules[Int(id)]
      guard !rule.isEmpty else { continue }
      let isList = action.isList(id)
      if isList {
        guard !seen.contains(id) else { continue }
        seen.append(id)
      }
      if rule.contains(.single), isList {
        let name = package.manifest.storage.names[id]
        add(name, "\(name) may only be specified once")
      } else if rule.contains(.numeric),
        isList || !package.manifest.storage.withValue(attribute, { PythonForm.isInteger($0) })
      {
        let name = package.manifest.storage.names[id]
        add(name, "\(name) must be an integer")
      }
    }
    for key in required {
      let isBlank = action.withFirst(key) { UnicodeBlanks.trimmed($0, 0..<$0.count).isEmpty } ?? true
      if isBlank, !action.isList(key) { add(key.text, "\(key.text) is required") }
    }
  }

  private mutating func checkFileSystemObject() {
    // Nearly all modes are written like this.
    if action.withFirst(.mode, Self.isUsualMode) == true, !action.isList(.mode) { return checkOwners() }
    let form = "value must be of the form '644', '0644', or '04755'."
    if let entry = action.entry(.mode), entry.isList {
      add("mode", "mode may only be specified once")
    } else if let mode = action.first(.mode), !mode.isEmpty {
      let length = mode.text.unicodeScalars.count
      let hasForm = length == 3 || length == 4 || length == 5 && mode.bytes[0] == ASCII.zero
      if !hasForm || PythonForm.integer(mode, base: 8) == nil { add("mode", "'\(mode)' is not a valid mode; \(form)") }
    } else {
      add("mode", "mode is required; \(form)")
    }
    checkOwners()
  }

  /// Whether a mode is four octal digits.
  private static func isUsualMode(_ mode: Span<UInt8>) -> Bool {
    guard mode.count == 4 else { return false }
    for index in mode.indices where mode[index] < ASCII.zero || mode[index] > 0x37 { return false }
    return true
  }

  private mutating func checkOwners() {
    for key in [AttributeKey.owner, .group] where action.isList(key) {
      add(key.text, "\(key.text) may only be specified once")
    }
  }

  private mutating func checkPreservedVersion() {
    let key = AttributeKey.preserveVersion.text
    guard let entry = action.entry(.preserveVersion), entry.isList || !entry.values[0].isEmpty else { return }
    let preserve = action.entry(.preserve)
    if preserve?.isList != false || preserve?.values[0] != "true" {
      add(key, "preserve must be 'true' if a preserve-version is specified")
    }
    let parts = VersionParts(ByteString(PythonForm.value(entry)))
    if parts.release.isEmpty { add(key, "preserve-version must specify the release") }
    if !(parts.build ?? "").isEmpty { add(key, "preserve-version must specify the release") }
    if parts.branch != nil { add(key, "preserve-version must not specify the branch") }
    if parts.timestamp != nil { add(key, "preserve-version must not specify the timestamp") }
  }

  private mutating func checkActuator() {
    guard let name = action.first(.name), name.hasPrefix("pkg.additional-") else { return }
    for value in action.values(.value) {
      do throws(InvalidFMRI) {
        _ = try FMRI(reading: value)
      } catch {
        add("value", error.description)
      }
    }
  }

  private static let dependencyTypes: Set<ByteString> = [
    "conditional", "exclude", "group", "group-any", "incorporate", "optional", "origin", "parent", "require",
    "require-any",
  ]

  private mutating func checkDependency() {
    let type = action.entry(.type)
    if let type, !type.isList, !type.values[0].isEmpty, !Self.dependencyTypes.contains(type.values[0]) {
      add("type", "Unknown type '\(type.values[0])' in depend action")
    }
    func isType(_ name: ByteString) -> Bool { type?.isList == false && type?.values[0] == name }
    if action.has(.predicate), !isType("conditional") {
      add("predicate", "a predicate may only be specified for conditional dependencies")
    }
    if action.has(.rootImage), !isType("origin") {
      add("root-image", "the root-image attribute is only valid for origin dependencies")
    }
    for key in [AttributeKey.predicate, .fmri] {
      for value in action.values(key) where !(key == .fmri && value == "__TBD") {
        do throws(InvalidFMRI) {
          _ = try FMRI(reading: value)
        } catch {
          add(key.text, "invalid \(key.text) value '\(value)': \(error)")
        }
      }
    }
  }

  private mutating func checkMediation() {
    let mediator = action.entry(.mediator)
    let version = action.entry(.mediatorVersion)
    let implementation = action.entry(.mediatorImplementation)
    let priority = action.entry(.mediatorPriority)
    guard mediator != nil || version != nil || implementation != nil || priority != nil else { return }
    func isGiven(_ entry: Attributes.Entry?) -> Bool { entry.map { $0.isList || !$0.values[0].isEmpty } ?? false }
    if !isGiven(mediator), isGiven(version) || isGiven(implementation) || isGiven(priority) {
      add(
        "mediator",
        "a mediator must be provided when mediator-version, mediator-implementation, or mediator-priority is specified")
    } else if let mediator, !mediator.isList, !Mediation.isName(mediator.values[0]) {
      add("mediator", "'\(mediator.values[0])' is not a valid mediator; only alphanumeric characters are allowed")
    }
    if !isGiven(version), !isGiven(implementation) {
      add(
        "mediator",
        "a mediator-version or mediator-implementation must be provided if a mediator is specified")
    }
    if let version, !version.isList, let problem = Mediation.problem(withVersion: version.values[0]) {
      add("mediator-version", problem)
    }
    if let implementation, !implementation.isList,
      let problem = Mediation.problem(withImplementation: implementation.values[0])
    {
      add("mediator-implementation", problem)
    }
    if let priority, !priority.isList, priority.values[0] != "site", priority.values[0] != "vendor" {
      add(
        "mediator-priority",
        "'\(priority.values[0])' is not a valid mediator-priority; valid values are 'site' or 'vendor'")
    }
  }
}
