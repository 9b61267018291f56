import IPSRepository
import PackageModel
import Synchronization

/// Tells what the depot does: logs, metrics, counters.
package struct DepotObserver: Sendable {
  /// One line for each request.
  package var accessLog: LogFile?
  /// One line for each publication, and for each that was refused.
  package var auditLog: LogFile?
  package var statsD: StatsD?
  let metrics = DepotMetrics()

  package init() {}

  func note(_ record: RequestRecord) {
    metrics.note(record)
    accessLog?.write(record.line)
    statsD?.note(record)
  }

  /// Notes that a package has been published.
  ///
  /// - Parameter event: `publish`, or `sign` where signatures were added.
  func notePublished(_ fmri: FMRI, event: ByteString, by principal: Principal, client: String) {
    metrics.published.wrappingAdd(1, ordering: .relaxed)
    statsD?.notePublished()
    audit(event, ["fmri": .string(fmri.text())], principal.name, client)
  }

  /// Notes that a client was not let.
  func noteRefused(_ failure: DepotFailure, _ target: String, client: String) {
    metrics.refused.wrappingAdd(1, ordering: .relaxed)
    audit("refuse", ["target": .string(ByteString(target)), "status": .integer(failure.status)], nil, client)
  }

  private func audit(_ event: ByteString, _ more: [ByteString: JSONValue], _ principal: String?, _ client: String) {
    var members: [ByteString: JSONValue] = [
      "time": .string(CatalogTime.now.basic), "event": .string(event), "client": .string(ByteString(client)),
    ]
    if let principal { members["principal"] = .string(ByteString(principal)) }
    members.merge(more) { first, _ in first }
    auditLog?.write(JSONWriter.bytes(.object(members)), now: true)
  }

  func flush() {
    accessLog?.flush()
    auditLog?.flush()
  }
}
