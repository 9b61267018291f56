import CPCRE2

/// A pattern compiled by PCRE2, with the memory its matches need.
package final class PCRECode {
  /// Why a match could not be looked for.
  package enum Failure: Error {
    /// The pattern tried too many ways to match.
    case tooManySteps
    /// PCRE2 gave up with this number.
    case other(Int32)
  }

  /// How often a pattern runs before machine code is made of it, which costs some ten runs.
  private static let runsBeforeCompilation = 12

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let offsets: UnsafeMutablePointer<Int>
  private let context: PCREContext
  private var runs = 0

  /// - Parameters:
  ///   - pattern: the pattern in PCRE2's syntax.
  ///   - isAnchored: whether matches must begin where the search begins.
  ///   - isUTF: whether patterns and texts are UTF-8, already checked.
  package init?(_ pattern: [UInt8], isAnchored: Bool, isUTF: Bool, context: PCREContext) {
    var options: UInt32 = PCRE2_NEVER_BACKSLASH_C
    if isAnchored { options |= PCRE2_ANCHORED }
    if isUTF { options |= PCRE2_UTF | PCRE2_NO_UTF_CHECK }
    var code: Int32 = 0
    var offset = 0
    guard
      let compiled = pattern.withUnsafeBufferPointer({
        pcre2_compile_8($0.baseAddress ?? PCREContext.emptyText, $0.count, options, &code, &offset, context.compile)
      })
    else { return nil }
    guard let data = pcre2_match_data_create_from_pattern_8(compiled, nil) else {
      pcre2_code_free_8(compiled)
      return nil
    }
    self.code = compiled
    self.data = data
    self.context = context
    offsets = pcre2_get_ovector_pointer_8(data)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_code_free_8(code)
  }

  /// Looks for a match in `text` from `start` on; ``range(ofGroup:)`` tells where it is.
  ///
  /// - Parameter refusesEmptyAtStart: whether a match of nothing at `start` does not count.
  package func run(
    _ text: Span<UInt8>, from start: Int = 0, refusesEmptyAtStart: Bool = false
  ) throws(Failure) -> Bool {
    runs += 1
    if runs == Self.runsBeforeCompilation { _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) }
    let options: UInt32 = PCRE2_NO_UTF_CHECK | (refusesEmptyAtStart ? PCRE2_NOTEMPTY_ATSTART : 0)
    var result = text.withUnsafeBufferPointer { buffer in
      pcre2_match_8(
        code, buffer.baseAddress ?? PCREContext.emptyText, buffer.count, start, options, data, context.match)
    }
    if result == PCRE2_ERROR_JIT_STACKLIMIT {
      // The interpreter needs no stack of its own.
      result = text.withUnsafeBufferPointer { buffer in
        pcre2_match_8(
          code, buffer.baseAddress ?? PCREContext.emptyText, buffer.count, start, options | PCRE2_NO_JIT, data,
          context.match)
      }
    }
    if result >= 0 { return true }
    if result == PCRE2_ERROR_NOMATCH { return false }
    if result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_DEPTHLIMIT {
      throw .tooManySteps
    }
    throw .other(result)
  }

  /// The number of groups, the whole match included.
  package var groupCount: Int { Int(pcre2_get_ovector_count_8(data)) }

  /// Where a group of the last match is; 0 is the whole match, `nil` a group that took no part.
  package func range(ofGroup group: Int) -> Range<Int>? {
    let start = offsets[2 * group]
    let end = offsets[2 * group + 1]
    guard start != PCREContext.unset, start <= end else { return nil }
    return start..<end
  }
}

/// What all patterns of a run share: settings, limits and the stack of compiled matchers.
package final class PCREContext {
  let compile: OpaquePointer?
  let match: OpaquePointer?
  private let stack: OpaquePointer?

  /// The mark of a group that took no part, PCRE2's largest offset.
  static let unset = -1

  /// Something to point at where a text is empty.
  nonisolated(unsafe) static let emptyText = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

  /// How many steps a match may take; more means that it would go on for hours.
  private static let stepLimit: UInt32 = 4_000_000

  package init() {
    compile = pcre2_compile_context_create_8(nil)
    match = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(32 * 1024, 8 * 1024 * 1024, nil)
    _ = pcre2_set_newline_8(compile, UInt32(PCRE2_NEWLINE_LF))
    _ = pcre2_set_parens_nest_limit_8(compile, 4_000)
    _ = pcre2_set_match_limit_8(match, Self.stepLimit)
    pcre2_jit_stack_assign_8(match, nil, stack.map { UnsafeMutableRawPointer($0) })
  }

  deinit {
    pcre2_jit_stack_free_8(stack)
    pcre2_match_context_free_8(match)
    pcre2_compile_context_free_8(compile)
  }
}
