import PackageModel

/// The parameters of an SVR4 package, from its file `pkginfo` (pkginfo(4)).
struct SVR4Information: Sendable {
  /// Names and values in order; a repeated name keeps its first place and its last value.
  private(set) var parameters: [(name: ByteString, value: ByteString)] = []

  init(reading text: [UInt8], fileName: ByteString) throws(StagingError) {
    for (index, raw) in ByteString(text).split(on: ASCII.newline).enumerated() {
      let line = ByteString(raw.bytes.drop { SVR4Text.isBlank($0) })
      if line.isEmpty { continue }
      if line.bytes.first == ASCII.hash {
        if line.hasPrefix("#FASPACD=") {
          throw .malformed(
            fileName, line: index + 1,
            reason: "classes that are packed as archives are not supported; unpack the package with pkgtrans(1)")
        }
        continue
      }
      guard let equals = line.bytes.firstIndex(of: ASCII.equals) else {
        throw .malformed(fileName, line: index + 1, reason: "not a parameter: write NAME=value")
      }
      set(ByteString(line.bytes[..<equals]), SVR4Text.unquoted(line.bytes[(equals + 1)...]))
    }
    guard self["PKG"] != nil else {
      throw .malformed(fileName, line: nil, reason: "the parameter PKG is missing")
    }
    if let directory = self["BASEDIR"], directory.bytes.first != ASCII.slash {
      throw .malformed(fileName, line: nil, reason: "BASEDIR must begin with a slash")
    }
  }

  private mutating func set(_ name: ByteString, _ value: ByteString) {
    if let index = parameters.firstIndex(where: { $0.name == name }) {
      parameters[index].value = value
    } else {
      parameters.append((name, value))
    }
  }

  subscript(name: ByteString) -> ByteString? { parameters.first { $0.name == name }?.value }

  var packageName: ByteString { self["PKG"] ?? "" }

  /// Where relocatable objects go, without slashes at its ends.
  var baseDirectory: ByteString {
    guard let directory = self["BASEDIR"] else { return "" }
    var bytes = directory.bytes.dropFirst()
    while bytes.last == ASCII.slash { bytes = bytes.dropLast() }
    return ByteString(bytes)
  }

  /// Whether nothing is installed in a zone that has the package already.
  var isHollow: Bool { self["SUNW_PKG_HOLLOW"].map { SVR4Text.lowercased($0) == "true" } ?? false }
}

/// What the files of SVR4 packages have in common.
enum SVR4Text {
  static func isBlank(_ byte: UInt8) -> Bool { byte == ASCII.space || (0x09...0x0d).contains(byte) }

  static func lowercased(_ text: ByteString) -> ByteString { ByteString(text.bytes.map(ASCII.lowercased)) }

  /// The value without quotes at its ends.
  static func unquoted(_ value: ArraySlice<UInt8>) -> ByteString {
    var value = value.drop { $0 == ASCII.doubleQuote }
    while value.last == ASCII.doubleQuote { value = value.dropLast() }
    return ByteString(value)
  }

  /// The words of a line.
  static func words(_ line: ByteString) -> [ByteString] {
    line.bytes.split(whereSeparator: isBlank).map { ByteString($0) }
  }

  static func replacing(_ text: ByteString, _ old: ByteString, by new: ByteString) -> ByteString {
    var result = ByteString()
    var rest = text
    while let range = rest.firstRange(of: old), !range.isEmpty {
      result += ByteString(rest.bytes[..<range.lowerBound]) + new
      rest = ByteString(rest.bytes[range.upperBound...])
    }
    return result + rest
  }
}
