import ArgumentParser
import Linting
import PackageModel

/// A form of report and where it goes.
struct ReportTarget: ExpressibleByArgument {
  var format: ReportFormat
  /// The file; `nil` is standard output.
  var file: String?

  init(format: ReportFormat, file: String?) {
    self.format = format
    self.file = file
  }

  /// Reads `FORMAT` or `FORMAT=FILE`.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    self.init(format: format, file: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Joins each `--format X` with the `--output FILE` behind it, because a parser of options forgets their order.
  ///
  /// - Throws: a failure where an output has no format, or the format is unknown.
  static func joining(_ arguments: [String]) throws -> [String] {
    guard arguments.first == "lint" else { return arguments }
    var result: [String] = []
    var pending: String?
    var rest = arguments[...]
    func flush() {
      if let format = pending { result += ["--report", format] }
      pending = nil
    }
    while let word = rest.popFirst() {
      if word == "--" {
        flush()
        return result + [word] + rest
      }
      if let format = try value(of: ["--format"], word, &rest) {
        flush()
        guard ReportFormat(rawValue: format) != nil else {
          let names = ReportFormat.allCases.map(\.rawValue)
          let guess = Suggestion.nearest(to: format, among: names).map { "did you mean \($0)?" }
          throw CommandFailure.usage(
            "'\(format)' is no format of reports", guess ?? "the formats are \(names.joined(separator: ", "))")
        }
        pending = format
      } else if let file = try value(of: ["--output", "-o"], word, &rest) {
        result += ["--report", "\(pending ?? ReportFormat.text.rawValue)=\(file)"]
        pending = nil
      } else {
        result.append(word)
      }
    }
    flush()
    return result
  }

  private static func value(
    of names: [String], _ word: String, _ rest: inout ArraySlice<String>
  ) throws -> String? {
    for name in names {
      if word == name {
        guard let value = rest.popFirst() else {
          throw CommandFailure.usage("\(name) needs a value", "pkgwright lint --help shows what it may be")
        }
        return value
      }
      if name.hasPrefix("--"), word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
    }
    return nil
  }
}
