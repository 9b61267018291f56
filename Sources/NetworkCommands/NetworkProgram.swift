import ArgumentParser
import DepotClient
import DepotServer
import IPSRepository
import PackageModel
import PackageSigning
import PkgwrightCommands

/// The program with the network: everything the other one does, and the commands that need the network.
public enum NetworkProgram {
  /// Runs the program on the arguments of the process and never returns.
  public static func main() -> Never {
    Network.install(DepotAccess())
    PkgwrightProgram.start { invokedAs, arguments in
      if invokedAs == PkgDepotd.name { return PkgDepotd.run(arguments) }
      if arguments.first == "depot", !PkgwrightProgram.dropIns.contains(where: { $0.name == invokedAs }) {
        return NativeCommands.run(DepotCommand.self, Array(arguments.dropFirst()))
      }
      return nil
    }
  }
}
