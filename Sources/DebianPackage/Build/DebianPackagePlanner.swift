import PackageModel
import Payload
import Staging

/// Decides everything about a package: entries, scripts, conffiles, control data, and whether they are right.
struct DebianPackagePlanner {
  private let manifest: Manifest
  private let options: DebianBuildOptions
  private let facts: PackageFacts
  private var collected: PayloadCollector
  private let archive: GivenControlMembers
  /// What was found on the way, in order.
  private(set) var findings: [Diagnostic] = []

  init(manifest: Manifest, payload: PayloadMap, options: DebianBuildOptions) {
    self.manifest = manifest
    self.options = options
    facts = PackageFacts(manifest)
    collected = PayloadCollector(manifest, payload)
    archive = GivenControlMembers(
      collected.controlMembers, root: collected.controlRoot, fileName: manifest.fileName,
      isVerbatim: options.isVerbatim)
    findings = collected.findings + archive.findings
  }

  /// The plan, or `nil` where the findings leave nothing to build.
  mutating func plan() -> DebianPackagePlan? {
    var members = archive.members
    let hooks = takeHooks(&members)
    let given = members.removeValue(forKey: "control").flatMap { member in readControl(member).map { (member, $0) } }
    let package = given?.1["Package"] ?? facts["deb.package"] ?? facts["pkg.fmri"].map(DependActions.package)?.name

    var entries = collected.takeEntries()
    addLicenses(package, to: &entries)
    addParents(&entries)
    let timestamp = timestamp(of: entries)
    guard let arranged = arrange(entries, timestamp: timestamp) else { return nil }
    let ordered = arranged.compactMap { entries[$0.name] }

    var relations: [String: [String]] = [:]
    if !options.isVerbatim {
      relations = addScripts(hooks, entries: ordered, to: &members)
    }
    let conffiles = addConffiles(ordered, to: &members)
    checkMembers(members, entries: entries)
    let digested = digestedPaths(ordered, conffiles: conffiles, members: members)
    let size = installedSize(ordered: arranged, members: members, digested: digested)

    let stanza: ControlStanza
    let controlFile: ControlMember
    if let (member, read) = given {
      stanza = read
      controlFile = member
    } else {
      guard let assembled = assembleControl(relations, ordered, installedSize: size) else { return nil }
      stanza = assembled
      controlFile = ControlMember("control", bytes: Array(stanza.text.utf8))
    }
    if options.checks {
      findings += ControlChecks.findings(in: stanza, fileName: given == nil ? manifest.fileName : "DEBIAN/control")
    }
    return DebianPackagePlan(
      control: stanza, controlFile: controlFile, members: members.values.sorted { $0.name < $1.name },
      controlRoot: collected.controlRoot, entries: [root(timestamp)] + arranged, conffiles: conffiles,
      digested: digested, timestamp: timestamp, findings: findings)
  }

  // MARK: Control data

  private mutating func readControl(_ member: ControlMember) -> ControlStanza? {
    do throws(Diagnostics) {
      return try ControlStanza(reading: member.bytes, fileName: "DEBIAN/control")
    } catch {
      findings += error.all
      return nil
    }
  }

  private mutating func assembleControl(
    _ scriptRelations: [String: [String]], _ entries: [PayloadEntry], installedSize: UInt64
  ) -> ControlStanza? {
    let depends = DependActions(manifest)
    findings += depends.findings
    let relations = depends.relations.merging(scriptRelations) { $0 + $1 }
    var architecture = facts["deb.architecture"]
    if architecture == nil {
      do throws(Diagnostic) {
        architecture = try ProgramArchitecture.detect(entries.map { ($0.path, $0.tar.content) })
      } catch {
        findings.append(error)
      }
    }
    let assembly = ControlAssembly(
      facts, relations: relations, architecture: architecture, installedSize: installedSize)
    return assembly.stanza
  }

  // MARK: Payload

  private func addLicenses(_ package: String?, to entries: inout [ByteString: PayloadEntry]) {
    guard let package, !collected.licenses.isEmpty else { return }
    let path = ByteString("usr/share/doc/\(package)/copyright")
    guard entries[path] == nil else { return }
    let content: ContentSource
    if collected.licenses.count == 1 {
      content = collected.licenses[0]
    } else {
      let texts = collected.licenses.map { (try? $0.bytes(limit: 64 << 20)) ?? [] }
      content = .memory(Array(texts.joined(separator: [ASCII.newline])))
    }
    let time = content.modificationTime
    entries[path] = PayloadEntry(
      tar: TarEntry(path, .file(content), mode: 0o644, modificationTime: time ?? 0), hasTime: time != nil)
  }

  private func addParents(_ entries: inout [ByteString: PayloadEntry]) {
    for path in Array(entries.keys) {
      var parent = StagedPath.parent(of: path)
      while !parent.isEmpty, entries[parent] == nil {
        entries[parent] = PayloadEntry(
          tar: TarEntry(parent, .directory, mode: 0o755, modificationTime: 0), hasTime: false)
        parent = StagedPath.parent(of: parent)
      }
    }
  }

  private func timestamp(of entries: [ByteString: PayloadEntry]) -> Int64 {
    if let epoch = options.sourceDateEpoch { return epoch }
    return entries.values.lazy.filter(\.hasTime).map(\.tar.modificationTime).max() ?? 0
  }

  private func root(_ timestamp: Int64) -> TarEntry {
    guard let root = collected.root else { return TarEntry("", .directory, mode: 0o755, modificationTime: timestamp) }
    var entry = root.tar
    if !root.hasTime { entry.modificationTime = timestamp }
    return entry
  }

  private mutating func arrange(_ entries: [ByteString: PayloadEntry], timestamp: Int64) -> [TarEntry]? {
    let all = entries.values.map { entry in
      var tar = entry.tar
      if !entry.hasTime { tar.modificationTime = timestamp }
      return tar
    }
    do throws(DebWriteError) {
      return try DebianOrder.arrange(all)
    } catch {
      findings.append(Diagnostic(.error, "\(error)", at: SourceLocation(file: manifest.fileName)))
      return nil
    }
  }

  // MARK: Scripts and members

  private func takeHooks(_ members: inout [ByteString: ControlMember]) -> Hooks {
    guard !options.isVerbatim else { return Hooks() }
    func take(_ name: ByteString) -> HookScript? {
      members.removeValue(forKey: name).map { HookScript(fileName: "DEBIAN/\(name)", bytes: $0.bytes) }
    }
    return Hooks(
      beforeInstall: take("preinst"), afterInstall: take("postinst"), beforeRemove: take("prerm"),
      afterRemove: take("postrm"), beforeUpgrade: take("before-upgrade"), afterUpgrade: take("after-upgrade"),
      afterPurge: take("after-purge"))
  }

  /// Writes the maintainer scripts and gives the relations that they need, by field name.
  private mutating func addScripts(
    _ hooks: Hooks, entries: [PayloadEntry], to members: inout [ByteString: ControlMember]
  ) -> [String: [String]] {
    let services = ServiceDiscovery(manifest, facts: facts, entries: entries, control: members)
    findings += services.findings
    var policy = options.hookPolicy
    if facts["deb.hooks"] == "dispatch" { policy.calls = .byPhase }
    if facts["deb.hooks.errorchecks"] == "true" { policy.errorChecks = true }
    do throws(MaintainerScriptError) {
      let scripts = try MaintainerScripts.assemble(plan: services.plan, hooks: hooks, policy: policy)
      for script in MaintainerScript.allCases {
        guard let bytes = scripts[script] else { continue }
        let name = ByteString(script.rawValue)
        members[name] = ControlMember(name, mode: 0o755, bytes: bytes)
      }
      addTriggers(facts.all("deb.trigger") + scripts.triggers, to: &members)
      return ["Depends": scripts.depends, "Pre-Depends": scripts.preDepends]
    } catch {
      findings += error.problems.map { problem in
        Diagnostic(
          .error, problem.message, at: SourceLocation(file: problem.place, line: problem.line), remedy: problem.remedy)
      }
      return [:]
    }
  }

  private func addTriggers(_ lines: [String], to members: inout [ByteString: ControlMember]) {
    guard !lines.isEmpty else { return }
    var bytes = members["triggers"]?.bytes ?? []
    if let last = bytes.last, last != ASCII.newline { bytes.append(ASCII.newline) }
    let present = Set(ByteString(bytes).split(on: ASCII.newline))
    for line in lines where !present.contains(ByteString(line)) {
      bytes += Array(line.utf8) + [ASCII.newline]
    }
    members["triggers"] = ControlMember("triggers", bytes: bytes)
  }

  /// Lists the conffiles, those of a given `conffiles` member included.
  private func addConffiles(
    _ entries: [PayloadEntry], to members: inout [ByteString: ControlMember]
  ) -> [ByteString] {
    let given = members["conffiles"]?.bytes ?? []
    var paths = ByteString(given).split(on: ASCII.newline).filter { $0.bytes.first == ASCII.slash }
    guard !options.isVerbatim else { return paths }
    let isAutomatic = facts["deb.conffiles"] != "explicit"
    let known = Set(paths)
    let added = entries.filter { entry in
      entry.isConffile ?? (isAutomatic && entry.isRegularFile && entry.path.hasPrefix("etc/"))
    }.map { ByteString([ASCII.slash] + $0.path.bytes) }.filter { !known.contains($0) }.sorted()
    guard !added.isEmpty else { return paths }
    paths += added
    var bytes = given
    if let last = bytes.last, last != ASCII.newline { bytes.append(ASCII.newline) }
    for path in added { bytes += path.bytes + [ASCII.newline] }
    members["conffiles"] = ControlMember("conffiles", bytes: bytes)
    return paths
  }

  private mutating func checkMembers(
    _ members: [ByteString: ControlMember], entries: [ByteString: PayloadEntry]
  ) {
    guard options.checks else { return }
    if let conffiles = members["conffiles"] {
      findings += Conffiles.findings(
        in: conffiles.bytes, fileName: "DEBIAN/conffiles",
        delivered: entries.mapValues { $0.isRegularFile ? .file : .other })
    }
    if let triggers = members["triggers"] {
      findings += Trigger.findings(in: triggers.bytes, fileName: "DEBIAN/triggers")
    }
  }

  // MARK: Sums

  private func digestedPaths(
    _ entries: [PayloadEntry], conffiles: [ByteString], members: [ByteString: ControlMember]
  ) -> Set<ByteString>? {
    guard !options.isVerbatim, members["md5sums"] == nil, facts["deb.md5sums"] != "none" else { return nil }
    let excluded = facts["deb.md5sums"] == "all" ? [] : Set(conffiles.map { ByteString($0.bytes.dropFirst()) })
    let paths = Set(entries.filter(\.isRegularFile).map(\.path)).subtracting(excluded)
    return paths.isEmpty ? nil : paths
  }

  private func installedSize(
    ordered entries: [TarEntry], members: [ByteString: ControlMember], digested: Set<ByteString>?
  ) -> UInt64 {
    var size = InstalledSize()
    for entry in entries {
      switch entry.kind {
      case .file(let source): size.addContent(bytes: source.size)
      case .symbolicLink(let target): size.addContent(bytes: UInt64(target.count))
      case .hardLink: break
      default: size.addOther()
      }
    }
    // The folder DEBIAN counts with all it holds but the control file.
    size.addOther()
    for member in members.values { size.addContent(bytes: UInt64(member.bytes.count)) }
    if let digested { size.addContent(bytes: digested.reduce(0) { $0 + UInt64(MD5Sums.lineLength(of: $1)) }) }
    return size.kibibytes
  }
}
