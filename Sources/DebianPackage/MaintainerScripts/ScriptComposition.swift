/// One maintainer script: its hooks and its generated parts, brought together.
struct ScriptComposition {
  /// Which script.
  let script: MaintainerScript
  /// When which hook runs.
  let calls: [HookCall]
  /// What is generated.
  let generated: GeneratedParts
  /// How hooks are treated.
  let policy: HookPolicy
  /// The plan asks for debconf.
  let debconf: Bool

  /// The hook that is the whole script on every call, if there is just one.
  private var soleHook: HookScript? {
    guard calls.count == 1, let only = calls.first, only.call == nil else { return nil }
    return only.hook
  }

  /// The script, or nil if there is nothing to do.
  var text: [UInt8]? {
    if let hook = soleHook {
      let tokens = hook.interpreter?.isShell == true ? hook.tokenLines : []
      if generated.isEmpty {
        return policy.dropsUnusedToken ? Self.replacing(tokens, of: hook, with: []) : hook.bytes
      }
      if !tokens.isEmpty { return Self.replacing(tokens, of: hook, with: generated.text) }
    }
    return calls.isEmpty && generated.isEmpty ? nil : composed
  }

  /// What is wrong with the hooks. A compiled program and a hook that stays the whole script need less.
  var problems: [MaintainerScriptError.Problem] {
    let staysAlone = soleHook != nil && generated.isEmpty
    return distinctHooks.compactMap { _, hook in
      guard !hook.isExecutableImage, policy.requireInterpreter || !staysAlone else { return nil }
      guard let interpreter = hook.interpreter else {
        return policy.requireInterpreter
          ? .init(
            code: .missingInterpreter, place: hook.fileName, line: 1, message: "the hook has no interpreter",
            remedy: "begin it with a line such as #!/bin/sh")
          : nil
      }
      if interpreter.path.utf8.last == UInt8(ascii: "\r") || interpreter.argument?.utf8.last == UInt8(ascii: "\r") {
        return .init(
          code: .unusableInterpreter, place: hook.fileName, line: 1,
          message: "the line of the interpreter ends in a carriage return, which becomes part of its name",
          remedy: "save the hook with Unix line ends")
      }
      guard interpreter.path.utf8.first != UInt8(ascii: "/") else { return nil }
      return .init(
        code: .unusableInterpreter, place: hook.fileName, line: 1,
        message: "the interpreter \(interpreter.path) is not an absolute path",
        remedy: "write its whole path, or #!/usr/bin/env \(interpreter.path)")
    }
  }

  /// Each hook once, though two calls may lead to it.
  private var distinctHooks: [(function: String, hook: HookScript)] {
    var seen: Set<String> = []
    return calls.filter { seen.insert($0.function).inserted }.map { ($0.function, $0.hook) }
  }

  private var composed: [UInt8] {
    let usesDebconf = debconf && script == .postinst || calls.contains { HookRequirements.usesDebconf($0.hook) }
    let debconf = usesDebconf ? [SystemSnippets.debconf] : []
    var text = Array("#!/bin/sh\nset -e\n\n".utf8) + Snippet.section(debconf + generated.beforeHook)
    if !calls.isEmpty {
      let functions = distinctHooks.flatMap { function, hook in
        HookEmbedding.function(function, hook, script: script.rawValue, errorChecks: policy.errorChecks)
      }
      text += Snippet.section([HookEmbedding.preamble]) + Snippet.section(functions)
      text += Snippet.section([Snippet(calls.flatMap(\.lines))])
    }
    let isDone = usesDebconf && script == .postinst && !generated.afterHook.isEmpty
    return text + Snippet.section((isDone ? [SystemSnippets.debconfIsDone] : []) + generated.afterHook)
  }

  private static func replacing(_ lines: [Range<Int>], of hook: HookScript, with text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for line in lines {
      result += hook.bytes[position..<line.lowerBound] + text
      position = line.upperBound
    }
    return result + hook.bytes[position...]
  }
}
