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
    Signatures.install(CertificateKnowledge())
    PkgwrightProgram.start { invokedAs, arguments in
      if invokedAs == PkgDepotd.name { return PkgDepotd.run(arguments) }
      if invokedAs == Pkgsign.name { return Pkgsign.run(arguments) }
      guard !PkgwrightProgram.dropIns.contains(where: { $0.name == invokedAs }) else { return nil }
      switch arguments.first {
      case "depot": return NativeCommands.run(DepotCommand.self, Array(arguments.dropFirst()))
      case "sign": return NativeCommands.run(SignCommand.self, Array(arguments.dropFirst()))
      default: return nil
      }
    }
  }
}
