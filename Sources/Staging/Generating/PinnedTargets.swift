import Glibc
import PackageModel
import Payload

/// The names that must be `file` actions among several names of one file (`pkgsend generate --target`).
struct PinnedTargets {
  /// The paths as given.
  private let given: Set<ByteString>
  /// The absolute path of the name that others link to, by file.
  private(set) var paths: [StagedEntry.Identity: ByteString] = [:]
  /// The absolute path of the source, which relative targets start from.
  private let root: ByteString

  /// - Throws: ``StagingError/missingInput(_:)`` for a target that is not there.
  init(_ targets: [ByteString], below source: ByteString) throws(StagingError) {
    given = Set(targets)
    guard !targets.isEmpty else {
      root = ""
      return
    }
    root = Self.absolute(source)
    for target in targets {
      let place = StagedPath.onDisk(source, target)
      var status = stat()
      guard place.withCString({ lstat($0, &status) }) == 0 else { throw .missingInput(place) }
      paths[StagedEntry.Identity(status)] = Self.absolute(place)
    }
  }

  /// Whether a path is a `file` action whatever names came before.
  func contains(_ path: ByteString) -> Bool { given.contains(path) }

  /// Notes the first name of a file that may have more.
  mutating func note(_ entry: StagedEntry) {
    guard let identity = entry.identity, paths[identity] == nil else { return }
    paths[identity] = Self.normalized(root + "/" + entry.path)
  }

  /// The way from the directory of a file to the name that it is to link to; `nil` where there is none yet.
  func target(of entry: StagedEntry) -> ByteString? {
    // A pinned file is found even if it has one name only.
    guard let identity = entry.identity ?? (given.isEmpty ? nil : entry.content?.identity),
      let target = paths[identity]
    else { return nil }
    return StagedPath.relative(target, from: Self.normalized(root + "/" + StagedPath.parent(of: entry.path)))
  }

  private static func absolute(_ path: ByteString) -> ByteString {
    if path.bytes.first == ASCII.slash { return normalized(path) }
    guard let directory = getcwd(nil, 0) else { return normalized(path) }
    defer { free(directory) }
    return normalized(ByteString(cString: directory) + "/" + path)
  }

  /// Parts `..` at the root lead to the root.
  private static func normalized(_ path: ByteString) -> ByteString {
    var parts: [ArraySlice<UInt8>] = []
    for part in path.bytes.split(separator: ASCII.slash) where !part.elementsEqual([ASCII.dot]) {
      if part.elementsEqual([ASCII.dot, ASCII.dot]) { _ = parts.popLast() } else { parts.append(part) }
    }
    return ByteString(parts.joined(separator: [ASCII.slash]))
  }
}

extension ContentSource {
  /// What tells a file on disk from all others.
  fileprivate var identity: StagedEntry.Identity? {
    if case .file(_, let stamp) = origin { .init(device: stamp.device, inode: stamp.inode) } else { nil }
  }
}
