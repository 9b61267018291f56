// swift-tools-version: 6.1
import PackageDescription

/// Every target of ours is compiled with the same strict settings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A C library of the system: a module map and a shim, nothing else. Not by pkg-config: its -L of the system's folder would
/// come before the one with the static libraries that the release binary is linked with.
func system(_ name: String, debian: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([debian])])
}

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ room: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: [.init(stringLiteral: room)] + dependencies, swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

/// The texts compiled into the binary, each in the folder of what it is for.
let templates = [
  "default/default", "hooks/after-install", "hooks/after-purge", "hooks/after-remove", "hooks/before-install",
  "lintian/lintian-overrides", "logrotate/logrotate", "runit/runit-log-run", "runit/runit-run", "smf/smf-manifest",
  "smf/smf-method", "systemd/systemd-unit", "systemd/sysusers", "systemd/tmpfiles", "sysv-init/sysv-init",
  "upstart/upstart",
]

let package = Package(
  name: "pkgwright",
  products: [
    .executable(name: "pkgwright", targets: ["pkgwright"]),
    .library(name: "PackageModel", targets: ["PackageModel"]),
    .library(name: "DebianPackage", targets: ["DebianPackage"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Floor 1: the model and the C libraries.
    room("PackageModel"),
    system("CArchive", debian: "libarchive-dev"),
    system("CBzip2", debian: "libbz2-dev"),
    system("CLinux", debian: "libc6-dev"),
    system("CZlib", debian: "zlib1g-dev"),
    system("CLZMA", debian: "liblzma-dev"),
    system("CZstd", debian: "libzstd-dev"),
    system("CCrypto", debian: "libssl-dev"),
    system("CPCRE2", debian: "libpcre2-dev"),
    // Floor 2: the bytes of a package.
    room(
      "Payload",
      ["PackageModel", "CArchive", "CBzip2", "CCrypto", "CLinux", "CLZMA", "CZlib", "CZstd"]),
    // Floor 3: front ends and passes.
    room("Staging", ["PackageModel", "Payload"]),
    room("Transforms", ["PackageModel", "Payload", "CPCRE2"]),
    room("Formatting", ["PackageModel"]),
    room("Comparison", ["PackageModel"]),
    room("Linting", ["PackageModel", "Payload"]),
    // Floor 4: back ends.
    room("DebianPackage", ["PackageModel", "Payload", "Staging"]),
    room("IPSRepository", ["PackageModel", "Payload", "Staging", "Comparison", "CLinux"]),
    room("Recipes", ["PackageModel", "Payload", "Staging"]),
    // Floor 5: text that is rendered.
    .target(
      name: "Templates", dependencies: ["PackageModel", mustache], path: "Templates",
      resources: templates.map { .embedInCode($0 + ".mustache") }, swiftSettings: strict),
    // Floor 6 and 7: the command line.
    room(
      "PkgwrightCommands",
      [
        "PackageModel", "Payload", "Staging", "Transforms", "Formatting", "Comparison", "Linting", "DebianPackage",
        "IPSRepository", "Recipes", "Templates", argumentParser,
      ]),
    .executableTarget(name: "pkgwright", dependencies: ["PkgwrightCommands"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["PackageModel", "Payload"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("PackageModel", ["TestSupport"]),
    tests("Payload", ["PackageModel", "TestSupport"]),
    tests("Staging", ["PackageModel", "Payload"]),
    tests("Transforms", ["PackageModel", "Payload"]),
    tests("Formatting", ["PackageModel", "TestSupport"]),
    tests("Comparison", ["PackageModel", "TestSupport"]),
    tests("Linting", ["PackageModel", "Payload", "TestSupport"]),
    tests("DebianPackage", ["PackageModel", "Payload", "Staging", "TestSupport"]),
    .testTarget(
      name: "IPSRepositoryTests",
      dependencies: ["IPSRepository", "PackageModel", "Payload", "TestSupport", "pkgwright", "CLinux"],
      exclude: ["Samples"], swiftSettings: strict),
    tests("Recipes", ["PackageModel", "Payload", "Staging"]),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Templates", "DebianPackage"], exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["pkgwright", "PkgwrightCommands"], exclude: ["Golden", "Install"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
