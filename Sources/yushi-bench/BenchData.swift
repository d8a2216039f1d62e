import ChainFormats
import Foundation

/// Real blocks that lie beside the repository and are not part of it.
enum BenchData {
    struct RealBlock {
        let name: String
        let bytes: [UInt8]
        let network: BitcoinNetwork
    }

    private static let files = [
        ("bitcoin 413567", "bitcoin/block413567.raw"),
        (
            "bitcoin 702861, segwit",
            "rust-bitcoin/mainnet_block_000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae.raw"
        ),
    ]

    /// `YUSHI_SHARED`, else `../shared` beside the working directory.
    static var folder: URL {
        let named = ProcessInfo.processInfo.environment["YUSHI_SHARED"] ?? "../shared"
        return URL(fileURLWithPath: named).appendingPathComponent("data/chains/fixtures")
    }

    /// Those that are there.
    static func realBlocks() -> [RealBlock] {
        files.compactMap { name, path in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(path)) else { return nil }
            return RealBlock(name: name, bytes: [UInt8](data), network: .main)
        }
    }
}
