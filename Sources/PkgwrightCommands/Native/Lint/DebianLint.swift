import DebianLinting
import IPSRepository
import Linting
import PackageModel
import Payload

/// Checks of .deb files and of trees with a `DEBIAN` folder.
enum DebianLint {
  /// What is wrong with some packages.
  static func check(_ paths: [ByteString], linter: DebianLinter = DebianLinter()) throws -> LintInput.Result {
    var result = LintInput.Result()
    for path in paths {
      do {
        let package = try read(path)
        result.subjects.append(path.text)
        result.findings += linter.run(package).map { DebianFindings.finding(of: $0, in: package) }
      } catch PayloadError.file(let error) {
        result.unreadable.append(error)
      }
    }
    return result
  }

  /// Reads a package file or a tree.
  static func read(_ path: ByteString) throws -> BinaryPackage {
    FileSystem.isDirectory(path) ? try PackageIntake.read(tree: path) : try PackageIntake.read(package: path)
  }

  /// Whether a directory is a tree that can be packed.
  static func isTree(_ path: ByteString) -> Bool { FileSystem.isDirectory(path + "/DEBIAN") }
}
