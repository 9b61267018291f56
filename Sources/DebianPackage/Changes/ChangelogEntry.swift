package import PackageModel

/// One entry of a Debian changelog (deb-changelog(5)).
package struct ChangelogEntry: Hashable, Sendable {
  /// The name of the source package.
  package var source: String
  package var version: String
  /// Where the entry is to be uploaded, with blanks between several.
  package var distributions: String
  /// How urgent the upload is.
  package var urgency: String
  /// The lines from the header to the last change, without blank lines at the end.
  package var lines: [String]
  /// Who made the entry: a name and an address.
  package var author: String
  /// When, in the form of the changelog.
  package var date: String

  /// Reads the newest entry, the first of the text.
  ///
  /// - Throws: a diagnostic with the line that is not as it has to be.
  package init(firstOf text: [UInt8], fileName: String) throws(Diagnostic) {
    let all = ByteString(text).split(on: ASCII.newline)
    func mistake(_ message: String, _ index: Int, _ remedy: String) -> Diagnostic {
      Diagnostic(
        .error, message, at: SourceLocation(file: fileName, line: index + 1),
        sourceLine: index < all.count ? all[index] : nil, remedy: remedy)
    }
    guard let start = all.firstIndex(where: { !UnicodeBlanks.trimmed($0).isEmpty }) else {
      throw mistake("the changelog has no entry", 0, "begin it with 'NAME (VERSION) DISTRIBUTION; urgency=medium'")
    }
    guard let header = Header(all[start].text) else {
      throw mistake(
        "this is not the first line of a changelog entry", start, "write 'NAME (VERSION) DISTRIBUTION; urgency=medium'")
    }
    guard let end = all[start...].firstIndex(where: { $0.hasPrefix(" -- ") }) else {
      throw mistake("the changelog entry has no end", start, "end it with ' -- NAME <ADDRESS>  DATE'")
    }
    guard let trailer = Trailer(all[end].text) else {
      throw mistake("this is not the last line of a changelog entry", end, "write ' -- NAME <ADDRESS>  DATE'")
    }
    source = header.source
    version = header.version
    distributions = header.distributions
    urgency = header.urgency
    author = trailer.author
    date = trailer.date
    var lines = all[start..<end].map(\.text)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    self.lines = lines
  }

  private struct Header {
    var source: String
    var version: String
    var distributions: String
    var urgency = "medium"

    init?(_ line: String) {
      guard line.first.map({ !$0.isWhitespace }) ?? false, let opening = line.firstIndex(of: "("),
        let closing = line[opening...].firstIndex(of: ")"), let semicolon = line[closing...].firstIndex(of: ";")
      else { return nil }
      source = line[..<opening].split(separator: " ").joined(separator: " ")
      version = String(line[line.index(after: opening)..<closing])
      distributions = line[line.index(after: closing)..<semicolon].split(separator: " ").joined(separator: " ")
      guard !source.isEmpty, !version.isEmpty, !distributions.isEmpty else { return nil }
      for pair in line[line.index(after: semicolon)...].split(separator: ",") {
        let words = pair.split(separator: "=", maxSplits: 1).map { $0.split(separator: " ").joined(separator: " ") }
        if words.count == 2, words[0].lowercased() == "urgency" { urgency = words[1].lowercased() }
      }
    }
  }

  private struct Trailer {
    var author: String
    var date: String

    init?(_ line: String) {
      guard let closing = line.firstIndex(of: ">") else { return nil }
      author = String(line[line.index(line.startIndex, offsetBy: 4)...closing])
      date = line[line.index(after: closing)...].split(separator: " ").joined(separator: " ")
      guard author.contains("<"), !date.isEmpty else { return nil }
    }
  }
}
