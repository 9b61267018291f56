import PackageModel

extension FpmRecipe {
  /// Adds the members of the control archive that flags name.
  mutating func addControlMembers(to recipe: inout PackageRecipe) {
    recipe.controlMembers = base?.members ?? []
    recipe.hooks = base?.hooks ?? [:]
    for path in arguments.values(.debMetaFile) {
      guard let bytes = read(path, .debMetaFile) else { continue }
      addMetaFile(baseName(path, without: ""), bytes, path, to: &recipe)
    }
    if let control = read(.debCustomControl) { set("control", control, 0o644, in: &recipe) }
    if let config = read(.debConfig) { set("config", config, 0o755, in: &recipe) }
    if let templates = read(.debTemplates) { set("templates", templates, 0o644, in: &recipe) }
    let lines: [(String, FpmOption)] = [
      ("interest", .debInterest), ("activate", .debActivate), ("interest-noawait", .debInterestNoawait),
      ("activate-noawait", .debActivateNoawait),
    ]
    for (directive, option) in lines {
      recipe.triggers += arguments.values(option).map { "\(directive) \($0)" }
    }
    if let shlibs = arguments.value(.debShlibs) {
      let bytes = shlibs.bytes.last == ASCII.newline ? shlibs.bytes : shlibs.bytes + [ASCII.newline]
      set("shlibs", bytes, 0o644, in: &recipe)
      let trigger = "activate-noawait ldconfig"
      if !recipe.triggers.contains(trigger) { recipe.triggers.append(trigger) }
    }
  }

  /// A maintainer script among the meta files is a hook like any other, and the debconf script must be executable.
  private mutating func addMetaFile(
    _ name: ByteString, _ bytes: [UInt8], _ path: ByteString, to recipe: inout PackageRecipe
  ) {
    let scripts: [RecipeHook] = [.beforeInstall, .afterInstall, .beforeRemove, .afterRemove]
    if let hook = scripts.first(where: { $0.memberName == name }) {
      recipe.hooks[hook] = RecipeScript(fileName: path.text, bytes: bytes)
    } else {
      set(name, bytes, name == "config" ? 0o755 : 0o644, in: &recipe)
    }
  }

  private func set(_ name: ByteString, _ bytes: [UInt8], _ permissions: UInt32, in recipe: inout PackageRecipe) {
    recipe.controlMembers.removeAll { $0.name == name }
    recipe.controlMembers.append(PackageRecipe.ControlMember(name: name, bytes: bytes, permissions: permissions))
  }

  /// Adds the hooks that flags name, with their placeholders replaced where that is asked for.
  mutating func addHooks(to recipe: inout PackageRecipe) {
    let options: [(FpmOption, RecipeHook)] = [
      (.beforeInstall, .beforeInstall), (.afterInstall, .afterInstall), (.beforeRemove, .beforeRemove),
      (.afterRemove, .afterRemove), (.beforeUpgrade, .beforeUpgrade), (.afterUpgrade, .afterUpgrade),
      (.debAfterPurge, .afterPurge),
    ]
    let replacesPlaceholders = arguments.isOn(.templateScripts) || arguments.isGiven(.templateValue)
    for (option, hook) in options {
      guard let path = arguments.value(option), let bytes = read(path, option) else { continue }
      var script = RecipeScript(fileName: path.text, bytes: bytes)
      if replacesPlaceholders {
        do throws(Diagnostic) {
          script.bytes = try ScriptTemplate(bytes, fileName: path.text).rendered { value(of: $0, in: recipe) }
        } catch {
          findings.append(error)
        }
      }
      recipe.hooks[hook] = script
    }
  }

  /// What a placeholder stands for: the values of `--template-value`, then what fpm calls the parts of a package.
  private func value(of placeholder: ScriptTemplate.Placeholder, in recipe: PackageRecipe) -> ByteString? {
    switch placeholder {
    case .name(let name): return templateValue(name) ?? part(name, of: recipe)
    case .attribute(let name): return attribute(name)
    }
  }

  private func templateValue(_ name: String) -> ByteString? {
    let key = ByteString(name)
    let pairs = arguments.values(.templateValue).map { pair in
      let parts = pair.bytes.split(separator: ASCII.equals, maxSplits: 1, omittingEmptySubsequences: false)
      return (ByteString(parts[0]), parts.count > 1 ? ByteString(parts[1]) : "")
    }
    return pairs.last { $0.0 == key }?.1
  }

  private func part(_ name: String, of recipe: PackageRecipe) -> ByteString? {
    let text: String? =
      switch name {
      case "name": recipe.name
      case "version": recipe.version.upstream
      case "iteration": recipe.version.revision ?? ""
      case "epoch": recipe.version.epoch ?? ""
      case "architecture": recipe.architecture
      case "maintainer": recipe.maintainer
      case "vendor": recipe.fields.first { $0.isNamed("Vendor") }?.value ?? "none"
      case "license": recipe.fields.first { $0.isNamed("License") }?.value ?? "unknown"
      case "url": recipe.homepage ?? ""
      case "category": recipe.section ?? ""
      case "description": recipe.description
      case "prefix": arguments.text(.prefix) ?? "/"
      case "type": "deb"
      default: nil
      }
    return text.map { ByteString($0) }
  }

  /// The value of a flag by its name in Ruby; nothing where the flag is not given.
  private func attribute(_ name: String) -> ByteString? {
    let long = String(name.map { $0 == "_" ? "-" : $0 })
    guard let option = FpmOption(rawValue: long), let flag = FpmFlags.of(option), flag.takesValue else { return nil }
    return arguments.value(option) ?? ""
  }
}
