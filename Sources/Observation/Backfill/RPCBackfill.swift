import Foundation
import SupervisionModel

/// Back-fill over the RPC port of nodes that have no REST, with the calls of ``ReadOnlyCall`` and no other.
struct RPCBackfill: BackfillSource {
    let http: ReadOnlyHTTP

    private struct Answer<Value: Decodable>: Decodable {
        let result: Value?
    }

    private struct HeaderPlace: Decodable {
        /// -1 off the active chain.
        let confirmations: Int64
        let height: UInt64
    }

    private func call<Value: Decodable>(_ call: ReadOnlyCall, as type: Value.Type) async throws(BackfillError) -> Value
    {
        let answer = try decodeJSON(Answer<Value>.self, try await http.post(call))
        guard let result = answer.result else { throw BackfillError(.refused, "\(call.method): no result") }
        return result
    }

    func tip() async throws(BackfillError) -> TipReport {
        try await call(.getBlockchainInfo, as: ChainInfo.self).report()
    }

    func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer {
        for hash in locator {
            let place: HeaderPlace
            do throws(BackfillError) {
                place = try await call(.getBlockHeader(hash, verbose: true), as: HeaderPlace.self)
            } catch {
                guard error.code == .notFound else { throw error }
                continue
            }
            guard place.confirmations >= 0 else { continue }
            return try await headers(from: place.height, hash: hash)
        }
        throw BackfillError(.noCommonBlock, "none of \(locator.count) known blocks is on the node's chain")
    }

    private func headers(from start: UInt64, hash: Digest32) async throws(BackfillError) -> HeaderAnswer {
        var bytes = try await header(hash)
        for step in 1..<UInt64(max(2, http.limits.headersPerCallSeries)) {
            let next: String
            do throws(BackfillError) {
                next = try await call(.getBlockHash(height: start + step), as: String.self)
            } catch {
                // Beyond the tip (code -8); what is there is the answer.
                guard error.code == .refused || error.code == .notFound else { throw error }
                return HeaderAnswer(bytes: bytes, isCut: false)
            }
            guard let hash = Digest32(hex: next) else {
                throw BackfillError(.malformed, "getblockhash: expected 64 hexadecimal digits")
            }
            bytes += try await header(hash)
        }
        return HeaderAnswer(bytes: bytes, isCut: true)
    }

    private func header(_ hash: Digest32) async throws(BackfillError) -> [UInt8] {
        let text = try await call(.getBlockHeader(hash, verbose: false), as: String.self)
        guard let bytes = Hex.decode(text), bytes.count == 80 else {
            throw BackfillError(.malformed, "getblockheader: expected 160 hexadecimal digits, found \(text.utf8.count)")
        }
        return bytes
    }

    func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8] {
        let text = try await call(.getBlock(hash), as: String.self)
        guard let bytes = Hex.decode(text) else { throw BackfillError(.malformed, "getblock: expected hexadecimal") }
        return bytes
    }
}
