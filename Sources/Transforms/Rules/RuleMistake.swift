/// What is wrong with the text of a rule, and where in it.
struct RuleMistake: Error, Hashable {
  var message: String
  /// The byte of the rule's text, from 0.
  var position: Int
  var remedy: String?
  /// Whether the IPS tool ends with a traceback and status 99 here, rather than with a message and status 1.
  var crashesReference = false
}
