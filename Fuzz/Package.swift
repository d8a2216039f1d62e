// swift-tools-version: 6.3
import PackageDescription

/// Fuzzers of everything that reads bytes from outside. A package of its own, because `swift test` links every
/// executable of a package and libFuzzer brings its own `main`. The targets are those of the project, by symbolic link,
/// so that entries of `package` access can be reached and all code is instrumented.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "fuzz",
    products: [
        .executable(name: "fuzz", targets: ["fuzz"]),
        .executable(name: "cel-differential", targets: ["cel-differential"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CBZip2"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CSecp256k1"),
        .systemLibrary(name: "CSodium"),
        .target(name: "CDigests", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CEL", dependencies: ["CRE2"], swiftSettings: strict),
        .target(name: "CELConformance", dependencies: ["CEL"], swiftSettings: strict),
        .target(name: "ChainCrypto", dependencies: ["CDigests", "CSecp256k1", "CSodium"], swiftSettings: strict),
        .target(
            name: "TransparencyLog", dependencies: ["COpenSSL", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "SupervisionModel", swiftSettings: strict),
        .target(name: "AuditLedger", dependencies: ["SupervisionModel", "TransparencyLog"], swiftSettings: strict),
        .target(
            name: "ChainFormats", dependencies: ["CBZip2", "ChainCrypto", "SupervisionModel"], swiftSettings: strict),
        .target(name: "RuleEngine", dependencies: ["CEL", "SupervisionModel"], swiftSettings: strict),
        .target(
            name: "RulePacks",
            dependencies: [
                "ChainCrypto", "ChainFormats", "RuleEngine", "SupervisionModel", "TransparencyLog",
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "AuditLedger", "CEL", "CELConformance", "ChainFormats", "RulePacks", "TransparencyLog",
            ], swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(name: "cel-differential", dependencies: ["CELConformance"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
