import ArgumentParser
import PackageModel
import Transforms

/// How rules are read and what is told about them, for all commands that apply rules.
struct MogrifyOptions: ParsableArguments {
  @Option(
    name: [.customShort("D"), .long],
    help: ArgumentHelp(
      "Defines a macro: $(NAME) stands for VALUE in every line. May be repeated.", valueName: "name=value"))
  var define: [String] = []

  @Option(
    name: [.customShort("I"), .customLong("include")],
    help: ArgumentHelp("Looks for files here as well. May be repeated.", valueName: "directory"))
  var includeDirectories: [String] = []

  @Flag(help: "Tells on standard error which rule, at which line of which file, did what to each action.")
  var trace = false

  @Flag(help: "Warns of rules that match no action and macros that no line has.")
  var reportUnmatched = false

  @Flag(help: "Takes those for mistakes: nothing is written and the status is 1.")
  var strict = false

  @Option(
    help: ArgumentHelp("Writes what print rules say to a file instead of in front of the manifest.", valueName: "file"))
  var printFile: String?

  /// How inputs are read.
  func reading() throws(CommandFailure) -> TransformOptions {
    var options = TransformOptions()
    for definition in define {
      guard let sign = definition.firstIndex(of: "="), sign > definition.startIndex else {
        throw .usage("\"--define \(definition)\" defines no macro", "write --define NAME=VALUE")
      }
      options.macros.define(
        ByteString(String(definition[..<sign])), ByteString(String(definition[definition.index(after: sign)...])))
    }
    options.includeDirectories = includeDirectories.map { ByteString($0) }
    options.warnsOfSlips = true
    return options
  }

  /// Reads inputs and applies their rules, and tells on standard error what is to be told.
  ///
  /// - Parameter tellsTrace: whether a trace is told there too.
  func run(_ inputs: [TransformInput], _ reading: TransformOptions, tellsTrace: Bool) throws -> TransformOutcome {
    var running = Transformation.Options()
    running.isTraced = trace
    switch try apply(inputs, reading, running) {
    case .finished(let outcome):
      if trace, tellsTrace { TraceReport(outcome).print() }
      try judge(outcome)
      return outcome
    case .exited(let status, let message):
      if let message { Console.complain(message) }
      throw ExitCode(status)
    }
  }

  private func apply(
    _ inputs: [TransformInput], _ reading: TransformOptions, _ running: Transformation.Options
  ) throws(Diagnostics) -> Transformation.End {
    do throws(TransformFailure) {
      let document = try TransformReader.read(inputs, options: reading)
      for warning in document.warnings { Console.complain("\(warning)") }
      return try Transformation.run(document, options: running)
    } catch {
      throw Diagnostics(error.diagnostics)
    }
  }

  private func judge(_ outcome: TransformOutcome) throws {
    guard strict || reportUnmatched else { return }
    let findings = outcome.unused(strict ? .error : .warning)
    if strict, !findings.isEmpty { throw Diagnostics(findings) }
    for finding in findings { Console.complain("\(finding)") }
  }

  /// Writes what print rules said, if it goes to a file of its own.
  func writePrinted(_ outcome: TransformOutcome) throws {
    guard let printFile else { return }
    let sink = try OutputSink(printFile)
    try sink.write(outcome.printedText())
    try sink.finish()
  }
}
