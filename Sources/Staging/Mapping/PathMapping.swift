package import PackageModel

/// An input and where it goes: fpm's `SOURCE=DESTINATION`, which works like `rsync -a SOURCE DESTINATION`.
package struct PathMapping: Hashable, Sendable {
  /// The name on disk, relative to the starting directory.
  package var source: ByteString
  /// Where it goes; `nil` keeps the path as it is.
  package var destination: ByteString?

  package init(source: ByteString, destination: ByteString? = nil) {
    self.source = source
    self.destination = destination
  }

  /// Reads fpm's argument. It is a mapping when it has something on both sides of an `=` and no file is called so.
  ///
  /// - Parameter exists: whether a file of that name is there, below the starting directory.
  package init(parsing argument: ByteString, exists: (ByteString) -> Bool) {
    let bytes = argument.bytes
    let mapsSomething = bytes.indices.contains { index in
      bytes[index] == ASCII.equals && index > 0 && index + 1 < bytes.count
        && bytes[index - 1] != ASCII.newline && bytes[index + 1] != ASCII.newline
    }
    guard mapsSomething, !exists(argument), let equals = bytes.firstIndex(of: ASCII.equals) else {
      self.init(source: argument)
      return
    }
    self.init(source: ByteString(bytes[..<equals]), destination: ByteString(bytes[(equals + 1)...]))
  }
}
