import Dispatch
import Synchronization

/// The order of the actions of a document and their texts, which do not depend on each other.
struct OrderedLayout {
  var order: ActionOrder
  var actions: LaidOutActions

  /// Fewer actions than this are done before another thread has begun.
  private static let smallestShare = 8192

  /// Sorts the actions and lays them out, on two processors where it is worth it.
  init(of document: FormattingDocument, options: FormattingOptions) {
    guard document.entries.count >= Self.smallestShare else {
      order = ActionOrder(of: document, style: options.style)
      actions = ActionLayout.layOut(document, options: options)
      return
    }
    let sorted = Mutex<ActionOrder?>(nil)
    let laidOut = Mutex<LaidOutActions?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let order = ActionOrder(of: document, style: options.style)
        sorted.withLock { $0 = order }
      } else {
        let actions = ActionLayout.layOut(document, options: options)
        laidOut.withLock { $0 = actions }
      }
    }
    order = sorted.withLock { $0 } ?? ActionOrder(of: document, style: options.style)
    actions = laidOut.withLock { $0 } ?? ActionLayout.layOut(document, options: options)
  }
}
