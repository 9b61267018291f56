package import PackageModel
import Payload
package import Staging
import Synchronization

/// Publishes a package from its manifests and the files they name.
package struct PackagePublication {
  package struct Options: Sendable {
    /// Whether the time in the FMRI is that of publication; otherwise it is the present time.
    package var keepsTimestamp = false
    /// Whether the catalog lists the package at once.
    package var listing = true
    /// Names of files whose time is kept, in an attribute of their actions.
    package var timestampPatterns: [GlobPattern] = []
    /// Told how many bytes of payload have been dealt with, and how many there are.
    package var progress: @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }

    package init() {}
  }

  /// What an author should know although the package was published.
  package struct Outcome: Sendable {
    package var result: Transaction.Result
    package var warnings: [Diagnostic] = []
  }

  private let target: any PackageTarget
  private let finder: PayloadFinder
  private let options: Options

  package init(_ target: any PackageTarget, _ finder: PayloadFinder, _ options: Options = Options()) {
    self.target = target
    self.finder = finder
    self.options = options
  }

  /// An action with the place it was read from.
  private struct Item {
    var action: Action
    var location: SourceLocation
  }

  /// Publishes what the manifests say together.
  ///
  /// - Throws: ``RepositoryError``; nothing of the package remains then.
  package func publish(_ manifests: [Manifest]) throws(RepositoryError) -> Outcome {
    var warnings: [Diagnostic] = []
    var (items, fmri) = try Self.collect(manifests, &warnings)
    if !options.keepsTimestamp { fmri.version?.timestamp = nil }
    let transaction = try target.open(fmri, endsWithProcess: true)
    do throws(RepositoryError) {
      let payload = try findPayload(of: items)
      if transaction.takesManifests {
        try takePayload(payload, of: &items, transaction)
        FaultInjection.reach(.payloadAdded)
        var text: [UInt8] = []
        for item in items { text += item.action.line().bytes + [ASCII.newline] }
        try transaction.add(text)
      } else {
        try add(items, payload, to: transaction)
      }
      return Outcome(result: try transaction.close(listing: options.listing), warnings: warnings)
    } catch {
      try? transaction.abandon()
      throw error
    }
  }

  /// Reads the manifests: the actions that are published, and the package's name, which is the last one given.
  private static func collect(
    _ manifests: [Manifest], _ warnings: inout [Diagnostic]
  ) throws(RepositoryError) -> (items: [Item], fmri: FMRI) {
    var items: [Item] = []
    var name: ByteString?
    var problems: [Diagnostic] = []
    for manifest in manifests {
      for index in 0..<manifest.itemCount {
        let location = manifest.location(ofItem: index)
        if manifest.itemKind(at: index) == .directive {
          problems.append(
            Diagnostic(
              .error, "a manifest that is published holds actions only", at: location,
              sourceLine: manifest.itemText(at: index), remedy: "apply transforms first, with pkgmogrify"))
        }
        guard let number = manifest.actionIndex(ofItem: index) else { continue }
        let action = manifest.action(at: number)
        if action.kind == .set, action.attributes["name"] == "pkg.fmri" || action.attributes["name"] == "fmri" {
          name = action.attributes["value"]
          continue
        }
        if action.kind == .signature {
          warnings.append(
            Diagnostic(
              .warning, "the signature is left out: it is one of other content", at: location,
              remedy: "sign the package when it is published"))
          continue
        }
        for problem in ActionValidation.problems(of: action) {
          problems.append(Diagnostic(.error, problem, at: location, sourceLine: manifest.itemText(at: index)))
        }
        items.append(Item(action: action, location: location))
      }
    }
    guard problems.isEmpty else { throw .manifest(Diagnostics(problems)) }
    guard let name else { throw .rule("Manifest does not set pkg.fmri") }
    let fmri = try wrappingFMRI { () throws(InvalidFMRI) in try FMRI(parsing: name) }
    guard fmri.version != nil else {
      throw .rule("The pkg.fmri attribute '\(name)' in the package manifest must include a version.")
    }
    return (items, fmri)
  }

  /// The files that the payload of a package is, each once, and which of them an action names.
  private struct FoundPayload {
    var sources: [ContentSource] = []
    var sourceOfItem: [Int: Int] = [:]
  }

  private func findPayload(of items: [Item]) throws(RepositoryError) -> FoundPayload {
    var found = FoundPayload()
    var places: [ByteString: Int] = [:]
    for index in items.indices where items[index].action.kind.allowsPayload {
      let action = items[index].action
      let key = action.payload ?? "/" + (action.attributes["path"] ?? "")
      if places[key] == nil {
        do throws(PayloadError) {
          found.sources.append(try finder.source(of: action))
        } catch {
          throw .manifest(
            Diagnostics([Diagnostic(.error, error.description, at: items[index].location, sourceLine: action.line())]))
        }
        places[key] = found.sources.count - 1
      }
      found.sourceOfItem[index] = places[key]
    }
    return found
  }

  /// Takes the payload in and completes the actions.
  private func takePayload(
    _ payload: FoundPayload, of items: inout [Item], _ transaction: any PackageTransaction
  ) throws(RepositoryError) {
    let total = payload.sources.reduce(0) { $0 + $1.size }
    let done = SharedCount()
    let progress = options.progress
    let taken = try transaction.take(payload.sources) { progress(done.add($0), total) }
    for (index, place) in payload.sourceOfItem {
      noteTime(of: payload.sources[place], in: &items[index].action)
      taken[place].apply(to: &items[index].action, contentDigests: true)
    }
  }

  /// Hands actions over one by one, as depots of old take them.
  private func add(
    _ items: [Item], _ payload: FoundPayload, to transaction: any PackageTransaction
  ) throws(RepositoryError) {
    for (index, item) in items.enumerated() {
      var action = item.action
      let source = payload.sourceOfItem[index].map { payload.sources[$0] }
      if let source { noteTime(of: source, in: &action) }
      try transaction.add(action, source)
    }
  }

  private func noteTime(of source: ContentSource, in action: inout Action) {
    guard let time = source.modificationTime, wantsTimestamp(action) else { return }
    action.attributes["timestamp"] = CivilTime(seconds: time).basic
  }

  private func wantsTimestamp(_ action: Action) -> Bool {
    guard let name = action.attributes["path"]?.split(on: ASCII.slash).last else { return false }
    return options.timestampPatterns.contains { $0.matches(name) }
  }
}

/// A sum that several threads add to.
private final class SharedCount: Sendable {
  private let sum = Atomic<UInt64>(0)

  func add(_ amount: UInt64) -> UInt64 { sum.wrappingAdd(amount, ordering: .relaxed).newValue }
}
