import PackageModel

/// An object of an SVR4 package: a line of its file `pkgmap` (pkgmap(4)).
struct SVR4Object: Sendable {
  /// The letter that says what the object is.
  var type: UInt8
  /// The class; `nil` for information files.
  var className: ByteString?
  /// The path with BASEDIR in front of relative ones; absolute ones keep their slash.
  var path: ByteString
  /// Where a link points.
  var target: ByteString = ""
  var mode: ByteString = ""
  var owner: ByteString = ""
  var group: ByteString = ""
  /// Seconds since 1970, for files.
  var modified: Int64 = 0

  /// Types as they are written.
  static let information = UInt8(ascii: "i")
  static let directory = UInt8(ascii: "d")
  static let symbolicLink = UInt8(ascii: "s")
  static let hardLink = UInt8(ascii: "l")

  var isFile: Bool { type == UInt8(ascii: "f") || isEditable }
  /// Files that are expected to change.
  var isEditable: Bool { type == UInt8(ascii: "e") || type == UInt8(ascii: "v") }
  var isDirectory: Bool { type == Self.directory || type == UInt8(ascii: "x") }
  /// Whether mode, owner or group are left to what is on the system already.
  var isUndetermined: Bool { [mode, owner, group].contains("?") }

  /// Reads a map, comments and the line with the sizes left out.
  static func read(
    _ text: [UInt8], baseDirectory: ByteString, fileName: ByteString
  ) throws(StagingError) -> [SVR4Object] {
    var objects: [SVR4Object] = []
    for (index, line) in ByteString(text).split(on: ASCII.newline).enumerated() {
      if line.isEmpty || line.bytes.first == ASCII.hash || line.bytes.first == ASCII.colon { continue }
      var words = SVR4Text.words(line)[...]
      if let part = words.first, part.bytes.allSatisfy(ASCII.isDigit) { words = words.dropFirst() }
      guard let object = SVR4Object(Array(words), baseDirectory: baseDirectory) else {
        throw .malformed(fileName, line: index + 1, reason: "not an object of a package map")
      }
      objects.append(object)
    }
    return objects
  }

  private init?(_ words: [ByteString], baseDirectory: ByteString) {
    guard let letter = words.first, letter.count == 1 else { return nil }
    type = letter.bytes[0]
    if type == Self.information {
      guard words.count == 5 else { return nil }
      path = words[1]
      return
    }
    guard words.count >= 3 else { return nil }
    className = words[1]
    path = words[2]
    switch type {
    case UInt8(ascii: "f"), UInt8(ascii: "e"), UInt8(ascii: "v"):
      guard words.count == 9, let time = words[8] == "?" ? 0 : Int64(words[8].text) else { return nil }
      (mode, owner, group, modified) = (words[3], words[4], words[5], time)
    case UInt8(ascii: "b"), UInt8(ascii: "c"):
      guard words.count == 8 else { return nil }
      (mode, owner, group) = (words[5], words[6], words[7])
    case Self.directory, UInt8(ascii: "x"), UInt8(ascii: "p"):
      guard words.count == 6 else { return nil }
      (mode, owner, group) = (words[3], words[4], words[5])
    case Self.symbolicLink, Self.hardLink:
      let parts = words[2].split(on: ASCII.equals)
      guard parts.count == 2 else { return nil }
      path = parts[0]
      target = SVR4Text.replacing(parts[1], "$BASEDIR", by: baseDirectory)
    default:
      return nil
    }
    guard !path.isEmpty else { return nil }
    guard path.firstRange(of: "$BASEDIR") == nil else {
      path = SVR4Text.replacing(path, "$BASEDIR", by: baseDirectory)
      // The base directory itself has no path below it.
      if path == baseDirectory { type = Self.information }
      return
    }
    if path.bytes.first != ASCII.slash, !baseDirectory.isEmpty { path = baseDirectory + "/" + path }
  }
}
