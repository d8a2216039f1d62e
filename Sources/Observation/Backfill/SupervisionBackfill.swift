import ChainFormats
import SupervisionModel

/// Back-fill of the supervision protocol: GET only, and the same bytes as were published.
struct SupervisionBackfill: BackfillSource {
    let http: ReadOnlyHTTP
    let terms: EnvelopeTerms

    func tip() async throws(BackfillError) -> TipReport {
        let bytes = try await http.get(.supervisionTip(chain: terms.chain))
        let heartbeat: Heartbeat
        do throws(DecodeError) {
            heartbeat = try Heartbeat(bytes)
        } catch {
            throw BackfillError(.malformed, "heartbeat: \(error)")
        }
        var report = FormatReport()
        EnvelopeVerifier.checkPublisher(heartbeat.message, heartbeat.stream, terms, into: &report)
        if let failure = report.failure { throw BackfillError(.malformed, "heartbeat: \(failure.detail)") }
        return TipReport(network: heartbeat.stream.chain, height: heartbeat.height, hash: heartbeat.id)
    }

    func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer {
        // Evidence is larger than 80 bytes: fewer in one answer.
        let count = min(http.limits.headersPerRequest, 100)
        for hash in locator {
            let bytes: [UInt8]
            do throws(BackfillError) {
                bytes = try await http.get(.supervisionHeaders(chain: terms.chain, count: count, from: hash))
            } catch {
                guard error.code == .notFound else { throw error }
                continue
            }
            guard let entries = try? EvidenceList.decode(bytes), entries.count <= count else {
                throw BackfillError(.malformed, "headers: \(bytes.count) bytes, expected a list of evidence")
            }
            return HeaderAnswer(bytes: bytes, isCut: entries.count == count)
        }
        throw BackfillError(.noCommonBlock, "none of \(locator.count) known blocks is on the publisher's chain")
    }

    func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8] {
        try await http.get(.supervisionBlock(chain: terms.chain, hash))
    }
}
