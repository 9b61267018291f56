/// Which tags are silent, and why.
package struct LintProfile: Sendable {
  /// A tag that is silent.
  package struct Silence: Sendable {
    package let tag: String
    /// Where; empty for the whole package.
    package let below: String
    package let reason: String
  }

  package let name: String
  package let summary: String
  package let silences: [Silence]

  /// All tags, as for packages of the distribution.
  package static let debian = LintProfile(
    name: "debian", summary: "Everything, as for packages of the distribution.", silences: [])

  /// What does not matter where an application is released with its runtime.
  package static let release = LintProfile(
    name: "release", summary: "Application releases in /opt that bring their runtime along.",
    silences: [
      .init(
        tag: "dir-or-file-in-opt", below: "opt/", reason: "/opt is where the FHS wants add-on application software"),
      .init(
        tag: "unstripped-binary-or-object", below: "opt/",
        reason: "runtimes keep the symbols that their crash reports need"),
      .init(tag: "hardening-no-pie", below: "opt/", reason: "the runtime was compiled by others"),
      .init(tag: "hardening-no-relro", below: "opt/", reason: "the runtime was compiled by others"),
      .init(tag: "hardening-no-bindnow", below: "opt/", reason: "the runtime was compiled by others"),
      .init(tag: "undeclared-elf-prerequisites", below: "opt/", reason: "the runtime brings its libraries along"),
      .init(
        tag: "shared-library-lacks-prerequisites", below: "opt/", reason: "modules use what the runtime has loaded"),
      .init(tag: "library-not-linked-against-libc", below: "opt/", reason: "modules use what the runtime has loaded"),
      .init(tag: "statically-linked-binary", below: "opt/", reason: "runtimes that link statically run everywhere"),
      .init(tag: "custom-library-search-path", below: "opt/", reason: "a runtime finds its libraries next to itself"),
      .init(tag: "relative-library-search-path", below: "opt/", reason: "a runtime finds its libraries next to itself"),
      .init(tag: "script-not-executable", below: "opt/", reason: "release scripts are read by their runtime"),
      .init(
        tag: "executable-not-elf-or-script", below: "opt/",
        reason: "releases are unpacked from archives that know no modes"),
      .init(tag: "unusual-interpreter", below: "opt/", reason: "the release brings the interpreter along"),
      .init(tag: "missing-dep-for-interpreter", below: "opt/", reason: "the release brings the interpreter along"),
      .init(tag: "wrong-path-for-interpreter", below: "opt/", reason: "the release brings the interpreter along"),
      .init(tag: "incorrect-path-for-interpreter", below: "opt/", reason: "the release brings the interpreter along"),
      .init(
        tag: "package-contains-empty-directory", below: "opt/",
        reason: "releases have folders to be filled when they run"),
      .init(
        tag: "package-contains-timestamped-gzip", below: "opt/", reason: "the release was packed before the package"),
      .init(tag: "no-changelog", below: "", reason: "releases are not part of a distribution that reads changelogs"),
      .init(
        tag: "missing-systemd-service-for-init.d-script", below: "", reason: "systemd runs the init script by itself"),
    ])

  /// All profiles.
  package static let all = [debian, release]

  /// Whether a hint is silent.
  func silences(_ hint: TagHint) -> Bool {
    silences.contains { silence in
      guard silence.tag == hint.tag else { return false }
      if silence.below.isEmpty { return true }
      if case .path(let path, _) = hint.pointer { return path.hasPrefix(silence.below) }
      return false
    }
  }
}
