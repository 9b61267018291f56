import NIOPosix

/// Threads for work on the repository, which waits for disks and locks; event loops must not.
package struct RepositoryWork: Sendable {
  private let pool: NIOThreadPool

  init(threads: Int) {
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// Does work on one of the threads.
  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await pool.runIfActive(body)
  }

  /// Begins work that nobody waits for.
  func begin(_ body: @escaping @Sendable () -> Void) {
    pool.submit { if case .active = $0 { body() } }
  }

  func stop() async {
    try? await pool.shutdownGracefully()
  }
}
