package import PackageModel

/// What a run works on: the lines of all inputs in order, their actions, and the rules found in them.
package struct TransformDocument {
  /// What a line is.
  enum Kind: UInt8 {
    /// A blank line, a comment or another line that is put out as it is.
    case text
    case action
    /// A line that cannot be read as an action.
    case malformed
    /// The end of an input, where the package's attributes make an action of their own.
    case end
  }

  struct Item {
    var kind: Kind
    /// The number of the file that the line is in.
    var source: UInt16
    /// The last physical line, from 1.
    var line: UInt32
    var start: UInt32
    var count: UInt32
    /// The number of the action, or of the malformed line.
    var index: UInt32
    /// The length of the macro in front of the action.
    var prefixCount: UInt32
  }

  /// A file that was read.
  package struct Source {
    package var name: ByteString
    var bytes: [UInt8]
  }

  var storage = ManifestStorage()
  var items: [Item] = []
  var actions: [ActionReference] = []
  /// What is wrong with the malformed lines.
  var malformed: [Diagnostic] = []
  /// The files in the order in which they were opened.
  package var sources: [Source] = []
  /// The rules in the order in which they were read.
  package var rules: [Rule] = []
  /// The macros, which know whether they were used.
  package var macros = MacroTable()
  /// What is not wrong but probably not meant.
  package var warnings: [Diagnostic] = []

  /// How many actions there are.
  package var actionCount: Int { actions.count }
}

/// Why a run ended: everything that is wrong with its inputs.
package struct TransformFailure: Error {
  /// What is wrong, in the order in which it was found.
  package var diagnostics: [Diagnostic]
  /// Whether the IPS tool ends with a traceback and status 99 here.
  package var crashesReference = false
}

/// What is to be read.
package enum TransformInput {
  /// Standard input, under the name that messages and tokens call it.
  case standardInput(name: ByteString)
  /// A file, looked for in the include directories as well; `-` is standard input.
  case file(ByteString)
  /// A text that is in memory already.
  case text([UInt8], name: ByteString)
  /// A manifest that is in memory already.
  case manifest(Manifest)
}

/// How inputs are read.
package struct TransformOptions {
  package var macros = MacroTable()
  /// The directories in which files are looked for.
  package var includeDirectories: [ByteString] = []
  /// Whether include directives are put out rather than followed.
  package var ignoresIncludes = false
  /// Whether words of rules that look like slips of the keyboard are warned of.
  package var warnsOfSlips = false

  package init() {}
}
