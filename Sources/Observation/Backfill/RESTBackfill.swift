import Foundation
import SupervisionModel

/// Back-fill over the unauthenticated REST interface of Bitcoin-format nodes (`-rest`): GET only.
struct RESTBackfill: BackfillSource {
    let http: ReadOnlyHTTP

    func tip() async throws(BackfillError) -> TipReport {
        try ChainInfo.decode(try await http.get(.chainInfo)).report()
    }

    func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer {
        let count = http.limits.headersPerRequest
        for hash in locator {
            let bytes: [UInt8]
            do throws(BackfillError) {
                bytes = try await http.get(.headers(count: count, from: hash))
            } catch {
                guard error.code == .notFound else { throw error }
                continue
            }
            // Empty when the block is known but not on the active chain.
            guard !bytes.isEmpty else { continue }
            guard bytes.count.isMultiple(of: 80), bytes.count <= 80 * count else {
                throw BackfillError(.malformed, "headers of \(bytes.count) bytes, expected a multiple of 80")
            }
            return HeaderAnswer(bytes: bytes, isCut: bytes.count == 80 * count)
        }
        throw BackfillError(.noCommonBlock, "none of \(locator.count) known blocks is on the node's chain")
    }

    func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8] {
        try await http.get(.block(hash))
    }
}

/// The part of `getblockchaininfo` that is read, over REST and RPC.
struct ChainInfo: Decodable {
    let chain: String
    let blocks: UInt64
    let bestblockhash: String

    static func decode(_ bytes: [UInt8]) throws(BackfillError) -> ChainInfo {
        try decodeJSON(ChainInfo.self, bytes)
    }

    func report() throws(BackfillError) -> TipReport {
        guard let hash = Digest32(hex: bestblockhash) else {
            throw BackfillError(.malformed, "bestblockhash: expected 64 hexadecimal digits")
        }
        return TipReport(network: chain, height: blocks, hash: hash)
    }
}

func decodeJSON<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(BackfillError) -> Value {
    do {
        return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
        throw BackfillError(.malformed, "\(type): \(error)")
    }
}
