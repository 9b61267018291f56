import PackageModel
import Testing

@testable import Transforms

@Suite struct TemplateTests {
  private func shape(_ text: String) -> [String] {
    Template(ByteString(text)).pieces.map { piece in
      switch piece {
      case .text(let bytes): "text \(String(decoding: bytes, as: UTF8.self))"
      case .token(let token): "\(token.source)"
      }
    }
  }

  @Test(arguments: [
    ("plain", ["text plain"]), ("a%(b)c", ["text a", "attribute(b)", "text c"]), ("%{b}", ["packageAttribute(b)"]),
    ("%()x)", ["attribute()x)"]), ("%(", ["text %("]), ("%(a", ["text %(a"]), ("%()", ["text %()"]),
    ("%(a)%(b)", ["attribute(a)", "attribute(b)"]), ("%(a;sep=\")\")", ["attribute(a)", "text \")"]),
    ("%(pkg.manifest.lineno)%(pkg.manifest.filename)", ["lineNumber", "fileName"]), ("%(a}b)", ["attribute(a}b)"]),
    ("%(action.hash)%(action.key)%(action.name)", ["hash", "key", "actionName"]),
    ("%{action.hash}", ["packageAttribute(action.hash)"]),
    ("%%(a)", ["text %", "attribute(a)"]), ("%(é;x)", ["attribute(é)"]),
  ])
  func cutsTokens(text: String, expected: [String]) {
    let pieces = shape(text)
    #expect(pieces == expected)
  }

  @Test func readsOptions() throws {
    let options = try TokenOptions("sep=\", \";prefix='<';suffix=é;quote;other=1")
    #expect(options.separator == .text(", "))
    #expect(options.prefix == .text("<"))
    #expect(options.suffix == .text("é"))
    #expect(options.quotes(standard: false))
    #expect(try !TokenOptions("quote;noquote").quotes(standard: true))
    #expect(try TokenOptions("notfound").notFound == .alone)
    #expect(try TokenOptions(";notfound=''").notFound == .text(""))
  }

  @Test(arguments: ["sep=", "sep", ";;notfound=x", "prefix \"a\"", "sep='", "a b", "sep=#"])
  func tellsBrokenOptions(text: String) throws {
    if text == "sep" {
      #expect(try TokenOptions(ByteString(text)).separator == .alone)
    } else {
      #expect(throws: OptionLexer.Failure.self) { try TokenOptions(ByteString(text)) }
    }
  }

  @Test(arguments: [
    ("plain", false), ("%(pkg.manifest.lineno)", false), ("%(pkg.manifest.filename)x", false), ("%(path)", true),
    ("%{a}", true), ("%(action.hash)", true), ("%(action.hash;notfound=h)", false), ("%<1>", true), ("%<10>", false),
    ("%<x>", false), ("%(action.name)", true),
  ])
  func knowsWhatNeedsAnAction(text: String, expected: Bool) throws {
    #expect(try Template(ByteString(text)).needsAction() == expected)
  }

  @Test func constantsAreKnown() {
    #expect(Template("root").constant == "root")
    #expect(Template("").constant == "")
    #expect(Template("%<1>").constant == nil)
    #expect(Template("%(a)").constant == nil)
  }
}
