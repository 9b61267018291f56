import PackageModel
import Testing

@testable import Transforms

@Suite struct VerboseTests {
  @Test func tellsWhatTheIPSToolTells() {
    let result = Mogrification(
      """
      $(M)file path=a mode=0o644
      dir path=b
      <transform file -> edit path zzz y>
      <transform file -> set action.hash h>
      <transform file -> add mode 1>
      <transform file -> add mode 2>
      <transform dir -> emit link path="%(path) l" target=it's>
      <transform link -> default x y>
      """, isVerbose: true)
    #expect(
      result.output == """
        #  Action: file NOHASH mode=0644 path=a
        # Applied: <transform file -> edit path zzz y> (file m line 3)
        #  Result: file NOHASH mode=0644 path=a
        # Applied: <transform file -> add mode 1> (file m line 5)
        #  Result: file h mode=0644 mode=1 path=a
        $(M)file h mode=0644 mode=1 mode=2 path=a
        #  Action: dir path=b
        ['#  Action: link path="b l" target="it\\'s"', '# Applied: <transform link -> default x y> (file m line 8)', \
        '#  Result: link path="b l" target="it\\'s" x=y']
        dir path=b
        link path="b l" target="it's" x=y

        """)
  }

  @Test func nothingIsToldOfWhatStaysAsItIs() {
    let text = "set name=l value=a value=b\n<transform set -> add value c>\n<transform set -> print x>\n"
    #expect(Mogrification(text, isVerbose: true).output == "set name=l value=a value=b value=c\n")
  }

  @Test func tracesHoldEverythingThatRulesDid() throws {
    let result = Mogrification(
      """
      file h path=a mode=1
      <transform file -> set mode 2>
      <transform file -> default mode 3>
      <transform file -> add mode "4 5">
      <transform file -> set action.hash k>
      <transform file -> print %(path)>
      <transform file -> emit dir path=%(path)>
      <transform dir -> drop>
      <transform link -> drop>
      """, isTraced: true)
    let events = try #require(result.outcome).trace
    #expect(events.map(\.rule) == [0, 1, 2, 3, 4, 5, 6])
    #expect(events.map(\.depth) == [0, 0, 0, 0, 0, 0, 1])
    #expect(events.map(\.line) == [1, 1, 1, 1, 1, 1, 1])
    #expect(
      events.map(\.effect) == [
        .changed(to: "file h mode=2 path=a", removed: ["mode=1"], added: ["mode=2"]), .unchanged,
        .changed(to: "file h mode=2 mode=\"4 5\" path=a", removed: [], added: ["mode=\"4 5\""]),
        .changed(to: "file k mode=2 mode=\"4 5\" path=a", removed: ["hash=h"], added: ["hash=k"]), .printed("a"),
        .emitted("dir path=a"), .dropped,
      ])
    #expect(result.outcome?.matchCounts == [1, 1, 1, 1, 1, 1, 1, 0])
    #expect(result.outcome?.unused(.warning).map { $0.location?.line } == [9])
  }
}
