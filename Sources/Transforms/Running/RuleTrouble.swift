import PackageModel

/// Why a rule cannot be applied to an action.
struct RuleTrouble: Error, Hashable {
  var message: String
  var remedy: String?
  /// Whether the IPS tool ends with a traceback and status 99 here.
  var crashesReference = false

  init(_ message: String, remedy: String? = nil, crashesReference: Bool = false) {
    self.message = message
    self.remedy = remedy
    self.crashesReference = crashesReference
  }

  init(_ failure: MatchFailure, of pattern: Pattern) {
    switch failure {
    case .tooManySteps:
      self.init(
        "the pattern \"\(pattern.text)\" tries too many ways to match",
        remedy: "let no repetition hold another one that matches the same text, as (a+)+ does")
    case .unsupported:
      self.init("the pattern \"\(pattern.text)\" is too large or too deep to be compiled")
    case .resultTooLong: self = .tooLong
    }
  }

  /// A value grows beyond all measure.
  static let tooLong = RuleTrouble(
    "the value would be longer than \(Pattern.greatestResult / 1_048_576) MiB",
    remedy: "let no rule put a value into itself several times")
}

/// Why applying rules ended early.
enum Interruption: Error {
  /// A rule said so.
  case exit(Int32, ByteString?)
  case failure(TransformFailure)
}
