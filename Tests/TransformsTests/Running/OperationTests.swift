import PackageModel
import Testing

@testable import Transforms

@Suite struct OperationTests {
  /// A rule, an action, and the action that comes of it; `nil` where it is dropped.
  @Test(arguments: [
    ("file -> drop", "file path=a", nil), ("dir -> drop", "file path=a", "file NOHASH path=a"),
    ("file -> set mode 0555", "file path=a mode=1 mode=2", "file NOHASH mode=0555 path=a"),
    ("file -> set note 'two words'", "file path=a", "file NOHASH note=\"two words\" path=a"),
    ("file -> set \"\" x", "file path=a", "file NOHASH =x path=a"),
    ("file -> set path /x", "file path=a", "file NOHASH path=/x"),
    ("file -> set %(owner) x", "file path=a owner=o", "file NOHASH o=x owner=o path=a"),
    ("file -> set action.hash h", "file path=a", "file h path=a"),
    ("file -> set action.hash \"\"", "file x path=a", "file path=a"),
    ("file -> set action.hash a=b", "file path=z", "file hash=a=b path=z"),
    ("dir -> set action.hash h", "dir path=a", "dir path=a"),
    ("file -> set %(x) h", "file path=a x=action.hash", "file h path=a x=action.hash"),
    ("file -> add action.hash h", "file path=a", "file NOHASH action.hash=h path=a"),
    ("file -> default mode 1", "file path=a mode=2", "file NOHASH mode=2 path=a"),
    ("file -> default mode %(nosuch)", "file path=a mode=2", "file NOHASH mode=2 path=a"),
    ("file -> default mode %(path)-1", "file path=a", "file NOHASH mode=a-1 path=a"),
    ("file -> add x 1", "file path=a", "file NOHASH path=a x=1"),
    ("file -> add x 1", "file path=a x=2", "file NOHASH path=a x=2 x=1"),
    ("file -> edit path a b", "file path=aXa", "file NOHASH path=bXb"),
    ("file -> edit nosuch a b", "file path=a", "file NOHASH path=a"),
    ("file -> edit x (.)", "file path=p x=ab x=c", "file NOHASH path=p x=\"\" x=\"\""),
    ("file -> edit x $ \\n", "file path=p x=a", "file NOHASH path=p x=an"),
    ("file -> edit x a $(V)", "file path=p x=a", "file NOHASH path=p x=$(V)"),
    ("file -> set x $(V)", "file path=p", "file NOHASH path=p x=\"$(V)\""),
    ("file -> edit path %(x) '\\g<0>\\g<0>'", "file path=abc x=b", "file NOHASH path=abbc x=b"),
    ("file -> edit x %(pkg.manifest.lineno) y", "file path=a x=1", "file NOHASH path=a x=1"),
    ("file -> edit mode 0o7 0o6", "file path=a mode=0o755", "file NOHASH mode=0o655 path=a"),
    ("file -> delete x ^a", "file path=p x=ab x=ba x=a", "file NOHASH path=p x=ba"),
    ("file -> delete x .", "file path=p x=a", "file NOHASH path=p"),
    ("file -> delete x b", "file path=p x=$(V)", "file NOHASH path=p x=$(V)"),
    ("file -> delete %(path) .", "file path=x x=1", "file NOHASH path=x x=1"),
    ("path=a.* owner=(o|p) -> set hit yes", "file path=ab owner=p", "file NOHASH hit=yes owner=p path=ab"),
    ("path=a owner=o -> set hit yes", "file path=ab", "file NOHASH path=ab"),
    ("x=a -> set hit yes", "file path=p x=ab x=b", "file NOHASH path=p x=ab x=b"),
    ("bogus -> set hit yes", "file path=p", "file NOHASH path=p"),
    ("bogus file -> set hit yes", "file path=p", "file NOHASH hit=yes path=p"),
    ("unknown -> set hit yes", "unknown a=b", "unknown a=b hit=yes"),
    ("-> set hit %(action.name)", "dir path=p", "dir hit=dir path=p"),
    ("path=(?i)É -> set hit yes", "file path=éx", "file NOHASH hit=yes path=éx"),
    ("path=.é -> set hit yes", "file path=éé", "file NOHASH hit=yes path=éé"),
  ])
  func applies(rule: String, action: String, expected: String?) {
    let result = Mogrification("\(action)\n<transform \(rule)>\n")
    #expect(result.mistakes == [])
    #expect(result.output == (expected.map { $0 + "\n" } ?? ""), "\(rule)")
  }

  @Test(arguments: [
    ("print", ""), ("print %(path) %(x)", "a \"two words\""), ("print %(x;noquote)", "two words"),
    ("print [%(y;notfound='')]", "[\"\"]"),
    ("print %(v;sep=,)", "1,2,\"3 4\""), ("print %(v;prefix=<;suffix='> ';sep=\"\")", "<1> <2> <\"3 4\"> "),
    ("print %<1>%<2>%<1>", "a!a"),
    ("print %<10>%<x>", "%<10>%<x>"), ("print %(action.hash) %(action.key) %(action.name)", "h a file"),
    ("print %(pkg.manifest.filename):%(pkg.manifest.lineno)", "m:1"),
    ("print %{nope;notfound=z}%{nope;notfound=long}", "zlong"),
    ("print -> %% (a)", "-> %% (a)"), ("print %(g)", "a"), ("print %<\u{661}>", "a"),
  ])
  func expands(operation: String, expected: String) {
    let result = Mogrification(
      "file h path=a x='two words' v=1 v=2 v='3 4' e=! g=%<1>\n<transform path=(a) e=(.) -> \(operation)>\n")
    #expect(result.mistakes == [])
    #expect(result.printed == [expected])
  }

  @Test(arguments: [
    ("print %(nosuch)", 1, "m:1 attribute 'nosuch' not found"), ("print %{pth}", 1, "m:1 attribute 'pth' not found"),
    ("print %<2>", 1, "m:1 there is no group 2 of the match (there are 1)"),
    ("print %<0>", 1, "m:1 there is no group 0 of the match (there are 1)"),
    ("print %(path;sep)%(v;sep)", 99, "m:1 an option lacks a value: %(v;sep)"),
    ("print %(path;a b)", 99, "m:1 the option 'a' lacks an equals sign: %(path;a b)"),
    ("print %(no;notfound)", 99, "m:1 an option lacks a value: %(no;notfound)"), ("edit path %(v) x", 0, ""),
    ("edit path (%(v) x", 99, "m:1 the pattern \"(1 2\" is malformed"),
    ("edit path a \\1", 0, ""),
    ("edit path a '\\1'", 1, "m:1 the replacement \"\\1\" is malformed: invalid group reference 1"),
    ("edit path zzz '\\g<n>'", 99, "m:1 the replacement \"\\g<n>\" names a group 'n'"), ("edit none a '\\1'", 0, ""),
    ("emit frob x=y", 1, "m:1 the emitted line is no action, unknown action type 'frob': frob x=y"),
    ("emit file path=%(path) %(x;notfound=y)", 1, "m:1 the emitted line is no action, missing value"),
    ("exit 3 %(nosuch)", 1, "m:1 attribute 'nosuch' not found"),
  ])
  func failsWithThePlaceOfRuleAndAction(operation: String, status: Int32, message: String) {
    let result = Mogrification("file path=a v=1 v=2\n<transform path=(a) -> \(operation)>\n")
    #expect(result.status == status)
    if status == 0 {
      #expect(result.mistakes == [])
    } else {
      #expect(result.mistakes.first?.hasPrefix(message) == true, "\(result.mistakes)")
      #expect(result.mistakes.last == "m:2 in this rule")
    }
  }

  @Test(arguments: [
    ("exit", 0, nil), ("exit 300", 44, nil), ("exit -2", 254, nil), ("exit 3 bad %(path)", 3, "bad a"),
    ("abort", 0, nil),
    ("exit 99999999999999999999", 255, nil), ("exit +1 \"x\"", 1, "\"x\""),
  ])
  func ends(operation: String, status: Int32, message: String?) {
    let result = Mogrification("file path=a\nfrob\n<transform file -> \(operation)>\n")
    #expect(result.failure == nil)
    #expect(result.status == status)
    #expect(result.message == message)
    #expect(result.output == "")
  }

  @Test func groupsThatTookNoPartFail() {
    let result = Mogrification("file path=ab\n<transform path=(x)?a -> set y %<1>>\n")
    #expect(result.mistakes.first == "m:1 group 1 took no part in the match")
  }

  @Test func rulesSeeWhatRulesBeforeThemDid() {
    let result = Mogrification(
      """
      file path=a
      <transform path=a$ -> set path b>
      <transform path=a$ -> set wrong yes>
      <transform path=b$ -> add path c>
      <transform path=b$ -> set wrong yes>
      <transform path=[bc]$ -> set right yes>
      <transform path=[bc]$ -> delete path b>
      <transform path=c$ right=y -> set owner o>
      <transform owner=o -> drop>
      <transform owner=o -> print no>
      """)
    #expect(result.output == "")
    #expect(result.printed == [])
  }
}
