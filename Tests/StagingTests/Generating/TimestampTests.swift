import PackageModel
import Testing

@testable import Staging

@Suite struct TimestampTests {
  @Test func agreesWithDate() throws {
    var seconds: [Int64] = [0, -1, 1, 951_782_400, 951_868_800, 4_102_444_799, 4_107_542_400, -2_208_988_801]
    seconds += (0..<400).map { $0 * 987_654_321 % 9_000_000_000 - 3_000_000_000 }
    let arguments = seconds.map { "@\($0)" }.joined(separator: "\n")
    let judged = try Tools.run("date", "-u", "-f", "-", "+%Y%m%dT%H%M%SZ", input: .init(arguments.utf8)).lines
    try #require(judged.count == seconds.count)
    for (second, expected) in zip(seconds, judged) { #expect(Timestamp.text(second).text == expected) }
  }
}
