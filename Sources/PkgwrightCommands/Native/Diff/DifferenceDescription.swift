import Comparison
import PackageModel

/// Differences for machines.
struct DifferenceDescription: Encodable {
  /// One action that is not the same on both sides. `old` is missing for an added action, `new` for a removed one; a
  /// changed action names the attributes that differ, and `hash` where the payload's name does.
  private struct Change: Encodable {
    var change: String
    var old: ActionDescription?
    var new: ActionDescription?
    var differs: [String]?
  }

  private let different: Bool
  private let changes: [Change]

  /// - Throws: a diagnostic for names that are not UTF-8, which JSON cannot express.
  init(_ difference: ManifestDifference) throws(Diagnostic) {
    different = !difference.isEmpty
    changes = try difference.changes.map { (change) throws(Diagnostic) in
      switch change {
      case .removed(let action): Change(change: "removed", old: try ActionDescription(action))
      case .added(let action): Change(change: "added", new: try ActionDescription(action))
      case .changed(let change):
        Change(
          change: "changed", old: try ActionDescription(change.old), new: try ActionDescription(change.new),
          differs: (change.payload == nil ? [] : ["hash"]) + change.attributes.map(\.name.text))
      }
    }
  }
}
