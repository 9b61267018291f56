import CLinux
package import IPSRepository
package import PackageModel
import Payload
import Synchronization

/// The repository that a depot serves. Other processes may change it at the same time: what they change is read again.
package final class ServedRepository: Sendable {
  /// The repository as it is at one moment.
  package struct Snapshot: Sendable {
    package var repository: Repository
    package var publishers: [ByteString]

    /// The publisher of packages that name none.
    package var defaultPublisher: ByteString? { repository.configuration.defaultPublisher }

    package func store(of publisher: ByteString) -> PublisherStore { repository.store(of: publisher) }
  }

  private struct State {
    var snapshot: Snapshot
    var stamps: [FileStamp?]
    /// Whether the stamps are so young that another change might have the same ones.
    var isFresh: Bool
  }

  private let watched: [ByteString]
  private let state: Mutex<State>
  /// Changes to the configuration that hold for this process only.
  private let overrides: @Sendable (inout RepositoryConfiguration) -> Void

  /// Opens a repository.
  ///
  /// - Parameter overrides: changes the configuration for this process only.
  /// - Throws: ``RepositoryError``.
  package init(
    _ path: ByteString, overrides: @escaping @Sendable (inout RepositoryConfiguration) -> Void = { _ in }
  ) throws(RepositoryError) {
    var repository = try Repository(path)
    repository.memory = CatalogMemory()
    overrides(&repository.configuration)
    watched = [
      path + "/" + RepositoryConfiguration.fileName(version: repository.version), path + "/publisher",
    ]
    self.overrides = overrides
    let snapshot = Snapshot(repository: repository, publishers: repository.publishers)
    state = Mutex(State(snapshot: snapshot, stamps: watched.map { _ in nil }, isFresh: true))
  }

  /// The repository as it is now.
  package var snapshot: Snapshot {
    let stamps = watched.map { FileStamp(at: $0) }
    return state.withLock { state in
      if !state.isFresh, state.stamps == stamps { return state.snapshot }
      // Should the configuration be half written, the one that was read last is good for a moment longer.
      if var repository = try? Repository(state.snapshot.repository.path) {
        repository.memory = state.snapshot.repository.memory
        overrides(&repository.configuration)
        state.snapshot = Snapshot(repository: repository, publishers: repository.publishers)
      }
      state.stamps = stamps
      // Clocks of file systems are coarse: what changes within one tick has one time.
      let newest = stamps.compactMap { $0.map { $0.modificationSeconds } }.max() ?? 0
      state.isFresh = newest >= HTTPDate.now - 1
      return state.snapshot
    }
  }
}
