import Glibc

/// Steps after which a program may die; tests of debug builds make it die there.
package enum FaultPoint: String, CaseIterable, Sendable {
  case transactionOpened = "transaction-opened"
  case payloadAdded = "payload-added"
  case manifestWritten = "manifest-written"
  case closingNoted = "closing-noted"
  case payloadMoved = "payload-moved"
  case manifestMoved = "manifest-moved"
  case catalogWritten = "catalog-written"
  case catalogReplaced = "catalog-replaced"
}

/// Kills the program at a step that the environment variable `PKGWRIGHT_FAULT` names; does nothing in release builds.
package enum FaultInjection {
  @inline(__always)
  package static func reach(_ point: FaultPoint) {
    #if DEBUG
      guard let wanted = getenv("PKGWRIGHT_FAULT"), String(cString: wanted) == point.rawValue else { return }
      kill(getpid(), SIGKILL)
    #endif
  }
}
