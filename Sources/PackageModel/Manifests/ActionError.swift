/// Why a line is not an action, and at which byte of the line (counted from 0).
package struct ActionError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    case noAttributes
    case unknownType(ByteString)
    case payloadNotAllowed
    case whitespaceInKey
    case quoteInKey
    case missingKey
    case missingValue
    case unfinishedQuote
    case invalidKey(ByteString)
    case hashMismatch
    case missingKeyAttribute(ActionKind)
    case repeatedKeyAttribute(ByteString)
    case emptyPath
    case setWithoutNameOrValue
    case missingAlgorithm
    case tooLarge
  }

  package var reason: Reason
  package var position: Int

  package init(_ reason: Reason, at position: Int) {
    self.reason = reason
    self.position = position
  }

  /// Whether the text is no sequence of attributes at all, which the IPS tools report with a position.
  package var isMalformed: Bool {
    switch reason {
    case .noAttributes, .payloadNotAllowed, .whitespaceInKey, .quoteInKey, .missingKey, .missingValue, .unfinishedQuote,
      .hashMismatch, .invalidKey:
      true
    default: false
    }
  }

  /// What is wrong, in a few words.
  package var message: String {
    switch reason {
    case .noAttributes: "no attributes"
    case .unknownType(let word): "unknown action type '\(word)'"
    case .payloadNotAllowed: "action type doesn't allow payload"
    case .whitespaceInKey: "whitespace in key"
    case .quoteInKey: "quote in key"
    case .missingKey: "missing key"
    case .missingValue: "missing value"
    case .unfinishedQuote: "unfinished quoted value"
    case .invalidKey(let key): "invalid key: '\(key)'"
    case .hashMismatch: "hash attribute not identical to positional hash"
    case .missingKeyAttribute(let kind):
      "no value specified for key attribute '\(kind.keyAttribute ?? "")' of \(kind.name)"
    case .repeatedKeyAttribute(let name): "\(name) attribute may only be specified once"
    case .emptyPath: "Empty or invalid path attribute"
    case .setWithoutNameOrValue: "Missing \"name\" or \"value\" attribute"
    case .missingAlgorithm: "no value specified for attribute 'algorithm' of signature"
    case .tooLarge:
      "the manifest is too large: over 4 GiB, over 65,535 attribute names, or a line of 64 times its length"
    }
  }

  /// What to do about it.
  package var remedy: String? {
    switch reason {
    case .noAttributes: "an action is written TYPE [HASH] NAME=VALUE…"
    case .unknownType(let word):
      Suggestion.nearest(to: word.text, among: ActionKind.allCases.map(\.name.text)).map { "did you mean \"\($0)\"?" }
        ?? "the types are " + ActionKind.allCases.map(\.name.text).sorted().joined(separator: ", ")
    case .payloadNotAllowed: "only file, license and signature have a payload; write NAME=VALUE"
    case .whitespaceInKey: "write NAME=VALUE without blanks around the equals sign, and quote values that have blanks"
    case .quoteInKey: "quotes belong around the value: NAME=\"VALUE\""
    case .missingKey: "a name must stand before the equals sign"
    case .missingValue: "write NAME=VALUE; an empty value is written NAME=\"\""
    case .unfinishedQuote: "close the quote, or write \\\" for a quote inside the value"
    case .invalidKey: "choose another name"
    case .hashMismatch: "give the hash only once"
    case .missingKeyAttribute(let kind): "add \(kind.keyAttribute ?? "")=VALUE"
    case .repeatedKeyAttribute(let name): "keep one \(name)="
    case .emptyPath: "write the path below the root of the image, as in path=usr/bin/hello"
    case .setWithoutNameOrValue: "write set name=NAME value=VALUE, or set NAME=VALUE"
    case .missingAlgorithm: "add algorithm=rsa-sha256 or another algorithm"
    case .tooLarge: "split the manifest"
    }
  }

  /// The error as a diagnostic about a line of a file.
  package func diagnostic(file: String, line: Int, text: ByteString, indentation: Int = 0) -> Diagnostic {
    let prefix = isMalformed ? "malformed action: " : ""
    return Diagnostic(
      .error, prefix + message,
      at: SourceLocation(file: file, line: line, column: min(position, text.count) + indentation + 1),
      sourceLine: ByteString(Array(repeating: ASCII.space, count: indentation) + text.bytes), remedy: remedy)
  }
}
