import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel

/// Back-fill over the restricted RPC of a Monero node. Headers and difficulties are the node's word until the block itself
/// is there; ids of blocks and transactions are recomputed from their bytes.
struct MoneroBackfill: BackfillSource {
    let http: ReadOnlyHTTP

    private struct Answer<Value: Decodable>: Decodable {
        struct Failure: Decodable {
            let code: Int
            let message: String
        }

        let result: Value?
        let error: Failure?
    }

    private struct Info: Decodable {
        let height: UInt64
        let top_block_hash: String
        let nettype: String
    }

    /// A header as the node describes it.
    struct Header: Codable {
        let hash: String
        let prev_hash: String
        let height: UInt64
        let timestamp: UInt64
        let difficulty: UInt64
        let orphan_status: Bool
    }

    private struct OneHeader: Decodable { let block_header: Header }
    private struct ManyHeaders: Decodable { let headers: [Header]? }

    private struct Block: Decodable {
        let blob: String
        let block_header: Header
        let tx_hashes: [String]?
    }

    private struct Transactions: Decodable {
        struct Entry: Decodable {
            let as_hex: String?
            let pruned_as_hex: String?
            let prunable_as_hex: String?
        }

        let txs: [Entry]?
        let status: String
    }

    private func call<Value: Decodable>(_ call: MoneroCall, as type: Value.Type) async throws(BackfillError) -> Value {
        let answer = try decodeJSON(Answer<Value>.self, try await http.post(call))
        if let failure = answer.error {
            // −5: no such block; the restricted port says the same of a bad height.
            throw BackfillError(
                failure.code == -5 ? .notFound : .refused, "\(call.name): \(failure.message.prefix(200))")
        }
        guard let result = answer.result else { throw BackfillError(.refused, "\(call.name): no result") }
        return result
    }

    func tip() async throws(BackfillError) -> TipReport {
        let info = try await call(.getInfo, as: Info.self)
        guard let hash = Digest32(hex: info.top_block_hash), info.height > 0 else {
            throw BackfillError(.malformed, "get_info: expected a height above 0 and 64 hexadecimal digits")
        }
        return TipReport(network: MoneroNetwork.name(ofType: info.nettype), height: info.height - 1, hash: hash)
    }

    func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer {
        for hash in locator {
            let known: Header
            do throws(BackfillError) {
                known = try await call(.getHeader(hash), as: OneHeader.self).block_header
            } catch {
                guard error.code == .notFound else { throw error }
                continue
            }
            guard !known.orphan_status else { continue }
            let top = try await call(.getInfo, as: Info.self).height - 1
            let count = UInt64(min(http.limits.headersPerRequest, 250))
            let last = min(top, known.height + count - 1)
            guard last >= known.height else { continue }
            let headers = try await call(.getHeaders(from: known.height, to: last), as: ManyHeaders.self).headers ?? []
            // The chain may have moved between the calls.
            guard headers.first?.hash.utf8.elementsEqual(hash.hex.utf8) == true else { continue }
            do {
                return HeaderAnswer(bytes: Array(try JSONEncoder().encode(headers)), isCut: last < top)
            } catch {
                throw BackfillError(.malformed, "get_block_headers_range: \(error)")
            }
        }
        throw BackfillError(.noCommonBlock, "none of \(locator.count) known blocks is on the node's chain")
    }

    /// Ids asked for in one call; the restricted port takes no more.
    private static let transactionsPerCall = 100

    func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8] {
        let answer = try await call(.getBlock(hash), as: Block.self)
        guard let blob = Hex.decode(answer.blob), let block = try? MoneroBlock(blob) else {
            throw BackfillError(.malformed, "get_block: expected a block in hexadecimal")
        }
        var transactions: [[UInt8]] = []
        let identifiers = block.transactionIDs.compactMap { id in id.withUnsafeBytes { Digest32($0) } }
        var start = 0
        while start < identifiers.count {
            let wanted = Array(identifiers[start..<min(start + Self.transactionsPerCall, identifiers.count)])
            start += wanted.count
            let call = MoneroCall.getTransactions(wanted)
            let found = try decodeJSON(Transactions.self, try await http.post(call)).txs ?? []
            guard found.count == wanted.count else {
                throw BackfillError(.notFound, "\(call.name): \(found.count) of \(wanted.count) transactions")
            }
            for entry in found {
                let text =
                    entry.as_hex.flatMap { $0.isEmpty ? nil : $0 }
                    ?? (entry.pruned_as_hex ?? "") + (entry.prunable_as_hex ?? "")
                guard let bytes = Hex.decode(text), !bytes.isEmpty else {
                    throw BackfillError(.malformed, "\(call.name): expected hexadecimal")
                }
                transactions.append(bytes)
            }
        }
        return MoneroBody.encode(
            difficulty: answer.block_header.difficulty, block: blob, transactions: transactions)
    }
}
