// swift-tools-version: 6.1
import PackageDescription

/// Every target of ours is compiled with the same strict settings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// For rooms that see the network: the C modules of its libraries take in headers of libc, and then the members of libc's
/// structures count as theirs or as libc's, from build to build.
let networked: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A C library of the system: a module map and a shim, nothing else. Not by pkg-config: its -L of the system's folder would
/// come before the one with the static libraries that the release binary is linked with.
func system(_ name: String, debian: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([debian])])
}

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil,
  settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
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
  "lintian/lintian-overrides", "logrotate/logrotate", "nginx/nginx-depot", "nginx/nginx-static",
  "runit/runit-log-run", "runit/runit-run", "smf/smf-manifest",
  "smf/smf-method", "systemd/systemd-unit", "systemd/sysusers", "systemd/tmpfiles", "sysv-init/sysv-init",
  "upstart/upstart",
]

/// The pages of the depot, compiled into its program.
let pages = [
  "contents.mustache", "feed.mustache", "front.mustache", "layout.mustache", "listing.mustache", "package.mustache",
  "packages.mustache", "search.mustache", "style.css",
]

let package = Package(
  name: "pkgwright",
  products: [
    .executable(name: "pkgwright", targets: ["pkgwright"]),
    .executable(name: "pkgwright-depot", targets: ["pkgwright-depot"]),
    .library(name: "PackageModel", targets: ["PackageModel"]),
    .library(name: "DebianPackage", targets: ["DebianPackage"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
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
    // What a project says about itself.
    room("ProjectConfiguration", ["PackageModel", .product(name: "Yams", package: "Yams")]),
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
    // Floor 5: what is signed, what crosses the network, text that is rendered.
    room(
      "PackageSigning",
      [
        "PackageModel", "Payload", "IPSRepository",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
      ], settings: networked),
    room("DebianLinting", ["PackageModel", "Payload", "Staging", "Transforms", "Linting", "DebianPackage"]),
    room(
      "DepotClient",
      [
        "PackageModel", "Payload", "IPSRepository", "CLinux",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], settings: networked),
    room(
      "DepotServer",
      [
        "PackageModel", "Payload", "IPSRepository", "Comparison", "CLinux",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Mustache", package: "swift-mustache"),
      ], resources: pages.map { .embedInCode("Pages/Resources/" + $0) }, settings: networked),
    .target(
      name: "Templates", dependencies: ["PackageModel", mustache], path: "Templates",
      resources: templates.map { .embedInCode($0 + ".mustache") }, swiftSettings: strict),
    // Floor 6 and 7: the command line.
    room(
      "PkgwrightCommands",
      [
        "PackageModel", "Payload", "Staging", "Transforms", "Formatting", "Comparison", "Linting", "DebianPackage",
        "IPSRepository", "Recipes", "ProjectConfiguration", "Templates", "DebianLinting", argumentParser,
      ]),
    // Floor 7: the commands that need the network, in a program of their own: the others start faster without.
    room(
      "NetworkCommands",
      [
        "PackageModel", "Payload", "IPSRepository", "PackageSigning", "DepotClient", "DepotServer", "PkgwrightCommands",
        argumentParser, .product(name: "Logging", package: "swift-log"),
      ], settings: networked),
    // Floor 8: the programs.
    .executableTarget(name: "pkgwright", dependencies: ["PkgwrightCommands"], swiftSettings: strict),
    .executableTarget(name: "pkgwright-depot", dependencies: ["NetworkCommands"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["PackageModel", "Payload"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("PackageModel", ["TestSupport"]),
    tests("Payload", ["PackageModel", "TestSupport"]),
    tests("ProjectConfiguration", ["PackageModel"]),
    tests("Staging", ["PackageModel", "Payload"]),
    tests("Transforms", ["PackageModel", "Payload"]),
    tests("Formatting", ["PackageModel", "TestSupport"]),
    tests("Comparison", ["PackageModel", "TestSupport"]),
    tests("Linting", ["PackageModel", "Payload", "TestSupport"]),
    tests("DebianPackage", ["PackageModel", "Payload", "Staging", "TestSupport"]),
    .testTarget(
      name: "IPSRepositoryTests",
      dependencies: ["IPSRepository", "PackageModel", "Payload", "TestSupport", "pkgwright", "CLinux"],
      exclude: ["Judge", "Samples"], swiftSettings: strict),
    .testTarget(
      name: "DepotClientTests",
      dependencies: [
        "DepotClient", "IPSRepository", "PackageModel", "Payload", "Staging", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], swiftSettings: networked),
    .testTarget(
      name: "DepotServerTests",
      dependencies: [
        "DepotServer", "IPSRepository", "PackageModel", "Payload", "TestSupport", "pkgwright-depot",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: networked),
    tests("DebianLinting", ["PackageModel", "Payload", "Linting", "DebianPackage", "TestSupport", "pkgwright"]),
    .testTarget(
      name: "PackageSigningTests",
      dependencies: ["PackageSigning", "IPSRepository", "PackageModel", "Payload", "TestSupport", "pkgwright-depot"],
      swiftSettings: networked),
    tests("Recipes", ["PackageModel", "Payload", "Staging"]),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Templates", "DebianPackage"], exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "pkgwright", "pkgwright-depot", "PkgwrightCommands", "Linting", "PackageModel", "ProjectConfiguration",
      ],
      exclude: ["Golden", "Install"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
