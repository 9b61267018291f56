import Glibc

/// The variable SOURCE_DATE_EPOCH: seconds since 1970 that stand for the time of the build.
enum SourceDateEpoch {
  /// The value of the variable, or `nil` where it is not set.
  ///
  /// - Throws: a failure where it is no number.
  static func current() throws(CommandFailure) -> Int64? {
    guard let value = getenv("SOURCE_DATE_EPOCH") else { return nil }
    let text = String(cString: value)
    if text.isEmpty { return nil }
    guard let seconds = Int64(text), seconds >= 0 else {
      throw .usage(
        "SOURCE_DATE_EPOCH is '\(text)', which is no number of seconds since 1970",
        "set it as in SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)")
    }
    return seconds
  }
}
