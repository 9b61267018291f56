package import PackageModel

/// Who may publish for which publisher (docs/depot.md, "Permissions").
///
/// A file has a section for each publisher, `[publisher NAME]`, or `[publisher *]` for all. In it each line names a key
/// and a value: `token-sha256 = DIGEST NAME` for the SHA-256 of a token, `certificate-sha256 = DIGEST NAME` for the
/// SHA-256 of a client certificate in DER. NAME stands in the audit log.
package struct DepotPermissions: Hashable, Sendable {
  /// What tells a client from others.
  package enum Key: ByteString, CaseIterable, Hashable, Sendable {
    case token = "token-sha256"
    case certificate = "certificate-sha256"
  }

  private struct Grant: Hashable, Sendable {
    var key: Key
    var digest: ByteString
    var name: ByteString
    /// `nil` for all publishers.
    var publisher: ByteString?
  }

  private var grants: [Grant] = []

  /// Permissions for nobody.
  package init() {}

  package var isEmpty: Bool { grants.isEmpty }

  /// Whether somebody may publish with a certificate.
  package var asksForCertificates: Bool { grants.contains { $0.key == .certificate } }

  /// Lets whoever has a token publish for all publishers.
  ///
  /// - Parameter digest: the token's SHA-256 in hexadecimal digits.
  package mutating func allow(tokenDigest digest: ByteString, name: ByteString) {
    grants.append(Grant(key: .token, digest: digest, name: name))
  }

  /// The name of a client that is known; `nil` for others.
  func name(_ key: Key, _ digest: ByteString) -> ByteString? {
    grants.first { $0.key == key && $0.digest == digest }?.name
  }

  /// Whether a client may publish for a publisher; `nil` stands for all of them.
  func allows(_ key: Key, _ digest: ByteString, publisher: ByteString?) -> Bool {
    grants.contains {
      $0.key == key && $0.digest == digest && ($0.publisher == nil || publisher != nil && $0.publisher == publisher)
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``Diagnostics`` with every mistake and its place.
  package init(reading bytes: [UInt8], fileName: String) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    var publisher: ByteString??
    for (number, line) in ByteString(bytes).split(on: ASCII.newline).enumerated() {
      func problem(_ message: String, column: Int = 1, _ remedy: String) {
        problems.append(
          Diagnostic(
            .error, message, at: SourceLocation(file: fileName, line: number + 1, column: column), sourceLine: line,
            remedy: remedy))
      }
      let text = UnicodeBlanks.trimmed(line)
      guard let first = text.bytes.first, first != ASCII.hash else { continue }
      if first == UInt8(ascii: "[") {
        publisher = .some(nil)
        let words = ByteString(text.bytes.dropFirst().prefix { $0 != UInt8(ascii: "]") }).split(on: ASCII.space)
          .filter { !$0.isEmpty }
        guard text.bytes.last == UInt8(ascii: "]"), words.count == 2, words[0] == "publisher",
          words[1] == "*" || FMRI.isValidPublisher(words[1])
        else {
          problem("this is no section of permissions", "write [publisher NAME], or [publisher *] for all of them")
          continue
        }
        publisher = .some(words[1] == "*" ? nil : words[1])
        continue
      }
      guard let mark = text.bytes.firstIndex(of: ASCII.equals) else {
        problem("this is neither a section nor 'KEY = VALUE'", "write token-sha256 = DIGEST NAME")
        continue
      }
      guard let publisher else {
        problem("this stands in no section", "write [publisher NAME] above it")
        continue
      }
      let name = UnicodeBlanks.trimmed(ByteString(text.bytes[..<mark]))
      guard let key = Key(rawValue: name) else {
        let known = Key.allCases.map(\.rawValue.text).joined(separator: ", ")
        problem("'\(name)' is no key of permissions", "the keys are \(known)")
        continue
      }
      let words = ByteString(text.bytes[(mark + 1)...]).split(on: ASCII.space).filter { !$0.isEmpty }
      let digest = ByteString((words.first ?? "").bytes.map { ASCII.lowercased($0) })
      guard words.count == 2, digest.count == 64, digest.bytes.allSatisfy(Self.isHexadecimal) else {
        let column = (line.bytes.firstIndex(of: ASCII.equals) ?? 0) + 2
        problem(
          "the value is no digest and a name", column: column,
          "write the 64 hexadecimal digits of the SHA-256, a blank, and a name for the audit log")
        continue
      }
      grants.append(Grant(key: key, digest: digest, name: words[1], publisher: publisher))
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || ASCII.isLower(byte) && byte <= UInt8(ascii: "f")
  }
}
