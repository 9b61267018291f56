import PackageModel

@testable import Transforms

/// A question about a pattern, asked of us and of Python.
struct PatternQuestion: Codable, Hashable {
  var pattern: String
  var subject: String
  var replacement: String
}

/// What came of it: the groups of `match` and `search` and the text of `sub`, or the mistake.
struct PatternOutcome: Codable, Hashable {
  var error: String?
  var match: [String?]?
  var search: [String?]?
  var sub: String?
  var subError: String?

  /// The same of Python.
  static let program = """
    import json, re, sys
    def groups(m):
        return [m.group(0)] + list(m.groups()) if m else None
    out = []
    for q in json.load(sys.stdin):
        r = {}
        try:
            p = re.compile(q["pattern"])
        except re.error as e:
            r["error"] = str(e).split(" (line")[0]
        except (OverflowError, RecursionError) as e:
            r["error"] = str(e)
        else:
            r["match"] = groups(p.match(q["subject"]))
            r["search"] = groups(p.search(q["subject"]))
            try:
                r["sub"] = p.sub(q["replacement"], q["subject"])
            except re.error as e:
                r["subError"] = str(e).split(" (line")[0]
            except IndexError as e:
                r["subError"] = str(e)
        out.append(r)
    json.dump(out, sys.stdout)
    """

  /// Ours.
  init(_ question: PatternQuestion, context: PCREContext = PCREContext()) {
    let subject = Array(question.subject.utf8)
    func groups(_ pattern: Pattern) throws -> [String?]? {
      guard try pattern.matches(subject.span) else { return nil }
      return (0...pattern.syntax.groupCount).map { group in
        pattern.range(ofGroup: group).map { String(decoding: subject[$0], as: UTF8.self) }
      }
    }
    do {
      let text = ByteString(question.pattern)
      match = try groups(Pattern(text, for: .atStart, context: context))
      let pattern = try Pattern(text, for: .anywhere, context: context)
      search = try groups(pattern)
      do {
        let replacement = try ReplacementTemplate(ByteString(question.replacement), for: pattern.syntax)
        sub = String(decoding: try pattern.replacing(subject.span, with: replacement), as: UTF8.self)
      } catch ReplacementTemplate.Failure.malformed(let error) {
        subError = error.description
      } catch ReplacementTemplate.Failure.unknownGroup(let name) {
        subError = "unknown group name '\(name)'"
      }
    } catch let failure as PatternError {
      // Where Python has a place only for itself, the place is no part of the comparison.
      self.error =
        failure.message.hasPrefix("look-behind") ? failure.message : failure.description
    } catch {
      self.error = "\(error)"
    }
  }
}
