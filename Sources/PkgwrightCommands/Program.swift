import Glibc
import PackageModel

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
    // A reader that closes its end is reported by write(2), where it can be told from success.
    signal(SIGPIPE, SIG_IGN)
    let words = (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { ByteString(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
    let invokedAs = words.first?.split(on: ASCII.slash).last?.text ?? "pkgwright"
    for command in dropIns where command.name == invokedAs {
      exit(command.run(Array(words.dropFirst())))
    }
    exit(NativeCommands.run(Array(words.dropFirst())))
  }
}
