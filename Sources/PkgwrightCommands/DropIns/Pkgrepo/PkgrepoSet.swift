import IPSRepository
import PackageModel
import Transforms

/// `pkgrepo set`: properties of a repository or of its publishers.
enum PkgrepoSet {
  private struct Assignment {
    var section: ByteString
    var name: ByteString
    var values: [ByteString]
    var isList: Bool
  }

  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("set", words, location, short: "p:s:")
    let assignments = try self.assignments(options.operands)
    var repository = try Repository(try options.path())
    if !options.publishers.isEmpty { return try setPublishers(assignments, options, repository) }
    for assignment in assignments {
      try repository.configuration.set(
        assignment.section, assignment.name, assignment.values, isList: assignment.isList)
    }
    try repository.saveConfiguration()
    return Pkgrepo.Status.fine
  }

  private static func assignments(_ words: [ByteString]) throws -> [Assignment] {
    let end = PkgrepoEnd.usage(
      "a property name and value must be provided in the form <section/property>=<value> or "
        + "<section/property>=([\"<value>\" ...])")
    guard !words.isEmpty else { throw end }
    var assignments: [Assignment] = []
    for word in words {
      guard let mark = word.bytes.firstIndex(of: ASCII.equals),
        let slash = word.bytes[..<mark].lastIndex(of: ASCII.slash)
      else { throw end }
      let section = ByteString(word.bytes[..<slash])
      let name = ByteString(word.bytes[(slash + 1)..<mark])
      let text = ByteString(word.bytes[(mark + 1)...])
      var values = [text]
      let isList = text.hasPrefix("(") && text.hasSuffix(")")
      if isList {
        let inner = text.bytes.drop { $0 == ASCII.openParenthesis || $0 == ASCII.closeParenthesis }
        let end = inner.lastIndex { $0 != ASCII.openParenthesis && $0 != ASCII.closeParenthesis }
        do throws(ShellWords.Failure) {
          values = try ShellWords.split(ByteString(inner[..<(end.map { $0 + 1 } ?? inner.startIndex)])).map(\.text)
        } catch {
          throw PkgrepoEnd.usage("\(error.message) in '\(text)'", command: "set")
        }
      }
      if let place = assignments.firstIndex(where: { $0.section == section && $0.name == name }) {
        assignments[place].values += values
        assignments[place].isList = true
      } else {
        assignments.append(Assignment(section: section, name: name, values: values, isList: isList))
      }
    }
    return assignments
  }

  private static func setPublishers(
    _ assignments: [Assignment], _ options: PkgrepoOptions, _ repository: Repository
  ) throws -> Int32 {
    for assignment in assignments {
      guard assignment.section == "publisher" || assignment.section == "repository" else {
        throw PkgrepoEnd.usage("unknown property section '\(assignment.section)'", command: options.command)
      }
      guard assignment.section != "publisher" || assignment.name != "prefix" else {
        throw PkgrepoEnd.usage("'\(assignment.name)' may not be set using this command")
      }
      guard PublisherInfo.Property(named: assignment.name) != nil else {
        throw PkgrepoEnd.usage("unknown property '\(assignment.name)'", command: options.command)
      }
    }
    guard repository.version == 4 else { throw RepositoryError.unsupported }
    var names = options.publishers
    if names.contains("all") {
      names = repository.publishers
      guard !names.isEmpty else {
        throw PkgrepoEnd.usage(
          "One or more publishers must be specified to create and set properties for as none exist yet.",
          command: options.command)
      }
    }
    var failures = 0
    for name in names {
      do throws(RepositoryError) {
        try set(assignments, name, repository)
      } catch {
        Console.complain("pkgrepo: \(error)")
        failures += 1
      }
    }
    if failures == 0 { return Pkgrepo.Status.fine }
    return failures < names.count ? Pkgrepo.Status.partial : Pkgrepo.Status.failed
  }

  private static func set(
    _ assignments: [Assignment], _ name: ByteString, _ repository: Repository
  ) throws(RepositoryError) {
    guard FMRI.isValidPublisher(name) else { throw .invalidPublisher(name) }
    var info = try repository.info(of: name)
    for assignment in assignments {
      guard let property = PublisherInfo.Property(named: assignment.name) else { continue }
      try info.set(property, assignment.values, isList: assignment.isList)
    }
    try repository.addPublisher(name, info: info)
  }
}
