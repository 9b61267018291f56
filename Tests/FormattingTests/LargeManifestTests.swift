import Formatting
import PackageModel
import Testing

/// Manifests of many actions.
@Suite struct LargeManifestTests {
  @Test func manyActionsAreSortedAndHandedOnInPieces() throws {
    let count = 30_000
    var text: [UInt8] = []
    // A step that shares no factor with the count visits each number once.
    for number in 0..<count {
      let name = "usr/share/doc/p\(number * 7_919 % count % 613)/file-\(number * 7_919 % count)"
      text += "file \(name) group=bin mode=0644 owner=root path=\(name)\n".utf8
    }
    let whole = try ManifestFormatter().format(text, fileName: "m").text
    var pieces: [UInt8] = []
    var calls = 0
    let diagnostics = try ManifestFormatter().format(text, fileName: "m") { piece in
      pieces += piece
      calls += 1
    }
    #expect(diagnostics.isEmpty)
    #expect(calls > 10)
    #expect(pieces == whole)
    let paths = try Manifest(reading: whole, fileName: "m")
    var previous: ByteString = ""
    for index in 0..<paths.actionCount {
      let path = try #require(paths.value("path", ofAction: index))
      #expect(previous < path)
      previous = path
    }
    #expect(paths.actionCount == count)
  }

  @Test func thousandsOfEqualLines() throws {
    let line: ByteString = "file path=a mode=0444\n"
    let text = ByteString(Array(repeating: line.bytes, count: 5_000).flatMap { $0 })
    #expect(try formatted(text) == text)
  }

  @Test func oneActionWithThousandsOfAttributes() throws {
    let names = (0..<20_000).map { "n\($0)=\($0)" }
    let line = ByteString("unknown " + names.reversed().joined(separator: " "))
    let sorted = names.map { ByteString(String($0.split(separator: "=")[0])) }.sorted()
    let expected = "unknown " + sorted.map { $0 + "=" + ByteString($0.bytes.dropFirst()) }.joined(separator: " ") + "\n"
    #expect(try formatted(line, FormattingOptions(unwraps: true)) == expected)
  }
}
