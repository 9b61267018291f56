import Glibc
package import PackageModel
package import Payload

/// Where manifests and rules are read from.
package protocol TransformFiles {
  /// Whether there is a file of this name.
  func exists(_ path: ByteString) -> Bool
  /// The bytes of a file.
  func read(_ path: ByteString) throws(FileError) -> [UInt8]
  /// What standard input gives.
  func readStandardInput() throws(FileError) -> [UInt8]
}

/// The files of the system.
package struct SystemFiles: TransformFiles {
  package init() {}

  package func exists(_ path: ByteString) -> Bool { path.withCString { access($0, F_OK) == 0 } }

  package func read(_ path: ByteString) throws(FileError) -> [UInt8] { try FileBytes.read(path) }

  package func readStandardInput() throws(FileError) -> [UInt8] { try FileBytes.readStandardInput() }
}

/// Finds files by the rules of `<include>`: first as named, then in each of the include directories.
struct FileFinder {
  enum Found: Hashable {
    case standardInput
    case file(ByteString)
  }

  let files: any TransformFiles
  let directories: [ByteString]

  /// The place of a file; `nil` where there is none.
  func find(_ name: ByteString) -> Found? {
    if name == "-" { return .standardInput }
    if name.bytes.first == ASCII.slash || files.exists(name) { return .file(name) }
    for directory in directories {
      let path = directory.isEmpty || directory.bytes.last == ASCII.slash ? directory + name : directory + "/" + name
      if files.exists(path) { return .file(path) }
    }
    return nil
  }
}
