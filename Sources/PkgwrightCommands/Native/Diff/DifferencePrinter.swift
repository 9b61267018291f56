import Comparison
import PackageModel

/// Prints differences for people.
enum DifferencePrinter {
  static func print(_ difference: ManifestDifference) {
    var output: [UInt8] = []
    let lines = DifferenceText.text(of: difference).split(separator: ASCII.newline, omittingEmptySubsequences: true)
    for line in lines {
      let bytes = Array(line) + [ASCII.newline]
      switch line.drop(while: { $0 == ASCII.space }).first {
      case ASCII.hyphen: output += TerminalColour.red.paint(bytes)
      case ASCII.plus: output += TerminalColour.green.paint(bytes)
      default: output += TerminalColour.bold.paint(bytes)
      }
    }
    Console.output(output)
  }
}
