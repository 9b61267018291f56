import ArgumentParser

/// Who reads the output.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// People.
  case text
  /// Machines.
  case json
}
