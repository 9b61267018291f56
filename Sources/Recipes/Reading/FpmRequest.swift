package import PackageModel
package import Payload

/// What a command line of fpm asks for, apart from the description of the package.
package struct FpmRequest: Sendable {
  /// What a package can be made from.
  package enum InputType: String, CaseIterable, Sendable {
    case dir, empty, tar, zip, deb
  }

  package var arguments: FpmArguments
  package var inputType: InputType
  /// What is packed: files, directories and mappings, or archives.
  package var inputs: [ByteString]
  /// The directory that inputs are relative to, or one inside the archives.
  package var chdir: ByteString?
  /// The directory that everything is put below.
  package var prefix: ByteString?
  /// Patterns of paths to leave out.
  package var excludes: [ByteString]
  /// How the members of the package are compressed.
  package var compression: Compression
  /// The time of the package in seconds since 1970, where one is given.
  package var sourceDateEpoch: Int64?

  /// The format of the name of the package, or a directory for it.
  package var outputFormat: ByteString? { arguments.value(.package) }
  /// Whether a package that is there already is overwritten.
  package var overwrites: Bool { arguments.isOn(.force) }
  /// Whether the control file is edited.
  package var editsControl: Bool { arguments.isOn(.edit) }
  /// Whether a .changes file is written.
  package var writesChanges: Bool { arguments.isOn(.debGenerateChanges) }

  /// Who owns the files. The files of a Debian package keep their owners.
  package var ownership: PackageRecipe.Ownership {
    if arguments.isOn(.debUseFilePermissions) { return .asFound }
    let user = arguments.value(.debUser)
    let group = arguments.value(.debGroup)
    if user == nil, group == nil { return inputType == .deb ? .asFound : .root }
    return .named(user: user ?? "root", group: group ?? "root")
  }

  /// Checks a command line.
  ///
  /// - Throws: everything that is wrong with it.
  package init(_ arguments: FpmArguments, environment: FpmEnvironment, log: FpmLog) throws(Diagnostics) {
    var check = RequestCheck(arguments: arguments, environment: environment, log: log)
    check.run()
    guard check.findings.isEmpty, let inputType = check.inputType else { throw Diagnostics(check.findings) }
    self.arguments = arguments
    self.inputType = inputType
    inputs = check.inputs
    chdir = arguments.value(.chdir)
    prefix = arguments.value(.prefix)
    excludes = check.excludes
    compression = check.compression
    sourceDateEpoch = check.sourceDateEpoch
  }
}
