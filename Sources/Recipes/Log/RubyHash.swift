import PackageModel

/// Writes messages in the form that scripts look for in fpm's output: as Ruby prints a hash.
package enum RubyHash {
  /// A message on one line, as in `{:timestamp=>"…", :message=>"Created package", :path=>"x.deb"}`.
  ///
  /// - Parameter timestamp: the time in the form of ``timestamp(seconds:microseconds:)``.
  package static func line(_ entry: FpmLogEntry, timestamp: String) -> String {
    var pairs = [":timestamp=>\(quoted(timestamp))", ":message=>\(quoted(entry.message))"]
    pairs += entry.details.map { ":\($0.name)=>\(quoted($0.value))" }
    if let level = entry.level { pairs.append(":level=>:\(level.name)") }
    return "{" + pairs.joined(separator: ", ") + "}"
  }

  /// A text as Ruby's `inspect` shows it.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{1b}": result += "\\e"
      case "#" where scalars.first.map { "{$@".unicodeScalars.contains($0) } ?? false: result += "\\#"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A time as fpm prints it: `2026-01-31T23:59:59.000000+0000`, in UTC.
  package static func timestamp(seconds: Int64, microseconds: Int) -> String {
    let time = CivilTime(seconds: seconds)
    return "\(time.date)T\(time.clock).\(CivilTime.padded(microseconds, 6))+0000"
  }
}
