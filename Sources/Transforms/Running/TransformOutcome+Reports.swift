package import PackageModel

extension TransformOutcome {
  /// What was of no use: rules that matched no action, and macros that no line has.
  package func unused(_ severity: Severity) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (rule, count) in zip(document.rules, matchCounts) where count == 0 {
      found.append(
        Diagnostic(
          severity, "the rule matches no action", at: SourceLocation(file: rule.fileName.text, line: rule.line),
          sourceLine: rule.text))
    }
    for name in document.macros.unusedNames {
      found.append(Diagnostic(severity, "the macro $(\(name)) is used nowhere"))
    }
    return found
  }

  /// The actions of the output in order, each with the macro in front of it, if any.
  package func forEachAction(_ body: (Action, ByteString?) throws -> Void) rethrows {
    let ranks = document.storage.names.ranks()
    var actions: [(UInt32, ByteString?)] = []
    forEachLine(ranks) { line in
      guard line.kind == .action else { return }
      let item = document.items[Int(line.item)]
      let prefix = item.prefixCount > 0 ? document.storage.bytes(item.start, item.prefixCount) : nil
      actions.append((line.index, prefix))
    }
    for (index, prefix) in actions { try body(document.storage.action(document.actions[Int(index)]), prefix) }
  }
}
