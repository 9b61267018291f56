import Glibc
package import PackageModel

/// A time in a catalog: UTC with microseconds, as in `20261122T205722.081859Z`; without them where they are zero.
package struct CatalogTime: Hashable, Sendable {
  /// Seconds since 1970.
  package let seconds: Int64
  package let microseconds: Int

  package init(seconds: Int64, microseconds: Int = 0) {
    self.seconds = seconds
    self.microseconds = microseconds
  }

  /// The time now.
  package static var now: CatalogTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return CatalogTime(seconds: Int64(time.tv_sec), microseconds: time.tv_nsec / 1000)
  }

  /// Reads the basic form; `nil` for anything else.
  package init?(basic text: ByteString) {
    guard text.hasSuffix("Z") else { return nil }
    let parts = text.bytes.dropLast().split(separator: ASCII.dot, omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let time = CivilTime(basic: ByteString(first) + "Z") else {
      return nil
    }
    seconds = time.seconds
    guard parts.count == 2 else {
      microseconds = 0
      return
    }
    guard parts[1].count == 6, parts[1].allSatisfy(ASCII.isDigit) else { return nil }
    microseconds = parts[1].reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
  }

  /// `20261122T205722.081859Z`
  package var basic: ByteString {
    let whole = CivilTime(seconds: seconds).basic
    guard microseconds != 0 else { return whole }
    return ByteString(whole.bytes.dropLast()) + ByteString(fraction) + "Z"
  }

  /// `2026-11-22T20:57:22.081859`
  package var extended: String {
    let time = CivilTime(seconds: seconds)
    return "\(time.date)T\(time.clock)" + (microseconds == 0 ? "" : fraction)
  }

  /// `20261122T20Z`, which update logs are named after.
  package var hour: ByteString { ByteString(CivilTime(seconds: seconds).basic.bytes.prefix(11)) + "Z" }

  private var fraction: String { "." + CivilTime.padded(microseconds, 6) }
}

extension CatalogTime: Comparable {
  package static func < (left: CatalogTime, right: CatalogTime) -> Bool {
    (left.seconds, left.microseconds) < (right.seconds, right.microseconds)
  }
}
