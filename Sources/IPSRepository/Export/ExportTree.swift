import Glibc
import PackageModel
import Payload
import Synchronization

/// The files of a static export.
final class ExportTree: Sendable {
  /// Tells such a tree from other directories, and who is writing it.
  private static let marker: ByteString = ".pkgwright-export"

  private let root: ByteString
  private let origin: any PackageOrigin
  private let isLinking: Bool
  private let state = Mutex<State>(State())

  private struct State {
    /// What belongs to the tree, relative to it.
    var expected: Set<ByteString> = []
    var folders: Set<ByteString> = []
    var added = 0
  }

  init(_ root: ByteString, _ origin: any PackageOrigin, isLinking: Bool) {
    self.root = root
    self.origin = origin
    self.isLinking = isLinking
  }

  /// How many files were not there before.
  var added: Int { state.withLock { $0.added } }

  /// Makes sure that nothing but such a tree is written over, and that nobody else writes it.
  static func claim(_ path: ByteString) throws(RepositoryError) -> StoreLock {
    if !FileSystem.isFile(path + "/" + marker), !FileSystem.names(in: path).isEmpty {
      throw .repositoryExists(path + "/")
    }
    try FileSystem.makeDirectories(path)
    return try StoreLock(path + "/" + marker, waiting: false)
  }

  /// Notes what is to be written.
  ///
  /// - Returns: the names that no other package has already; the first publisher's come first.
  private func claim(_ names: [ByteString]) throws(RepositoryError) -> [ByteString] {
    let (new, folders) = state.withLock { state in
      let new = names.filter { state.expected.insert($0).inserted }
      return (new, Set(new.map { AtomicOutput.directory(of: root + "/" + $0) }).filter { !state.folders.contains($0) })
    }
    for folder in folders {
      try makeFolder(folder)
      _ = state.withLock { $0.folders.insert(folder) }
    }
    return new
  }

  /// A file of an earlier export may be where a folder has to be now.
  private func makeFolder(_ folder: ByteString) throws(RepositoryError) {
    if FileSystem.isDirectory(folder) || folder == root { return }
    try makeFolder(AtomicOutput.directory(of: folder))
    if FileSystem.isFile(folder) { try FileSystem.remove(folder) }
    try FileSystem.makeDirectory(folder)
  }

  /// Writes a small file under several names, unless it is there already.
  func place(_ bytes: [UInt8], at names: [ByteString]) throws(RepositoryError) {
    let names = try claim(names)
    let paths = names.map { root + "/" + $0 }
    let stale = paths.filter { (try? FileBytes.read($0)) != bytes }
    guard let first = stale.first else { return }
    state.withLock { $0.added += 1 }
    try remove(folderAt: first)
    try FileSystem.write(bytes, to: first)
    for path in stale.dropFirst() {
      try remove(folderAt: path)
      if FileSystem.exists(path) { try FileSystem.remove(path) }
      if !Self.link(first, to: path) { try FileSystem.write(bytes, to: path) }
    }
  }

  private func remove(folderAt path: ByteString) throws(RepositoryError) {
    if FileSystem.isDirectory(path) { DirectoryTree.remove(path) }
  }

  /// Writes a payload under several names. Its name tells its content; its size tells whether all of it is there.
  func place(
    payload: ByteString, of publisher: ByteString, _ fmri: FMRI, at names: [ByteString]
  ) throws(RepositoryError) {
    let names = try claim(names)
    guard !names.isEmpty else { return }
    guard let source = try origin.storedPayload(payload, of: publisher) else {
      throw .missingPayload(name: payload, fmri)
    }
    defer { origin.release(payload) }
    let paths = names.map { root + "/" + $0 }
    let missing = paths.filter { Self.size(of: $0) != source.size }
    if missing.isEmpty { return }
    state.withLock { $0.added += 1 }
    var present = paths.first { !missing.contains($0) }
    if present == nil, isLinking, let path = source.path, FileSystem.isFile(path) { present = path }
    for path in missing {
      try FileSystem.remove(path)
      if let present, Self.link(present, to: path) { continue }
      try copy(source, to: path)
      present = path
    }
  }

  private static func size(of path: ByteString) -> UInt64? {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? UInt64(clamping: status.st_size) : nil
  }

  private static func link(_ old: ByteString, to new: ByteString) -> Bool {
    old.withCString { old in new.withCString { Glibc.link(old, $0) } } == 0
  }

  private func copy(_ source: ContentSource, to path: ByteString) throws(RepositoryError) {
    let temporary =
      AtomicOutput.directory(of: path) + "/.pkgwright-"
      + ByteString(String(UInt64.random(in: .min ... .max), radix: 36))
    let file = try FileSystem.createFile(temporary)
    do throws(PayloadError) {
      try file.append(source)
      if let time = source.modificationTime { try FileSystem.setTime(time, of: file) }
    } catch {
      try FileSystem.remove(temporary)
      throw .payload(error)
    }
    try FileSystem.rename(temporary, to: path)
  }

  /// Puts a catalog in its place in one step.
  func replace(_ folder: ByteString, with snapshot: CatalogSnapshot) throws(RepositoryError) {
    _ = try claim(snapshot.files.map { folder + "/" + $0.name })
    let path = root + "/" + folder
    let isCurrent = snapshot.files.allSatisfy { (try? FileBytes.read(path + "/" + $0.name)) == $0.bytes }
    if isCurrent { return }
    let new = try wrapping { () throws(PayloadError) in try TemporaryDirectory(in: root) }
    for source in snapshot.files {
      let file = try FileSystem.createFile(new.path + "/" + source.name)
      try wrapping { () throws(PayloadError) in
        try file.write(source.bytes)
        if let time = source.time { try FileSystem.setTime(time, of: file) }
        try file.synchronize()
      }
    }
    try FileSystem.synchronizeDirectory(new.path)
    try FileSystem.replaceDirectory(path, with: new)
  }

  /// Removes what does not belong to the tree.
  ///
  /// - Returns: how many names there were.
  func removeStrangers() throws(RepositoryError) -> Int {
    let expected = state.withLock { $0.expected }
    return try removeStrangers(in: "", expected)
  }

  private func removeStrangers(in folder: ByteString, _ expected: Set<ByteString>) throws(RepositoryError) -> Int {
    var count = 0
    for entry in FileSystem.names(in: root + "/" + folder) {
      let name = folder + entry
      let path = root + "/" + name
      if FileSystem.isDirectory(path) {
        count += try removeStrangers(in: name + "/", expected)
        FileSystem.removeIfEmpty(path)
      } else if !expected.contains(name), name != Self.marker {
        try FileSystem.remove(path)
        count += 1
      }
    }
    return count
  }
}
