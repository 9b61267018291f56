import Glibc
package import PackageModel

/// The whole program: chooses the command by the name it was started under.
public enum PkgwrightProgram {
  /// The commands of other toolkits that this program stands in for.
  package static var dropIns: [any DropIn.Type] {
    [
      Fpm.self, Pkgdiff.self, Pkgfmt.self, Pkglint.self, Pkgmerge.self, Pkgmogrify.self, Pkgrecv.self, Pkgrepo.self,
      Pkgsend.self,
    ]
  }

  /// Runs the program on the arguments of the process and never returns.
  public static func main() -> Never {
    start { invokedAs, _ in
      guard Handover.dropIns.contains(invokedAs) else { return nil }
      return attempt { () throws(CommandFailure) in try Handover.run() }
    }
  }

  /// Runs the program with commands in front of those that are here.
  ///
  /// - Parameter first: gets the name the program was started under and the arguments; gives the exit status, or `nil`
  ///   for what is none of its commands.
  package static func start(first: (String, [ByteString]) -> Int32?) -> Never {
    // A reader that closes its end is reported by write(2), where it can be told from success.
    signal(SIGPIPE, SIG_IGN)
    let words = (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { ByteString(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
    let invokedAs = words.first?.split(on: ASCII.slash).last?.text ?? "pkgwright"
    let arguments = Array(words.dropFirst())
    if let status = first(invokedAs, arguments) { exit(status) }
    for command in dropIns where command.name == invokedAs {
      exit(command.run(arguments))
    }
    exit(NativeCommands.run(arguments))
  }

  private static func attempt(_ action: () throws(CommandFailure) -> Int32) -> Int32 {
    do throws(CommandFailure) {
      return try action()
    } catch {
      Console.complain(error.message)
      return error.status
    }
  }
}
