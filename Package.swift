// swift-tools-version: 6.3
import PackageDescription

/// Floors are those of Docs/ARCHITECTURE.md: a target imports only lower floors (Scripts/check-floors).
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "yushi",
    products: [
        .executable(name: "yushi", targets: ["yushi"]),
        .executable(name: "participant", targets: ["participant"]),
        .library(name: "CEL", targets: ["CEL"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0: system libraries and C shims.
        .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .target(name: "CDigests", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),

        // Floor 1: libraries that know nothing of supervision.
        .target(name: "CEL", dependencies: ["CRE2"], swiftSettings: strict),
        .target(name: "ChainCrypto", dependencies: ["CDigests", "CSecp256k1", "CSodium"], swiftSettings: strict),
        .target(
            name: "TransparencyLog",
            dependencies: ["COpenSSL", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"], swiftSettings: strict),
        .target(name: "ZeroMQPublish", dependencies: ["CZeroMQ", "ZeroMQ"], swiftSettings: strict),

        // Floor 2: the words everything speaks.
        .target(name: "SupervisionModel", swiftSettings: strict),
        .target(name: "CELConformance", dependencies: ["CEL"], swiftSettings: strict),

        // Floor 3: pure logic.
        .target(name: "AuditLedger", dependencies: ["SupervisionModel", "TransparencyLog"], swiftSettings: strict),
        .target(
            name: "ChainFormats",
            dependencies: ["CBZip2", "ChainCrypto", "SupervisionModel"],
            swiftSettings: strict
        ),
        .target(name: "IntegrityScore", dependencies: ["SupervisionModel"], swiftSettings: strict),
        .target(name: "RuleEngine", dependencies: ["CEL", "SupervisionModel"], swiftSettings: strict),
        .target(name: "Simulation", dependencies: ["SupervisionModel"], swiftSettings: strict),

        // Floor 4: the core, and what feeds it.
        .target(
            name: "Observation",
            dependencies: [
                "ChainCrypto", "ChainFormats", "SupervisionModel", "ZeroMQ",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "RulePacks",
            dependencies: [
                "ChainCrypto", "ChainFormats", "RuleEngine", "SupervisionModel", "TransparencyLog",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Supervision",
            dependencies: ["AuditLedger", "IntegrityScore", "RuleEngine", "SupervisionModel", "TransparencyLog"],
            swiftSettings: strict
        ),

        .target(
            name: "ScoreDocuments",
            dependencies: [
                "SupervisionModel", "TransparencyLog", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),

        // Floor 5: rules tried on event files; one truth on disk.
        .target(
            name: "Backtesting",
            dependencies: [
                "ChainCrypto", "ChainFormats", "RuleEngine", "RulePacks", "Supervision", "SupervisionModel",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Persistence",
            dependencies: [
                "AuditLedger", "Supervision", "SupervisionModel", "TransparencyLog",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),

        .target(
            name: "ScoreModelFiles", dependencies: ["IntegrityScore", "RulePacks"], swiftSettings: strict),
        .target(
            name: "ScenarioFiles", dependencies: ["RulePacks", "Simulation", "SupervisionModel"], swiftSettings: strict),

        // Floor 6: what leaves the node.
        .target(
            name: "Delivery",
            dependencies: [
                "Persistence", "TransparencyLog",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),

        // Floor 7: services put together.
        .target(
            name: "YushiNode",
            dependencies: [
                "AuditLedger", "ChainCrypto", "ChainFormats", "Delivery", "IntegrityScore", "Observation",
                "Persistence", "RuleEngine", "RulePacks", "ScoreDocuments", "Supervision", "SupervisionModel",
                "TransparencyLog", "ZeroMQ",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),

        // Floor 8: programs.
        .target(
            name: "ParticipantNode",
            dependencies: [
                "ChainCrypto", "ChainFormats", "SupervisionModel", "TransparencyLog", "ZeroMQ", "ZeroMQPublish",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "participant",
            dependencies: [
                "Backtesting", "ChainCrypto", "ChainFormats", "ParticipantNode", "RulePacks", "ScenarioFiles",
                "ScoreDocuments", "Simulation",
                "SupervisionModel", "TransparencyLog", "ZeroMQ", "ZeroMQPublish",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "yushi",
            dependencies: [
                "AuditLedger", "Backtesting", "CEL", "CELConformance", "ChainCrypto", "ChainFormats", "IntegrityScore",
                "Observation", "Persistence", "RuleEngine", "RulePacks", "ScoreDocuments", "ScoreModelFiles",
                "Supervision", "SupervisionModel", "TransparencyLog", "YushiNode", "ZeroMQ",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "yushi-bench",
            dependencies: [
                "Backtesting", "CEL", "CELConformance", "ChainCrypto", "ChainFormats", "Persistence", "RuleEngine",
                "RulePacks", "Supervision", "SupervisionModel", "TransparencyLog", "YushiNode",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // Tests mirror the sources.
        .target(
            name: "NodeHarness",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/Support/NodeHarness",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "StoreCrashProbe",
            dependencies: ["Persistence", "Supervision", "SupervisionModel", "TransparencyLog"],
            path: "Tests/StoreCrashProbe",
            swiftSettings: strict
        ),
        .testTarget(name: "CELTests", dependencies: ["CEL", "CELConformance"], swiftSettings: strict),
        .testTarget(name: "ChainCryptoTests", dependencies: ["ChainCrypto"], swiftSettings: strict),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["TransparencyLog", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ", "ZeroMQPublish"], swiftSettings: strict),
        .testTarget(name: "SupervisionModelTests", dependencies: ["SupervisionModel"], swiftSettings: strict),
        .testTarget(
            name: "AuditLedgerTests",
            dependencies: ["AuditLedger", "SupervisionModel", "TransparencyLog"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ChainFormatsTests",
            dependencies: ["ChainCrypto", "ChainFormats", "SupervisionModel"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "IntegrityScoreTests",
            dependencies: ["IntegrityScore", "SupervisionModel"],
            exclude: ["Oracle", "Vectors"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScoreDocumentsTests",
            dependencies: ["ScoreDocuments", "SupervisionModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScoreModelFilesTests",
            dependencies: ["IntegrityScore", "RuleEngine", "RulePacks", "ScoreModelFiles"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RuleEngineTests", dependencies: ["CEL", "RuleEngine", "SupervisionModel"], swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["RulePacks", "ScenarioFiles", "Simulation", "SupervisionModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ObservationTests",
            dependencies: [
                "ChainCrypto", "ChainFormats", "NodeHarness", "Observation", "SupervisionModel", "ZeroMQ",
                "ZeroMQPublish",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BacktestingTests",
            dependencies: [
                "Backtesting", "ChainFormats", "RuleEngine", "RulePacks", "ScenarioFiles", "Simulation", "Supervision",
                "SupervisionModel",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RulePacksTests",
            dependencies: [
                "Backtesting", "ChainCrypto", "ChainFormats", "RuleEngine", "RulePacks", "SupervisionModel",
                "TransparencyLog",
            ],
            exclude: ["BadPacks", "EventFiles", "GoodPack"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SupervisionTests",
            dependencies: [
                "Backtesting", "ChainCrypto", "ChainFormats", "RuleEngine", "RulePacks", "Supervision",
                "SupervisionModel",
                "TransparencyLog",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PersistenceTests",
            dependencies: [
                "AuditLedger", "Persistence", "StoreCrashProbe", "Supervision", "SupervisionModel", "TransparencyLog",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ParticipantNodeTests",
            dependencies: [
                "ChainCrypto", "ChainFormats", "ParticipantNode", "SupervisionModel", "TransparencyLog", "ZeroMQ",
                "ZeroMQPublish",
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Delivery", "ParticipantNode", "Persistence", "Supervision", "TransparencyLog",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RealNodeTests",
            dependencies: [
                "ChainCrypto", "ChainFormats", "NodeHarness", "ParticipantNode", "ZeroMQ", "ZeroMQPublish",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "YushiNodeTests",
            dependencies: [
                "AuditLedger", "Backtesting", "ChainFormats", "Persistence", "RuleEngine", "RulePacks", "Supervision",
                "SupervisionModel", "TransparencyLog", "YushiNode",
            ],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
