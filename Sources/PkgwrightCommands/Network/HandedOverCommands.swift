import ArgumentParser

/// `pkgwright depot`, as the program without the network knows it.
struct DepotHandover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depot", abstract: "Serves a repository over HTTP.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    try Handover.run()
  }
}

/// `pkgwright sign`, as the program without the network knows it.
struct SignHandover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Signs packages of a repository.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    try Handover.run()
  }
}
