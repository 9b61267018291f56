/// A member of the control archive.
package struct ControlEntry: Sendable {
  package var name: String
  package var isFile: Bool
  package var mode: UInt32
  /// User and group, by name where the archive has names.
  package var identity: String
  /// Whether user and group are root's, by name or number.
  package var isRoots: Bool
  package var bytes: [UInt8]

  /// The lines of the text.
  var lines: [String] { TextLines.split(bytes) }
}
