import PackageModel
import Payload

extension FpmRecipe {
  /// The files of the flags for services, in the order of the table.
  mutating func serviceFiles() -> [ServiceFile] {
    var files: [ServiceFile] = []
    for source in arguments.values(.debInit) {
      files.append(ServiceFile(.initScript, source: source, path: "etc/init.d/" + baseName(source, without: ".init")))
    }
    for source in arguments.values(.debDefault) {
      files.append(ServiceFile(.settings, source: source, path: "etc/default/" + baseName(source, without: ".default")))
    }
    for source in arguments.values(.debUpstart) {
      let name = baseName(source, without: ".upstart")
      files.append(
        ServiceFile(.upstartJob, source: source, path: "etc/init/" + (name.hasSuffix(".conf") ? name : name + ".conf")))
    }
    files += arguments.values(.debSystemd).compactMap { unit($0) }
    return files
  }

  private mutating func unit(_ source: ByteString) -> ServiceFile? {
    let types = [
      "service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope",
    ]
    var name = baseName(source, without: "")
    if let dot = name.bytes.lastIndex(of: ASCII.dot), dot > 0 {
      let type = ByteString(name.bytes[(dot + 1)...]).text
      guard types.contains(type) else {
        complain(
          "--deb-systemd: '\(name)' is not the name of a unit", remedy: "end it in .service, .timer or another type")
        return nil
      }
    } else {
      name += ".service"
    }
    var directory = arguments.value(.debSystemdPath) ?? "lib/systemd/system"
    directory = ByteString(directory.bytes.drop { $0 == ASCII.slash })
    while directory.bytes.last == ASCII.slash { directory.bytes.removeLast() }
    return ServiceFile(
      .unit, source: source, path: directory.isEmpty ? name : directory + "/" + name,
      isEnabled: arguments.isOn(.debSystemdEnable), isStarted: arguments.isOn(.debSystemdAutoStart),
      isRestarted: arguments.isOn(.debSystemdRestart))
  }

  /// The last part of a path, without an ending if there is one.
  func baseName(_ path: ByteString, without ending: ByteString) -> ByteString {
    let name = path.bytes.split(separator: ASCII.slash).last.map { ByteString($0) } ?? path
    guard !ending.isEmpty, name.count > ending.count, let stem = name.dropping(suffix: ending) else { return name }
    return stem
  }

  /// The changelogs that flags name.
  mutating func changelogs() -> RecipeChangelogs {
    var changelogs = RecipeChangelogs()
    changelogs.debian = read(.debChangelog)
    changelogs.upstream = read(.debUpstreamChangelog)
    changelogs.distribution = arguments.text(.debDist) ?? "unstable"
    changelogs.fixedTime = request.sourceDateEpoch
    changelogs.now = environment.now
    return changelogs
  }

  /// The bytes of the file that a flag names.
  mutating func read(_ option: FpmOption) -> [UInt8]? {
    guard let path = arguments.value(option) else { return nil }
    return read(path, option)
  }

  mutating func read(_ path: ByteString, _ option: FpmOption) -> [UInt8]? {
    do throws(FileError) {
      return try FileBytes.read(path)
    } catch {
      complain("--\(option.rawValue): \(error)", remedy: "paths are relative to the working directory, not to -C")
      return nil
    }
  }
}
