package import PackageModel

/// The file name of a package, which fpm makes from a format.
package struct OutputName: Sendable {
  /// The words that are replaced, in this order, with what they stand for.
  private let values: [(word: ByteString, value: ByteString)]

  /// Takes the parts from a package.
  package init(_ recipe: PackageRecipe) {
    let version = recipe.version
    values = [
      ("ARCH", ByteString(recipe.architecture)), ("NAME", ByteString(recipe.name)),
      ("FULLVERSION", ByteString(version.withoutEpoch)), ("VERSION", ByteString(version.upstream)),
      ("ITERATION", ByteString(version.revision ?? "")), ("EPOCH", ByteString(version.epoch ?? "")), ("TYPE", "deb"),
      ("EXTENSION", "deb"),
    ]
  }

  /// The name of the file.
  ///
  /// - Parameters:
  ///   - format: the value of `--package`: a format, a directory, or nothing.
  ///   - isDirectory: tells whether a path is a directory.
  package func path(format: ByteString?, isDirectory: (ByteString) -> Bool) -> ByteString {
    let standard = replaced("NAME_FULLVERSION_ARCH.EXTENSION")
    guard let format else { return standard }
    if isDirectory(format) { return format.bytes.last == ASCII.slash ? format + standard : format + "/" + standard }
    let path = replaced(format)
    guard let slash = format.bytes.lastIndex(of: ASCII.slash) else { return path }
    // A directory that is really called ARCH or NAME is meant where the replaced one does not exist.
    let literal = ByteString(format.bytes[...slash])
    let parent = ByteString(path.bytes[..<(path.bytes.lastIndex(of: ASCII.slash) ?? 0)])
    guard !parent.isEmpty, !isDirectory(parent), isDirectory(literal) else { return path }
    return literal + replaced(ByteString(format.bytes[(slash + 1)...]))
  }

  private func replaced(_ format: ByteString) -> ByteString {
    values.reduce(format) { $0.replacing($1.word, with: $1.value) }
  }
}

extension ByteString {
  /// Replaces every occurrence of a text, from left to right.
  fileprivate func replacing(_ word: ByteString, with value: ByteString) -> ByteString {
    var result = ByteString()
    var rest = self
    while let range = rest.firstRange(of: word) {
      result += ByteString(rest.bytes[..<range.lowerBound]) + value
      rest = ByteString(rest.bytes[range.upperBound...])
    }
    return result + rest
  }
}
