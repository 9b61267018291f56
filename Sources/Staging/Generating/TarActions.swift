import PackageModel
import Payload

/// Makes actions of the members of a tar archive, in the archive's order and with its names.
struct TarActions {
  private let options: GenerateOptions

  init(_ options: GenerateOptions) {
    self.options = options
  }

  func generate(
    _ path: ByteString, emit: (Action) throws(StagingError) -> Void
  ) throws(StagingError) -> ManifestGenerator.Report {
    var report = ManifestGenerator.Report()
    do throws(ForeignArchive.ListingError<StagingError>) {
      let end = try ForeignArchive.listTar(path) { (entry) throws(StagingError) in
        let action = action(for: entry)
        guard action.key?.isEmpty != true else {
          throw .malformed(path, line: nil, reason: "the entry \"\(entry.name)\" has no path below the root")
        }
        try emit(action)
      }
      guard let end else { throw .visit(.unknownFormat(path)) }
      report.damage = end
    } catch {
      switch error {
      case .payload(let error): throw .payload(error)
      case .visit(let error): throw error
      }
    }
    return report
  }

  private func action(for entry: ForeignEntry) -> Action {
    let path = Self.path(entry.name)
    switch entry.kind {
    case .directory:
      return Action(.dir, attributes(of: entry, path))
    case .file:
      var attributes = attributes(of: entry, path)
      if let time = options.timestamp(path, FileTime(seconds: entry.modificationTime ?? 0)) {
        attributes.append(("timestamp", time))
      }
      return Action(.file, payload: path, attributes)
    case .symbolicLink(let target):
      return Action(.link, [("path", path), ("target", target)])
    case .hardLink(let target):
      return Action(.hardlink, [("path", path), ("target", target)])
    case .fifo, .characterDevice, .blockDevice, .socket:
      return Action(.unknown, [("path", path)])
    }
  }

  private func attributes(of entry: ForeignEntry, _ path: ByteString) -> [(ByteString, ByteString)] {
    [
      ("group", entry.groupName), ("mode", PermissionText.octal(entry.mode)), ("owner", entry.userName),
      ("path", path),
    ]
  }

  /// Slashes at both ends are gone; a `./` at the beginning stays.
  private static func path(_ name: ByteString) -> ByteString {
    var bytes = name.bytes[...]
    while bytes.last == ASCII.slash { bytes = bytes.dropLast() }
    bytes = bytes.drop { $0 == ASCII.slash }
    return ByteString(bytes)
  }
}
