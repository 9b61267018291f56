extension Faults {
  private static func program(
    _ tag: String, at path: String = "usr/lib/demo/tool", mode: Int = 0o755, depends: String? = "libc6",
    _ change: @escaping @Sendable (inout SampleELF.Options) -> Void
  ) -> Fault {
    Fault(tag) {
      var options = SampleELF.Options(hasInterpreter: true)
      change(&options)
      $0.set("Architecture", "amd64")
      $0.set("Depends", depends)
      $0.files[path] = .init(bytes: SampleELF.make(options), mode: mode)
    }
  }

  static let binaries: [Fault] = [
    Fault("arch-independent-package-contains-binary-or-object") {
      $0.files["usr/lib/demo/tool"] = .init(bytes: SampleELF.program(), mode: 0o755)
    },
    program("binary-from-other-architecture") { $0.machine = 183 },
    program("unstripped-binary-or-object") { $0.hasSymbols = true },
    program("statically-linked-binary") {
      $0.type = 2
      $0.needed = []
      $0.hasInterpreter = false
    },
    program("binary-in-etc", at: "etc/demo/tool") { _ in },
    program("arch-dependent-file-in-usr-share", at: "usr/share/demo/tool") { _ in },
    program("custom-library-search-path") { $0.runpath = "/home/ada/lib" },
    program("relative-library-search-path") { $0.runpath = "lib" },
    program("shared-library-is-executable", at: "usr/lib/demo/libdemo.so.1") {
      $0.soname = "libdemo.so.1"
      $0.hasInterpreter = false
    },
    program("odd-permissions-on-shared-library", at: "usr/lib/demo/libdemo.so.1", mode: 0o640) {
      $0.soname = "libdemo.so.1"
    },
    program("shared-library-lacks-prerequisites", mode: 0o644) {
      $0.needed = []
      $0.hasInterpreter = false
    },
    program("undeclared-elf-prerequisites", depends: nil) { _ in },
    program("library-not-linked-against-libc") { $0.needed = ["libm.so.6"] },
    program("missing-dependency-on-libc", depends: "demo-data") { _ in },
    program("hardening-no-pie") { $0.type = 2 },
    program("hardening-no-relro") { $0.hasRelro = false },
    program("hardening-no-bindnow") { $0.bindsNow = false },
    program("executable-stack-in-shared-library", mode: 0o644) {
      $0.soname = "libdemo.so.1"
      $0.stackFlags = 7
    },
    program("specific-address-in-shared-library", mode: 0o644) {
      $0.soname = "libdemo.so.1"
      $0.hasTextRelocations = true
    },
    program("lacks-ldconfig-trigger", at: "usr/lib/libdemo.so.1", mode: 0o644) { $0.soname = "libdemo.so.1" },
  ]
}
