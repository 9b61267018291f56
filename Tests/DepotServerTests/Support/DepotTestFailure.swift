/// A test that could not do what it wanted to look at.
struct DepotTestFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
