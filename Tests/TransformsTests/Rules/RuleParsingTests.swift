import PackageModel
import Testing

@testable import Transforms

@Suite struct RuleParsingTests {
  private func mistake(_ text: String) -> RuleMistake? {
    do throws(RuleMistake) {
      _ = try RuleParser.parse(ByteString(text), fileName: "m", line: 1, context: PCREContext())
      return nil
    } catch {
      return error
    }
  }

  /// What is fine, and the statuses that the IPS tool ends with otherwise.
  @Test(arguments: [
    ("<transform -> drop>", 0), ("<transform file->drop>", 0), ("<transformfile -> drop>", 0),
    ("<transform file -> drop now>", 1),
    ("<transform>", 1), ("<transform file drop>", 1), ("<transform->drop>", 1), ("<transform file ->>", 99),
    ("<transform file -> >", 99),
    ("<transform path=a path=b -> drop>", 99), ("<transform hash=a -> drop>", 99), ("<transform data=a -> drop>", 99),
    ("<transform path=\"a -> drop>", 99), ("<transform path= -> drop>", 99), ("<transform =a -> drop>", 99),
    ("<transform path=( -> drop>", 1),
    ("<transform path=a{4294967295} -> drop>", 99), ("<transform -> set>", 99), ("<transform -> set a>", 1),
    ("<transform -> set a 'b>", 1),
    ("<transform -> add>", 99), ("<transform -> default a b c>", 1), ("<transform -> edit>", 1),
    ("<transform -> edit a>", 1),
    ("<transform -> edit a b c d>", 1), ("<transform -> edit a 'b>", 99), ("<transform -> edit a (>", 1),
    ("<transform -> edit a %(x>", 1),
    ("<transform -> edit a %(x)(>", 0), ("<transform -> edit a %(x;sep=)>", 99), ("<transform -> delete>", 1),
    ("<transform -> delete a>", 1),
    ("<transform -> delete a \"b>", 99), ("<transform -> delete a [>", 1), ("<transform -> abort>", 0),
    ("<transform -> abort x>", 1),
    ("<transform -> exit>", 0), ("<transform -> exit 1 two words>", 0), ("<transform -> exit one>", 1),
    ("<transform -> emit>", 0),
    ("<transform -> print -> x>", 0), ("<transform -> explode>", 1), ("<transform a=b->c -> drop>", 1),
  ])
  func judges(text: String, status: Int) {
    let found = mistake(text)
    #expect((found.map { $0.crashesReference ? 99 : 1 } ?? 0) == status, "\(text)")
  }

  @Test(arguments: [
    ("<transform file -> drop now>", 24), ("<transform file -> st a b>", 19), ("<transform file path=a(b -> drop>", 22),
    ("<transform file path=\"x[a\" -> drop>", 23), ("<transform file -> set a b c>", 27),
    ("<transform file -> edit a x(>", 27),
    ("<transform file -> exit x>", 24), ("<transform file drop>", 20), ("<transform a=b owner=\"x -> drop>", 21),
  ])
  func pointsAtTheMistake(text: String, position: Int) {
    #expect(mistake(text)?.position == position, "\(text)")
  }

  @Test(arguments: [
    ("<transform -> exti>", "did you mean \"exit\"?"),
    ("<transform -> xyz>", "the operations are abort, add"), ("<transform -> set a b c>", "quote a value"),
  ])
  func offersARemedy(text: String, remedy: String) {
    #expect(mistake(text)?.remedy?.hasPrefix(remedy) == true)
  }

  @Test(arguments: [
    ("mode=(\\d) path=(usr)/(lib) owner=(a)", [0, 1, 2]), ("group=(a.) owner=(a.) path=(ab)", [0, 1, 2]),
    // Both attributes have the place of the last with their pattern.
    ("group=(a.) path=(ab) owner=(a.)", [1, 0, 2]),
    // An oddly quoted pattern is not found and comes first.
    ("path=(x) owner=\"(\"'y)'", [1, 0]), ("owner=\"(ro)\" path='usr/(l)'", [0, 1]),
    // The text `name=(a)` is found inside of `groupname=(a)`.
    ("groupname=(a) path=(b) name=(a)", [0, 2, 1]),
  ])
  func ordersGroups(clause: String, order: [Int]) throws {
    let rule = try RuleParser.parse(
      ByteString("<transform file \(clause) -> drop>"), fileName: "m", line: 1, context: PCREContext())
    #expect(rule.groupOrder == order)
  }
}
