import NetworkCommands

@main
enum Program {
  static func main() {
    NetworkProgram.main()
  }
}
