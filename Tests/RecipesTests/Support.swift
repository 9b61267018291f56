import PackageModel
@testable import Recipes
import Synchronization

/// Collects what is told, for tests.
final class LogBook: Sendable {
  private let storage = Mutex<[FpmLogEntry]>([])

  var log: FpmLog {
    FpmLog(threshold: .debug) { entry in self.storage.withLock { $0.append(entry) } }
  }

  var entries: [FpmLogEntry] { storage.withLock { $0 } }

  var messages: [String] { entries.map(\.message) }
}

/// The command line of a test, split as the shell does.
func arguments(_ line: String) throws -> FpmArguments {
  let words = try ShellWords.split(Array(line.utf8)).map { FpmWord($0.text) }
  return try FpmArguments(words, loadFile: OptionsFile.read)
}

extension FpmEnvironment {
  /// An environment without anything of this machine.
  static func plain(_ variables: [String: ByteString] = [:]) -> FpmEnvironment {
    FpmEnvironment(variables: variables, userName: "packager", now: 1_700_000_000)
  }
}

/// Reads the description of a package from a command line.
func recipe(
  _ line: String, base: BasePackage? = nil, environment: FpmEnvironment = .plain(), book: LogBook = LogBook()
) throws -> PackageRecipe {
  let request = try FpmRequest(arguments(line), environment: environment, log: book.log)
  return try FpmRecipe.read(request, base: base, environment: environment, log: book.log)
}

/// The messages of the mistakes that a body finds.
func mistakes(_ body: () throws -> Void) -> [String] {
  do {
    try body()
    return []
  } catch let error as Diagnostics {
    return error.all.map(\.message)
  } catch let error as Diagnostic {
    return [error.message]
  } catch {
    return ["\(error)"]
  }
}
