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
    PkgwrightProgram.start { _, _ in nil }
  }
}
