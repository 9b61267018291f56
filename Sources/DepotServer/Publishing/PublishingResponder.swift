import HTTPTypes
import Hummingbird
import IPSRepository
import PackageModel

/// The operations that publish.
struct PublishingResponder {
  let depot: Depot
  private var work: RepositoryWork { depot.work }

  func answer(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    guard depot.configuration.mode == .writable else {
      throw DepotFailure(
        403, "This depot is read-only: nothing can be published to it. It is started with --writable where it may be.")
    }
    return switch call.operation {
    case .open: try await open(call, request, context)
    case .append: try await append(call, request, context)
    case .file: try await file(call, request, context)
    case .manifest: try await manifest(call, request, context)
    case .add: try await add(call, request, context)
    case .close: try await close(call, request, context)
    default: try await abandon(call, request, context)
    }
  }

  private var finished: DepotReply { DepotReply(headers: [("Content-Type", MediaType.text)] + never) }
  private var never: [(name: String, value: String)] { Caching.never.headers(now: HTTPDate.now) }

  /// The FMRI that `open` and `append` are given: one component, quoted.
  private func fmri(_ call: DepotCall) throws(DepotFailure) -> FMRI {
    guard let text = call.arguments.first else { throw DepotFailure(400, "The FMRI of the package is missing.") }
    guard call.arguments.count == 1 else {
      throw DepotFailure(400, "The FMRI must be one component of the address, with its slashes written as %2F.")
    }
    do throws(InvalidFMRI) {
      return try FMRI(parsing: text)
    } catch {
      throw DepotFailure(400, error.description)
    }
  }

  /// Who the client is, if it may begin a package.
  private func require(
    _ fmri: FMRI, _ request: Request, _ context: DepotContext
  ) async throws -> Principal {
    let publisher = fmri.publisher ?? depot.served.snapshot.defaultPublisher
    return try depot.access.require(await context.evidence(request), toPublishFor: publisher)
  }

  /// A transaction that the client may work on.
  private func transaction(
    _ call: DepotCall, _ request: Request, _ context: DepotContext
  ) async throws -> (open: OpenTransaction, principal: Principal) {
    let transaction = try depot.transactions.transaction(call.arguments.first)
    return (transaction, try await require(transaction.fmri, request, context))
  }

  private func open(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    var fmri = try fmri(call)
    guard let release = HTTPField.Name("Client-Release").flatMap({ request.headers[$0] }),
      PackageVersion.Numbers(ByteString(release)) != nil
    else { throw DepotFailure(400, "The header Client-Release is missing or is no version.") }
    fmri.publisher = fmri.publisher ?? call.publisher
    _ = try await require(fmri, request, context)
    let depot = depot
    let opened = try await work.run { [fmri] in
      let repository = depot.served.snapshot.repository
      return OpenTransaction(
        try Transaction.open(fmri, in: repository, buildRelease: ByteString(release), endsWithProcess: true))
    }
    depot.transactions.insert(opened)
    return transactionReply(opened)
  }

  private func append(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    var fmri = try fmri(call)
    fmri.publisher = fmri.publisher ?? call.publisher
    _ = try await require(fmri, request, context)
    let depot = depot
    let opened = try await work.run { [fmri] in
      let snapshot = depot.served.snapshot
      guard let publisher = fmri.publisher ?? snapshot.defaultPublisher, snapshot.publishers.contains(publisher) else {
        throw RepositoryError.unknownPackage(fmri)
      }
      return OpenTransaction(
        try Transaction.append(to: fmri, in: snapshot.repository, endsWithProcess: true), addsSignatures: true)
    }
    depot.transactions.insert(opened)
    return transactionReply(opened)
  }

  private func transactionReply(_ transaction: OpenTransaction) -> DepotReply {
    var reply = finished
    reply.headers.append(("Transaction-ID", transaction.id.text))
    return reply
  }

  private func file(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    let (transaction, _) = try await transaction(call, request, context)
    let name = try SetAttributes(request.headers).first("basename")
    _ = try await receive(request, context, transaction, storedAs: name, describingELF: false)
    return DepotReply(headers: [("Content-Type", MediaType.text)])
  }

  /// Receives a payload.
  private func receive(
    _ request: Request, _ context: DepotContext, _ transaction: OpenTransaction, storedAs name: ByteString?,
    describingELF: Bool
  ) async throws -> PayloadAttributes? {
    let body = try UploadBody(request, context.channel)
    let reception = try ReceivedPayload(transaction.intake, storedAs: name)
    transaction.touch()
    try await body.forEach(limit: depot.configuration.limits.uploadBytes) { buffer in
      try await work.run { try reception.receive(buffer) }
    }
    let attributes = try await work.run { try reception.finish(describingELF: describingELF) }
    transaction.touch()
    return attributes
  }

  private func manifest(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    let (transaction, _) = try await transaction(call, request, context)
    let limit = depot.configuration.limits.manifestBytes
    let bytes = try await UploadBody(request, context.channel).bytes(limit: Int64(limit))
    try await work.run {
      let text = try UploadedManifest.text(bytes, limit: limit)
      try transaction.work { (open) throws(RepositoryError) in try open.add(text) }
    }
    return DepotReply(headers: [("Content-Type", MediaType.text)])
  }

  private func add(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    let (transaction, _) = try await transaction(call, request, context)
    guard call.arguments.count == 2, let kind = ActionKind(name: call.arguments[1]) else {
      throw DepotFailure(400, "The kind of the action is missing or unknown.")
    }
    var action = Action(kind, try SetAttributes(request.headers).attributes())
    let problems = ActionValidation.problems(of: action)
    guard problems.isEmpty else { throw DepotFailure(400, problems.joined(separator: "; ")) }
    if kind.allowsPayload {
      let taken = try await receive(request, context, transaction, storedAs: nil, describingELF: true)
      taken?.apply(to: &action, contentDigests: false)
    }
    let line = action.line().bytes + [ASCII.newline]
    try await work.run {
      try transaction.work { (open) throws(RepositoryError) in try open.add(line) }
    }
    return finished
  }

  private func close(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    let (transaction, principal) = try await transaction(call, request, context)
    let listing = try listing(request)
    let depot = depot
    let result = try await work.run {
      let result = try transaction.work(ending: true) { (open) throws(RepositoryError) in
        try open.close(listing: listing)
      }
      depot.transactions.remove(transaction.id)
      if listing, let publisher = result.fmri.publisher {
        try? depot.search?.note(result.fmri, in: depot.served.snapshot.store(of: publisher))
      }
      return result
    }
    depot.observer.notePublished(
      result.fmri, event: transaction.addsSignatures ? "sign" : "publish", by: principal, client: context.client)
    var reply = finished
    reply.headers += [("Package-FMRI", result.fmri.text().text), ("State", result.state)]
    return reply
  }

  private func listing(_ request: Request) throws(DepotFailure) -> Bool {
    guard let text = HTTPField.Name("X-IPkg-Add-To-Catalog").flatMap({ request.headers[$0] }) else { return true }
    guard let number = Int(text) else { throw DepotFailure(400, "The header X-IPkg-Add-To-Catalog is no number.") }
    return number != 0
  }

  private func abandon(_ call: DepotCall, _ request: Request, _ context: DepotContext) async throws -> DepotReply {
    let (transaction, _) = try await transaction(call, request, context)
    let depot = depot
    try await work.run {
      try transaction.work(ending: true) { (open) throws(RepositoryError) in try open.abandon() }
      depot.transactions.remove(transaction.id)
    }
    return finished
  }
}
