/// The canonical text of each action, with its comments, in the order in which they were laid out.
final class LaidOutActions: Sendable {
  private let text: ByteWriter
  /// Where each action ends.
  private let ends: [Int]

  init(_ text: consuming ByteWriter, ends: [Int]) {
    self.text = text
    self.ends = ends
  }

  /// Hands the actions on in another order, in pieces.
  func write(in order: [UInt32], to output: inout ByteWriter, _ receiver: (UnsafeRawBufferPointer) -> Void) {
    let piece = 256 * 1024
    var next = 0
    while next < order.count {
      // Neighbours that stay neighbours are one run.
      let first = Int(order[next])
      var last = first
      next += 1
      while next < order.count, Int(order[next]) == last + 1 {
        last += 1
        next += 1
      }
      let run = UnsafeBufferPointer(rebasing: text.bytes[(first == 0 ? 0 : ends[first - 1])..<ends[last]])
      if output.count + run.count > piece {
        receiver(UnsafeRawBufferPointer(output.bytes))
        output.removeAll()
      }
      if run.count > piece {
        receiver(UnsafeRawBufferPointer(run))
      } else {
        output.makeRoom(for: run.count)
        output.write(run)
      }
    }
  }
}
