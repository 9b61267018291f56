import DebianPackage
import PackageModel
import Payload
import Recipes
import Staging

/// One run of fpm: from the arguments to the package.
struct FpmRun {
  let arguments: FpmArguments
  let environment: FpmEnvironment
  let log: FpmLog

  /// Does the work and gives the exit status.
  func status() -> Int32 {
    do throws(Diagnostics) {
      try build()
      return 0
    } catch {
      for finding in error.all {
        if finding.severity == .error { log.error(text(finding)) } else { log.warn(text(finding)) }
      }
      log.fatal("The package was not made")
      return 1
    }
  }

  private func build() throws(Diagnostics) {
    let request = try FpmRequest(arguments, environment: environment, log: log)
    let input = try FpmInput(request, log: log)
    let recipe = try FpmRecipe.read(request, base: input.base, environment: environment, log: log)
    let made = try RecipeManifest(recipe, tree: input.tree, fileName: "fpm")
    for warning in made.warnings { log.warn(warning) }

    let path = OutputName(recipe).path(format: request.outputFormat, isDirectory: DiskFile.isDirectory)
    if !request.overwrites, DiskFile.exists(path) {
      throw Diagnostics([
        Diagnostic(.error, "\(path) exists already", remedy: "add -f to overwrite it")
      ])
    }
    var options = DebianBuildOptions(output: .file(path))
    options.replacesExisting = request.overwrites
    options.compression = request.compression
    if request.compression.format == .bzip2 { options.controlCompression = .gzip }
    options.sourceDateEpoch = request.sourceDateEpoch
    options.hookPolicy = .fpm
    var manifest = made.manifest
    var payload = made.payload
    if request.editsControl { try edit(&manifest, &payload, options) }
    let builder = DebianPackageBuilder(manifest: manifest, payload: payload, options: options)
    let changes = request.writesChanges ? try self.changes(builder, changelog: made.changelog) : nil
    let package = try builder.build()
    for finding in package.findings { log.warn(text(finding)) }
    if let changes { try write(changes, besidePackage: path) }
    log.always("Created package", ["path": path.text])
  }

  private func changes(_ builder: DebianPackageBuilder, changelog: [UInt8]) throws(Diagnostics) -> ChangesFile {
    let control = try ControlStanza(reading: try builder.controlFile(), fileName: "control")
    do throws(Diagnostic) {
      let entry = try ChangelogEntry(firstOf: changelog, fileName: arguments.text(.debChangelog) ?? "changelog")
      return ChangesFile(control: control, entry: entry, distributions: arguments.text(.debDist))
    } catch {
      throw Diagnostics([error])
    }
  }

  private func write(_ changes: ChangesFile, besidePackage path: ByteString) throws(Diagnostics) {
    do throws(PayloadError) {
      log.always("Created changes", ["path": try changes.write(besidePackage: path).text])
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
  }

  /// Has the control file edited, which then goes into the package as it is.
  private func edit(
    _ manifest: inout Manifest, _ payload: inout PayloadMap, _ options: DebianBuildOptions
  ) throws(Diagnostics) {
    let control = try DebianPackageBuilder(manifest: manifest, payload: payload, options: options).controlFile()
    let command = (environment["FPM_EDITOR"] ?? environment["EDITOR"] ?? "vi").text
    let directory = arguments.value(.workdir) ?? environment["TMPDIR"] ?? "/tmp"
    log.info("Having the control file edited", ["command": command])
    let edited: [UInt8]
    do throws(TextEditor.Failure) {
      edited = try TextEditor.edit(control, name: "control", command: command, in: directory)
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)", remedy: "set FPM_EDITOR or EDITOR")])
    }
    guard !edited.isEmpty else {
      throw Diagnostics([
        Diagnostic(.error, "the control file is empty after editing", remedy: "leave its fields in it")
      ])
    }
    guard edited != control else { return }
    let member: ByteString = "DEBIAN/control"
    payload[member] = .memory(edited)
    if manifest.delivers(member) { return }
    do throws(Diagnostic) {
      try manifest.append(Action(.file, payload: member, [("mode", "0644"), ("path", member)]))
    } catch {
      throw Diagnostics([error])
    }
  }

  private func text(_ finding: Diagnostic) -> String {
    var text = finding.message
    if let location = finding.location, let line = location.line { text = "\(location.file):\(line): " + text }
    if let remedy = finding.remedy { text += "; " + remedy }
    return text
  }
}

extension Manifest {
  /// Whether an action delivers a path.
  fileprivate func delivers(_ path: ByteString) -> Bool {
    (0..<actionCount).contains { value("path", ofAction: $0) == path }
  }
}
