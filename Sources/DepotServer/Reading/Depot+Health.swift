import IPSRepository
import PackageModel

extension Depot {
  /// `/health`: 200 as long as the repository can be read.
  var health: DepotReply {
    let snapshot = served.snapshot
    let isThere = FileSystem.isDirectory(snapshot.repository.path)
    var problems: [ByteString] = isThere ? [] : ["the repository's directory is missing"]
    if isThere {
      for publisher in snapshot.publishers {
        if (try? snapshot.repository.catalog(of: publisher)) == nil {
          problems.append("the catalog of " + publisher + " cannot be read")
        }
      }
    }
    let body = JSONWriter.bytes(
      .object(["problems": .strings(problems), "status": .string(problems.isEmpty ? "ok" : "failing")]))
    return DepotReply(
      problems.isEmpty ? 200 : 503, headers: [("Content-Type", MediaType.json), ("Cache-Control", "no-store")],
      body: body + [ASCII.newline])
  }
}
