import PkgwrightCommands

@main
enum Program {
  static func main() {
    PkgwrightProgram.main()
  }
}
