/// Compiled programs and libraries.
enum BinaryChecks {
  static let all = [
    independent, foreign, unstripped, static_, inEtc, inShare, custom, relative, executableLibrary, oddLibraryMode,
    noPrerequisites, undeclared, noLibc, missingLibc, noPIE, noRelro, noBindNow, executableStack,
    textRelocations, noTrigger,
  ]

  /// Programs and libraries, no objects and no core dumps.
  private static func linked(_ package: BinaryPackage) -> [(entry: PackageEntry, elf: ELFFacts)] {
    package.cached("linked") {
      package.entries.compactMap { entry in
        guard entry.isFile, let elf = entry.elf, elf.type == 2 || elf.type == 3 else { return nil }
        return (entry, elf)
      }
    }
  }

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, body: @escaping DebianCheck.Body
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianBinaries, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right,
      body: body)
  }

  private static let independent = check(
    .error, "arch-independent-package-contains-binary-or-object", "A package for all architectures has compiled code",
    remedy: "write the architecture that the code was compiled for",
    explanation: "`Architecture: all` means that the same files work on every machine (Policy 5.6.8).",
    wrong: "Architecture: all", right: "Architecture: amd64"
  ) { package, report in
    guard package.value("Architecture") == "all" else { return }
    for entry in package.entries where entry.isFile {
      if entry.elf != nil { report(at: entry) } else if case .archive = entry.nature { report(at: entry) }
    }
  }

  /// The machine and the width of each architecture.
  private static let machines: [String: (machine: UInt16, bits: Int)] = [
    "amd64": (62, 64), "i386": (3, 32), "x32": (62, 32), "arm64": (183, 64), "armhf": (40, 32), "armel": (40, 32),
    "ppc64el": (21, 64), "ppc64": (21, 64), "powerpc": (20, 32), "riscv64": (243, 64), "s390x": (22, 64),
    "mips64el": (8, 64), "mipsel": (8, 32), "mips": (8, 32), "m68k": (4, 32), "alpha": (0x9026, 64), "hppa": (15, 32),
    "ia64": (50, 64), "sparc64": (43, 64), "sparc": (2, 32), "sh4": (42, 32),
  ]

  private static let foreign = check(
    .error, "binary-from-other-architecture", "A program is for another architecture than the package",
    remedy: "deliver the program that was compiled for the package's architecture, or correct the field",
    explanation: "dpkg installs a package where its architecture fits, and there the program would not start.",
    wrong: "Architecture: arm64 with an x86-64 program", right: "Architecture: amd64"
  ) { package, report in
    let architecture = package.value("Architecture") ?? ""
    guard architecture != "all" else { return }
    let expected = machines[architecture]
    for entry in package.entries where entry.isFile {
      guard let elf = entry.elf else { continue }
      if let expected, elf.machine == expected.machine, elf.bits == expected.bits { continue }
      if architecture == "amd64", elf.machine == 3 { continue }
      if entry.path.hasPrefix("usr/lib/debug/.build-id/") || package.matches("^usr/lib/.*guile/.*\\.go$", entry.path) {
        continue
      }
      if package.matches("(?:^|/)lib64/", entry.path), elf.bits == 64 { continue }
      if package.matches("(?:^|/)lib32/", entry.path), elf.bits == 32 { continue }
      report(at: entry)
    }
  }

  private static let unstripped = check(
    .error, "unstripped-binary-or-object", "A program has symbols that only debuggers need",
    remedy: "strip it, or let dh_strip put the symbols into a package of their own",
    explanation: "Symbols make programs several times larger, and belong into a debug package (Policy 10.1).",
    wrong: "a program with .symtab", right: "strip --strip-unneeded usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.elf?.hasSymbols ?? false {
      if package.matches("\\.(?:k?o|gox)$|^(?:usr/)?lib/debug/|^usr/lib/.*guile/.*\\.go$", entry.path) { continue }
      if package.name.hasSuffix("-dbg") { continue }
      report(at: entry)
    }
  }

  private static func isGo(_ package: BinaryPackage) -> Bool { (package.value("Built-Using") ?? "").contains("golang") }

  private static let static_ = check(
    .error, "statically-linked-binary", "A program is linked statically",
    remedy: "link it dynamically, or say in an override why not",
    explanation:
      "A fault in a library is mended in one place for all programs that load it, but not for those that have a copy.",
    wrong: "cc -static -o demo demo.c", right: "cc -o demo demo.c"
  ) { package, report in
    guard !isGo(package), !package.name.hasSuffix("-static") else { return }
    for (entry, elf) in linked(package) where elf.type == 2 && elf.needed.isEmpty {
      if package.matches("^boot/|[.-]static$|^usr/lib/debug/|^sbin/ldconfig$", entry.path) { continue }
      report(at: entry)
    }
  }

  private static let inEtc = check(
    .error, "binary-in-etc", "Compiled code lies in /etc",
    remedy: "put it into usr/lib/NAME", explanation: "/etc holds configuration, which is text that people edit (FHS).",
    wrong: "etc/demo/helper", right: "usr/lib/demo/helper"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.path.hasPrefix("etc/") {
      if entry.elf != nil { report(at: entry) } else if case .archive = entry.nature { report(at: entry) }
    }
  }

  private static let inShare = check(
    .error, "arch-dependent-file-in-usr-share", "Compiled code lies in /usr/share",
    remedy: "put it into usr/lib/NAME",
    explanation: "/usr/share may be shared between machines of all architectures (FHS).",
    wrong: "usr/share/demo/helper", right: "usr/lib/demo/helper"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.path.hasPrefix("usr/share/") {
      if entry.elf != nil { report(at: entry) } else if case .archive = entry.nature { report(at: entry) }
    }
  }

  /// The directories that are searched, with the section, but for those next to the file and the package's own.
  private static func searchPaths(_ elf: ELFFacts, _ package: BinaryPackage) -> [(section: String, folder: String)] {
    let all = elf.rpath.map { ("RPATH", $0) } + elf.runpath.map { ("RUNPATH", $0) }
    return all.compactMap { section, folder in
      if package.matches("^\\$\\{?ORIGIN\\}?", folder) { return nil }
      var parts = folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      if folder.hasPrefix("/") { parts = "/" + parts }
      let source = package.patterns.first("^(\\S+)", package.value("Source") ?? package.name) ?? package.name
      let own = ["usr/lib/\(package.name)", "usr/lib/\(source)"]
      if own.contains(where: { parts == "/" + $0 || parts.hasPrefix("/\($0)") }) { return nil }
      if package.matches("^/usr/lib/[^/]+/(?:\(Patterns.quoted(package.name))|\(Patterns.quoted(source)))", parts) {
        return nil
      }
      if package.matches("^/usr/lib/ghc(?:/|$)", parts) { return nil }
      return (section, parts)
    }
  }

  private static let custom = check(
    .error, "custom-library-search-path", "A program looks for libraries in a directory of its own",
    remedy: "link without -rpath, or use $ORIGIN",
    explanation:
      "What a program finds there hides the libraries of the system, and often the directory is that of the build.",
    wrong: "-Wl,-rpath,/home/ada/demo/lib", right: "-Wl,-rpath,'$ORIGIN/../lib/demo'"
  ) { package, report in
    for entry in package.entries where entry.isFile {
      guard let elf = entry.elf else { continue }
      for (section, folder) in searchPaths(elf, package) where folder.hasPrefix("/") {
        report("\(section) \(folder)", at: entry)
      }
    }
  }

  private static let relative = check(
    .error, "relative-library-search-path", "A program looks for libraries below the directory it is started in",
    remedy: "use $ORIGIN, which is the directory of the program",
    explanation: "Whoever can write to the directory in which the program is started can give it another library.",
    wrong: "-Wl,-rpath,lib", right: "-Wl,-rpath,'$ORIGIN/../lib/demo'"
  ) { package, report in
    for entry in package.entries where entry.isFile {
      guard let elf = entry.elf else { continue }
      for (section, folder) in searchPaths(elf, package) where !folder.hasPrefix("/") && !folder.isEmpty {
        report("\(section) \(folder)", at: entry)
      }
    }
  }

  private static let executableLibrary = check(
    .error, "shared-library-is-executable", "A shared library is executable",
    remedy: "chmod 0644", explanation: "Libraries are loaded and not started; their mode is 0644 (Policy 10.2).",
    wrong: "-rwxr-xr-x usr/lib/libdemo.so.1", right: "-rw-r--r-- usr/lib/libdemo.so.1"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.isExecutable {
      guard let elf = entry.elf, elf.soname != nil, !elf.hasInterpreter else { continue }
      if !package.matches("^lib.*/ld-[\\d.]+\\.so$", entry.path) { report(entry.octalMode, at: entry) }
    }
  }

  private static let oddLibraryMode = check(
    .warning, "odd-permissions-on-shared-library", "A shared library has an unusual mode",
    remedy: "chmod 0644", explanation: "Libraries are readable for all and writable for root (Policy 10.2).",
    wrong: "-rw-r----- usr/lib/libdemo.so.1", right: "-rw-r--r-- usr/lib/libdemo.so.1"
  ) { package, report in
    for entry in package.entries
    where entry.isFile && !entry.isExecutable && entry.elf?.soname != nil && entry.mode != 0o644 {
      report(entry.octalMode, at: entry)
    }
  }

  private static let noPrerequisites = check(
    .warning, "shared-library-lacks-prerequisites", "A library is linked to no other",
    remedy: "link it with what it uses, at least with -lc",
    explanation:
      "Nearly every library uses the C library. Where it does not say so, it works only by chance, and no dependency is found.",
    wrong: "ld -shared -o libdemo.so demo.o", right: "cc -shared -o libdemo.so demo.o"
  ) { package, report in
    let allowed =
      "^(?:boot|lib)/modules/|^usr/lib/debug/|\\.(?:[ce]32|e64)$|^usr/lib/jvm/.*\\.debuginfo$"
      + "|^usr/lib/.*guile/.*\\.go$|^lib(?:|32|x32|64)/(?:[-\\w/]+/)?ld-[\\d.]+\\.so$"
    for (entry, elf) in linked(package)
    where elf.type == 3 && elf.needed.isEmpty && !package.matches(allowed, entry.path) {
      report(at: entry)
    }
  }

  private static let undeclared = check(
    .warning, "undeclared-elf-prerequisites", "A program needs libraries, and the package depends on nothing",
    remedy: "let dpkg-shlibdeps write the dependencies",
    explanation:
      "The program starts only where somebody else has installed the libraries that it is linked with (Policy 8.6).",
    wrong: "no field Depends", right: "Depends: libc6 (>= 2.34)"
  ) { package, report in
    guard Relations.strong(package).isEmpty else { return }
    for (entry, elf) in linked(package) where !elf.needed.isEmpty {
      report("(\(Set(elf.needed).sorted().joined(separator: " ")))", at: entry)
    }
  }

  private static let noLibc = check(
    .error, "library-not-linked-against-libc", "A library is linked to others, but not to the C library",
    remedy: "link it with -lc", explanation: "Nearly every library uses the C library, and should say so.",
    wrong: "ld -shared -lm -o libdemo.so demo.o", right: "cc -shared -lm -o libdemo.so demo.o"
  ) { package, report in
    for (entry, elf) in linked(package) where elf.type == 3 && !elf.needed.isEmpty {
      if elf.needed.contains(where: { $0.hasPrefix("libc.so.") }) || package.matches("/libc\\b", entry.path) {
        continue
      }
      report(at: entry)
    }
  }

  private static func missing(
    _ tag: String, _ library: String, pattern: String, package prefix: String, wrong: String, right: String
  ) -> DebianCheck {
    check(
      .error, tag, "A program needs \(library), and no dependency says so",
      remedy: "let dpkg-shlibdeps write the dependencies",
      explanation: "The package names dependencies, so whoever wrote them forgot this one (Policy 8.6).", wrong: wrong,
      right: right
    ) { package, report in
      let strong = Relations.strong(package)
      guard !strong.isEmpty else { return }
      var users: [String: Set<String>] = [:]
      for (entry, elf) in linked(package) {
        for needed in elf.needed {
          if let version = package.patterns.first(pattern, needed) {
            users[prefix + version, default: []].insert(entry.path)
          }
        }
      }
      for (wanted, paths) in users.sorted(by: { $0.key < $1.key }) where !Relations.names(wanted, in: strong) {
        if package.matches("^libc[\\d.]+(?:-|\\z)", package.name), tag == "missing-dependency-on-libc" { continue }
        let others = paths.count > 1 ? " and \(paths.count - 1) others" : ""
        report("needed by \(paths.sorted()[0])\(others)")
      }
    }
  }

  private static let missingLibc = missing(
    "missing-dependency-on-libc", "the C library", pattern: "^libc\\.so\\.(\\d+.*)$", package: "libc",
    wrong: "Depends: adduser", right: "Depends: adduser, libc6 (>= 2.34)")

  /// The architectures for which Debian's compilers make all programs hard to attack.
  private static func isHardened(_ package: BinaryPackage) -> Bool {
    ["amd64", "arm64", "armel", "armhf", "i386", "mips64el", "mipsel", "ppc64el", "riscv64", "s390x"]
      .contains(package.architecture) && !isGo(package)
  }

  private static let noPIE = check(
    .warning, "hardening-no-pie", "A program is always loaded to the same place",
    remedy: "compile with -fPIE and link with -pie, as Debian's compilers do by default",
    explanation: "Programs that can be loaded anywhere are harder to attack, because nobody knows where their code is.",
    wrong: "cc -no-pie -o demo demo.c", right: "cc -o demo demo.c"
  ) { package, report in
    guard isHardened(package) else { return }
    for (entry, elf) in linked(package) where elf.type == 2 && !elf.needed.isEmpty { report(at: entry) }
  }

  private static let noRelro = check(
    .warning, "hardening-no-relro", "The tables of a program stay writable",
    remedy: "link with -Wl,-z,relro, as Debian's build flags do",
    explanation:
      "The tables that the dynamic linker fills in are made read-only afterwards, so that nobody can bend them.",
    wrong: "cc -Wl,-z,norelro -o demo demo.c", right: "cc -Wl,-z,relro -o demo demo.c"
  ) { package, report in
    guard isHardened(package) else { return }
    for (entry, elf) in linked(package) where !elf.needed.isEmpty && !elf.hasRelocationReadOnly { report(at: entry) }
  }

  private static let noBindNow = check(
    .info, "hardening-no-bindnow", "Functions are looked up when they are first called",
    remedy: "link with -Wl,-z,now",
    explanation: "Only if all functions are looked up at the start can all tables be made read-only afterwards.",
    wrong: "cc -o demo demo.c", right: "cc -Wl,-z,relro,-z,now -o demo demo.c"
  ) { package, report in
    guard isHardened(package) else { return }
    for (entry, elf) in linked(package) where !elf.needed.isEmpty && !elf.bindsNow { report(at: entry) }
  }

  private static let executableStack = check(
    .warning, "executable-stack-in-shared-library", "A library makes the stack executable",
    remedy: "add a .note.GNU-stack section to assembler files, or link with -z noexecstack",
    explanation: "The stack of the whole program becomes executable, which makes many attacks possible.",
    wrong: "gcc -shared -z execstack", right: "gcc -shared"
  ) { package, report in
    guard !package.architecture.contains("mips") else { return }
    for entry in package.entries where entry.isFile {
      guard let elf = entry.elf, elf.soname != nil, let flags = elf.stackFlags, flags & 7 != 6 else { continue }
      report(at: entry)
    }
  }

  private static let textRelocations = check(
    .error, "specific-address-in-shared-library", "The code of a library has to be changed when it is loaded",
    remedy: "compile everything in it with -fPIC",
    explanation: "Code that is changed cannot be shared between programs, and has to be writable while it is.",
    wrong: "cc -shared -o libdemo.so demo.o, compiled without -fPIC", right: "cc -fPIC -shared -o libdemo.so demo.c"
  ) { package, report in
    for entry in package.entries
    where entry.isFile && entry.elf?.soname != nil && entry.elf?.hasTextRelocations ?? false {
      report(at: entry)
    }
  }

  private static let noTrigger = check(
    .error, "lacks-ldconfig-trigger", "The dynamic linker is not told of a library",
    remedy: "write activate-noawait ldconfig into DEBIAN/triggers; dh_makeshlibs does",
    explanation:
      "ldconfig makes the cache in which programs look for libraries, and has to run when one comes or goes (Policy 8.1.1).",
    wrong: "usr/lib/libdemo.so.1 and no DEBIAN/triggers", right: "activate-noawait ldconfig"
  ) { package, report in
    let folder = "^(?:usr/)?lib/(?:[^/]+-linux-gnu[^/]*/)?[^/]+$"
    var libraries: Set<String> = []
    for entry in package.entries where package.matches(folder, entry.path) {
      let path = entry.kind == .symbolicLink ? Links.normalized(entry) ?? "" : entry.path
      if let library = package.entry(path), library.isFile, library.elf?.soname != nil { libraries.insert(path) }
    }
    guard !libraries.isEmpty else { return }
    let lines = package.controlFile("triggers")?.lines ?? []
    if lines.contains(where: { $0.words == ["activate-noawait", "ldconfig"] }) { return }
    report(libraries.sorted().joined(separator: " "))
  }
}
