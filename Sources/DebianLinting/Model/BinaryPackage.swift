package import DebianPackage
import PackageModel

/// A binary package as the checks see it: read once, indexed by what they ask for.
package final class BinaryPackage {
  /// The file or the directory as the user named it.
  package let source: String
  /// Whether it is a directory and not a package file.
  package let isTree: Bool
  /// The members of the container; none of a tree.
  package let members: [DebMember]
  /// The members of the control archive in order.
  package let controlEntries: [ControlEntry]
  /// The paths in the order of their bytes.
  package let entries: [PackageEntry]
  /// What kept the package from being read to its end.
  package let readError: String?
  package let patterns = Patterns()
  package let control: ControlText
  package let conffiles: [Conffile]
  /// The trimmed value of the field `Package`.
  package let name: String
  private let index: [String: Int]
  private let conffilePaths: Set<String>
  private var cache: [String: Any] = [:]

  init(
    source: String, isTree: Bool, members: [DebMember], controlEntries: [ControlEntry], entries: [PackageEntry],
    readError: String?
  ) {
    self.source = source
    self.isTree = isTree
    self.members = members
    self.controlEntries = controlEntries
    self.entries = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    self.readError = readError
    func bytes(_ name: String) -> [UInt8] { controlEntries.first { $0.name == name && $0.isFile }?.bytes ?? [] }
    control = ControlText(bytes("control"))
    conffiles = Conffile.read(bytes("conffiles"))
    conffilePaths = Set(conffiles.map(\.path))
    name = control.field("Package")?.value ?? ""
    index = Dictionary(
      self.entries.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry at a path, given with or without a slash at the end.
  package func entry(_ path: String) -> PackageEntry? {
    let path = path.hasSuffix("/") ? String(path.dropLast()) : path
    return index[path].map { entries[$0] }
  }

  /// The entries directly below a directory.
  func children(_ directory: String) -> [PackageEntry] {
    entries.filter { $0.path.parentPath == directory }
  }

  /// Whether a path is a conffile.
  func isConffile(_ path: String) -> Bool { conffilePaths.contains(path) }

  /// A member of the control archive that is a file.
  package func controlFile(_ name: String) -> ControlEntry? { controlEntries.first { $0.name == name && $0.isFile } }

  /// The trimmed value of a field.
  func value(_ field: String) -> String? { control.field(field)?.value }

  /// The value of a field on one line.
  func unfolded(_ field: String) -> String? { control.field(field)?.unfolded }

  /// The first word of the field `Architecture`.
  var architecture: String { value("Architecture") ?? "" }

  /// The version; `nil` where it is missing or none.
  var version: DebianVersion? { value("Version").flatMap { try? DebianVersion(parsing: $0) } }

  /// Whether the version has no revision, so that there is no upstream changelog.
  var isNative: Bool { !(value("Version") ?? "").contains("-") }

  /// Something that several checks need and that is worked out when the first one asks.
  func cached<Value>(_ name: String, _ make: () -> Value) -> Value {
    // In two steps: a value that may be nil would else be taken from what is not there.
    if let stored = cache[name], let value = stored as? Value { return value }
    let value = make()
    cache[name] = value
    return value
  }

  /// Whether a pattern matches a text.
  func matches(_ pattern: String, _ text: String) -> Bool { patterns.matches(pattern, text) }
}
