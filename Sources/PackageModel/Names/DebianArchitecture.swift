/// Names of architectures.
package enum DebianArchitecture {
  /// Debian's name for the machine this program was built for.
  package static var native: String {
    #if arch(x86_64)
      "amd64"
    #elseif arch(arm64)
      "arm64"
    #elseif arch(i386)
      "i386"
    #elseif arch(arm)
      "armhf"
    #elseif arch(powerpc64le)
      "ppc64el"
    #elseif arch(s390x)
      "s390x"
    #elseif arch(riscv64)
      "riscv64"
    #else
      #error("name this architecture as Debian does")
    #endif
  }

  /// Debian's name for an architecture that the kernel, other distributions or Debian itself name so. Unknown names are
  /// kept.
  package static func named(_ name: String) -> String {
    switch name {
    case "native": native
    case "noarch": "all"
    case "x86_64": "amd64"
    case "aarch64": "arm64"
    case "i486", "i586", "i686": "i386"
    case "armv7l", "armv7hl", "armhfp": "armhf"
    case "ppc64le": "ppc64el"
    default: name
    }
  }
}
