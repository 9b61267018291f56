import Synchronization

/// How often clients asked for what, as `status/0` tells.
final class RequestCounts: Sendable {
  let catalog = Atomic<Int>(0)
  let file = Atomic<Int>(0)
  let manifest = Atomic<Int>(0)

  func note(_ operation: DepotOperation) {
    switch operation {
    case .catalog: catalog.wrappingAdd(1, ordering: .relaxed)
    case .file: file.wrappingAdd(1, ordering: .relaxed)
    case .manifest: manifest.wrappingAdd(1, ordering: .relaxed)
    default: break
    }
  }
}
