import PackageModel
import Payload
import Staging

/// Makes the actions of a package.
struct RecipeAssembly {
  let recipe: PackageRecipe
  var tree: StagedTree
  private(set) var manifest: Manifest
  private(set) var payload = PayloadMap()
  private(set) var changelog: [UInt8] = []
  private(set) var findings: [Diagnostic] = []
  private(set) var warnings: [String] = []

  init(_ recipe: PackageRecipe, tree: StagedTree, fileName: String) {
    self.recipe = recipe
    self.tree = tree
    manifest = Manifest(fileName: fileName)
  }

  mutating func run() throws(Diagnostic) {
    addAttributes()
    let conffiles = markConffiles()
    let changelogs = ChangelogFiles(recipe, tree: tree)
    changelog = changelogs.debian
    try addTree(conffiles: conffiles, replaced: Set(recipe.serviceFiles.map(\.path) + changelogs.files.map(\.path)))
    addServices()
    addUsers()
    addCopyright()
    try addChangelogs(changelogs)
    addControlMembers()
  }

  private mutating func append(_ action: Action) {
    do throws(Diagnostic) {
      try manifest.append(action)
    } catch {
      findings.append(error)
    }
  }

  // MARK: - Package attributes

  private mutating func addAttributes() {
    set("deb.package", recipe.name)
    set("deb.version", recipe.version.text)
    set("deb.architecture", recipe.architecture)
    set("deb.maintainer", recipe.maintainer)
    if let section = recipe.section { set("deb.section", section) }
    if let priority = recipe.priority { set("deb.priority", priority) }
    if let homepage = recipe.homepage { set("deb.homepage", homepage) }
    set("deb.description", recipe.description)
    if let size = recipe.installedSize { set("deb.installed-size", String(size)) }
    for field in RelationField.allCases {
      let relations = recipe.relations[field] ?? []
      if !relations.isEmpty { set("deb." + field.rawValue, relations) }
    }
    for field in recipe.fields { set("deb.field." + field.name, field.value) }
    if !recipe.triggers.isEmpty { set("deb.trigger", recipe.triggers) }
    if !recipe.conffiles.includesEtc { set("deb.conffiles", "explicit") }
    if recipe.callsHooksByPhase { set("deb.hooks", "dispatch") }
    if !recipe.derivesScripts { set("deb.scripts", "explicit") }
    if recipe.checksErrors { set("deb.hooks.errorchecks", "true") }
    if !recipe.purges.isEmpty { set("deb.purge", recipe.purges) }
  }

  private mutating func set(_ name: String, _ values: String...) { set(name, values) }

  private mutating func set(_ name: String, _ values: [String]) {
    var attributes = Attributes([("name", ByteString(name))])
    attributes.set("value", values.map { ByteString($0) })
    append(Action(.set, attributes))
  }

  // MARK: - The files

  /// The paths of the configuration files that are named, those only on disk put into the tree.
  private mutating func markConffiles() -> Set<ByteString> {
    var marked: Set<ByteString> = []
    for name in recipe.conffiles.named {
      var files = tree.files(below: name)
      if files.isEmpty, !contains(name) {
        guard addFromDisk(name) else { continue }
        files = tree.files(below: name)
      }
      if files.isEmpty, !isService(name) {
        warnings.append("\(name) has no regular file that could be a configuration file")
      }
      marked.formUnion(files.map { tree.entries[$0].path })
    }
    for name in recipe.conffiles.inherited {
      guard let path = StagedPath.normalized(name), tree.entry(at: path)?.kind == .file else { continue }
      marked.insert(path)
    }
    return marked
  }

  private func contains(_ name: ByteString) -> Bool {
    StagedPath.normalized(name).flatMap { tree.entry(at: $0) } != nil || isService(name)
  }

  private func isService(_ name: ByteString) -> Bool {
    recipe.serviceFiles.contains { $0.path == StagedPath.normalized(name) }
  }

  private mutating func addFromDisk(_ name: ByteString) -> Bool {
    guard DiskFile.exists(name) else {
      findings.append(
        Diagnostic(
          .error, "the configuration file '\(name)' is neither in the package nor on disk",
          remedy: "name it by its path in the package"))
      return false
    }
    var request = StagingRequest(inputs: [.mapping(PathMapping(source: name))])
    request.ownership = StagingRequest.Ownership(recipe.ownership)
    do throws(StagingError) {
      let found = try request.stage()
      let known = Set(tree.entries.map(\.path))
      var merged = StagedTree(tree.entries + found.entries.filter { !known.contains($0.path) })
      merged.skipped = tree.skipped
      merged.unmatchedRules = tree.unmatchedRules
      tree = merged
      return true
    } catch {
      findings.append(Diagnostic(.error, "\(error)"))
      return false
    }
  }

  private mutating func addTree(conffiles: Set<ByteString>, replaced: Set<ByteString>) throws(Diagnostic) {
    tree.entries.removeAll { $0.kind != .directory && replaced.contains($0.path) }
    if tree.entries.contains(where: { $0.path == "DEBIAN" || $0.path.hasPrefix("DEBIAN/") }) {
      findings.append(
        Diagnostic(
          .error, "the files have a folder DEBIAN, which holds control data for dpkg-deb",
          remedy: "leave it out with -x 'DEBIAN*', and name what is in it by flags"))
    }
    if let root = tree.index(of: "") {
      tree.entries[root].permissions = 0o755
      tree.entries[root].owner = .root
      tree.entries[root].group = .root
    }
    var options = StagedTree.ManifestOptions.debian
    options.keepsIDs = true
    let staged: (manifest: Manifest, payload: PayloadMap)
    do throws(StagingError) {
      staged = try tree.manifest(options)
    } catch {
      throw Diagnostic(.error, "\(error)")
    }
    payload = staged.payload
    for index in 0..<staged.manifest.actionCount {
      var action = staged.manifest.action(at: index)
      if let path = action.attributes["path"], conffiles.contains(path) { action.attributes["deb.conffile"] = "true" }
      append(action)
    }
  }

  private mutating func addServices() {
    var files: [ByteString: ServiceFile] = [:]
    for file in recipe.serviceFiles { files[file.path] = file }
    for file in files.values.sorted(by: { $0.path < $1.path }) {
      var attributes: [(ByteString, ByteString)] = []
      if file.isRegistered {
        attributes = [
          ("deb.service.enable", file.isEnabled ? "true" : "false"),
          ("deb.service.start", file.isStarted ? "true" : "false"),
          ("deb.service.upgrade", file.isRestarted ? "restart" : "none"),
        ]
      }
      if !recipe.conffiles.includesEtc, recipe.conffiles.includesServices || isNamed(file.path),
        file.path.hasPrefix("etc/")
      {
        attributes.append(("deb.conffile", "true"))
      }
      guard file.text != nil || !DiskFile.isDirectory(file.source) else {
        findings.append(Diagnostic(.error, "\(file.source) is a directory", remedy: "name the file to deliver"))
        continue
      }
      do throws(PayloadError) {
        let content =
          if let text = file.text { ContentSource.memory(text) } else { try ContentSource.file(at: file.source) }
        add(file.path, content, permissions: file.permissions, attributes)
      } catch {
        findings.append(
          Diagnostic(.error, "\(error)", remedy: "paths are relative to the working directory, not to -C"))
      }
    }
  }

  private func isNamed(_ path: ByteString) -> Bool {
    recipe.conffiles.named.contains { name in
      guard let named = StagedPath.normalized(name) else { return false }
      return named == path || named.isEmpty || path.hasPrefix(named + "/")
    }
  }

  private mutating func addUsers() {
    for user in recipe.users {
      var attributes: [(ByteString, ByteString)] = [
        ("username", ByteString(user.name)), ("group", ByteString(user.name)),
      ]
      if let home = user.home { attributes.append(("home-dir", ByteString(home))) }
      if let comment = user.comment { attributes.append(("gcos-field", ByteString(comment))) }
      attributes += user.owns.map { ("deb.user.owns", ByteString($0)) }
      if user.isPurged { attributes.append(("deb.user.purge", "true")) }
      append(Action(.user, attributes))
    }
  }

  private mutating func addCopyright() {
    guard let file = recipe.copyright else { return }
    do throws(PayloadError) {
      let name = ByteString("usr/share/doc/\(recipe.name)/copyright")
      payload[name] = try .file(at: file)
      append(Action(.license, payload: name, [("license", "copyright")]))
    } catch {
      findings.append(Diagnostic(.error, "\(error)"))
    }
  }

  private mutating func addChangelogs(_ changelogs: ChangelogFiles) throws(Diagnostic) {
    for file in changelogs.files {
      do throws(PayloadError) {
        let content = ContentSource.memory(try Compression.gzip.compress(file.text))
        add(file.path, content, permissions: 0o644, [("deb.mtime", ByteString(String(changelogs.time)))])
      } catch {
        throw Diagnostic(.error, "\(error)")
      }
    }
  }

  private mutating func add(
    _ path: ByteString, _ content: ContentSource, permissions: UInt32, _ attributes: [(ByteString, ByteString)]
  ) {
    let mode = ByteString("0" + String(permissions, radix: 8))
    append(
      Action(
        .file, payload: path,
        [("group", "root"), ("mode", mode), ("owner", "root"), ("path", path)] + attributes))
    payload[path] = content
  }

  // MARK: - The control archive

  private mutating func addControlMembers() {
    for member in recipe.controlMembers {
      add("DEBIAN/" + member.name, .memory(member.bytes), permissions: member.permissions, [])
    }
    for hook in RecipeHook.allCases {
      guard let script = recipe.hooks[hook] else { continue }
      add("DEBIAN/" + hook.memberName, .memory(script.bytes), permissions: 0o755, [])
    }
  }
}

extension StagingRequest.Ownership {
  /// What a recipe asks for. Numbers are kept as they are, whatever this machine calls their users.
  package init(_ ownership: PackageRecipe.Ownership) {
    switch ownership {
    case .root: self = .root
    case .asFound: self = .asFound
    case .named(let user, let group): self = .fixed(owner: Self.account(user), group: Self.account(group))
    }
  }

  private static func account(_ word: ByteString) -> StagedEntry.Account {
    word == "root" ? .root : .init(name: word, id: UInt32(word.text))
  }
}
