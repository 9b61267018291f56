import Foundation
import PackageModel
@testable import Recipes
import Testing

@Suite struct OptionSourcesTests {
  /// A working directory and a home, with a file of flags each if there is a text for it.
  private func withFolders<Result>(
    local: String?, home: String?, _ body: (ByteString, ByteString) throws -> Result
  ) throws -> Result {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in [("work", local), ("home", home)] {
      let folder = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if let text { try Data(text.utf8).write(to: folder.appendingPathComponent(".fpm")) }
    }
    return try body(ByteString(root.path + "/work/"), ByteString(root.path + "/home"))
  }

  private func words(options: String? = nil, local: String? = nil, home: String? = nil, _ line: String) throws
    -> [String]
  {
    try withFolders(local: local, home: home) { work, house in
      var variables: [String: ByteString] = ["HOME": house]
      variables["FPMOPTS"] = options.map { ByteString($0) }
      let sources = try OptionSources(.plain(variables), in: work, log: LogBook().log)
      let given = line.split(separator: " ").map { FpmWord(ByteString(String($0))) }
      return sources.around(given).map(\.text.text)
    }
  }

  @Test func flagsGoBeforeAndArgumentsBehind() throws {
    let found = try words(
      options: "-n env -f", local: "-d 'two words'\nlocal=/x --verbose", home: "--name home last", "-s dir .")
    #expect(
      found == [
        "-n", "env", "-f", "-d", "two words", "--verbose", "--name", "home", "-s", "dir", ".", "local=/x", "last",
      ])
  }

  @Test func joinedValuesStayTogether() throws {
    #expect(try words(options: "--name=a -nb -ef", "x") == ["--name=a", "-nb", "-ef", "x"])
  }

  @Test func nothingIsReadWhereNothingIs() throws {
    #expect(try words("-n x") == ["-n", "x"])
    #expect(try words(options: "", "-n x") == ["-n", "x"])
  }

  @Test func aHomeThatIsTheWorkingDirectoryIsReadOnce() throws {
    try withFolders(local: "-d x", home: nil) { work, _ in
      let home = ByteString(work.bytes.dropLast())
      let sources = try OptionSources(.plain(["HOME": home]), in: work, log: LogBook().log)
      #expect(sources.flags.map(\.text.text) == ["-d", "x"])
    }
  }

  @Test func mistakesNameTheFile() throws {
    #expect { try words(options: "-n 'x", "") } throws: {
      ($0 as? FpmUsageError)?.location == SourceLocation(file: "FPMOPTS", line: 1)
    }
    #expect { try words(local: "-f\n-n", "") } throws: {
      guard let location = ($0 as? FpmUsageError)?.location else { return false }
      return location.file.hasSuffix("/work/.fpm") && location.line == 2
    }
  }

  @Test func everySourceIsTold() throws {
    try withFolders(local: "-f", home: "x") { work, home in
      let book = LogBook()
      _ = try OptionSources(.plain(["HOME": home, "FPMOPTS": "-e"]), in: work, log: book.log)
      #expect(book.messages.count == 5)
    }
  }
}
